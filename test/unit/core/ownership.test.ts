import { expect, test } from 'vitest';
import { nextOwner, ownerAt, type Rota } from '../../../src/core/ownership.ts';

/** 5 January 2026 is a Monday; New York is at UTC-5. */
const MONDAY_10 = Date.UTC(2026, 0, 5, 15);
const SATURDAY_10 = Date.UTC(2026, 0, 10, 15);
const [MARIA, PAT, KIM] = [1, 2, 3];

const rota = (change: Partial<Rota>): Rota => ({
  rule: 'fixed',
  turn: 0,
  timeZone: 'America/New_York',
  people: [
    { userId: MARIA, hours: 'mon-fri 8-17' },
    { userId: PAT, hours: 'sat-sun 9-18' },
    { userId: KIM, hours: null },
  ],
  ...change,
});

test.each([
  ['fixed', 0, MONDAY_10, MARIA],
  ['fixed', 7, SATURDAY_10, MARIA],
  ['round-robin', 0, MONDAY_10, MARIA],
  ['round-robin', 1, MONDAY_10, PAT],
  ['round-robin', 5, MONDAY_10, KIM],
  ['hours', 0, MONDAY_10, MARIA],
  ['hours', 1, SATURDAY_10, PAT],
  ['hours', 0, SATURDAY_10 + 12 * 3_600_000, KIM],
] as const)(
  'given the rule %s and turn %i, when a call is missed, then at %i it is owned by %i',
  (rule, turn, at, owner) => {
    expect(ownerAt(rota({ rule, turn }), at)).toBe(owner);
  },
);

test('given nobody, or nobody at this hour, when a call is missed, then nobody owns it', () => {
  expect(ownerAt(rota({ rule: 'round-robin', turn: 4, people: [] }), MONDAY_10)).toBeNull();
  const weekend = { rule: 'hours', people: [{ userId: PAT, hours: 'sat-sun 9-18' }] } as const;
  expect(ownerAt(rota(weekend), MONDAY_10)).toBeNull();
});

test('given hours that cannot be read any more, when a call is missed, then they are passed over', () => {
  expect(ownerAt(rota({ rule: 'hours', people: [{ userId: PAT, hours: '???' }] }), MONDAY_10)).toBe(PAT);
});

test.each([
  ['fixed', MARIA, [MARIA], MONDAY_10, PAT],
  ['fixed', PAT, [PAT], MONDAY_10, KIM],
  ['fixed', KIM, [KIM], MONDAY_10, MARIA],
  ['fixed', KIM, [KIM, MARIA], MONDAY_10, PAT],
  ['fixed', KIM, [MARIA, PAT, KIM], MONDAY_10, null],
  ['round-robin', PAT, [PAT, KIM], MONDAY_10, MARIA],
  ['hours', MARIA, [MARIA], MONDAY_10, KIM],
  ['hours', KIM, [KIM], SATURDAY_10, PAT],
  ['fixed', null, [], MONDAY_10, MARIA],
  ['fixed', 99, [99], MONDAY_10, MARIA],
  ['hours', 99, [99, KIM], SATURDAY_10, PAT],
] as const)(
  'given the rule %s and %i has a lead that %j had, when nobody responded, then at %i it goes to %s',
  (rule, owner, had, at, next) => {
    expect(nextOwner(rota({ rule }), owner, new Set(had), at)).toBe(next);
  },
);
