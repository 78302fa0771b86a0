import { describe, expect, test } from 'vitest';
import { type NameEvent, presentName, withPresentNames } from '../../../src/core/present-name.ts';

/** Pat became Patricia, then Trish; somebody else was Pat, and was removed; Sam became Pat after that. */
const EVENTS: Readonly<Record<string, readonly NameEvent[]>> = {
  Pat: [
    { id: 10, becomes: 'Patricia' },
    { id: 30, becomes: null },
  ],
  Patricia: [{ id: 20, becomes: 'Trish' }],
  Sam: [{ id: 40, becomes: 'Pat' }],
};
const eventsOf = (name: string) => EVENTS[name] ?? [];

describe('presentName', () => {
  test.each([
    ['Pat', 5, 'Trish'],
    ['Pat', 10, 'Trish'],
    ['Patricia', 15, 'Trish'],
    ['Trish', 25, 'Trish'],
    ['Pat', 25, 'Pat'],
    ['Pat', 30, 'Pat'],
    ['Sam', 1, 'Pat'],
    ['Pat', 41, 'Pat'],
    ['Maria', 1, 'Maria'],
  ])('given %s in entry %i, when they are named now, then %s', (named, since, now) => {
    expect(presentName(named, since, eventsOf)).toBe(now);
  });

  test('given two who take each other’s names, when named now, then each is followed', () => {
    const swapped: Readonly<Record<string, readonly NameEvent[]>> = {
      A: [{ id: 1, becomes: 'C' }],
      B: [{ id: 2, becomes: 'A' }],
      C: [{ id: 3, becomes: 'B' }],
    };
    const of = (name: string) => swapped[name] ?? [];
    expect([presentName('A', 0, of), presentName('B', 0, of)]).toEqual(['B', 'A']);
  });
});

describe('withPresentNames', () => {
  type Entry = Parameters<typeof withPresentNames>[0];
  const entry: Entry = {
    ...{ id: 5, actor: 'user:Pat', action: 'set', subject: 'setting:x' },
    ...{ before: null, after: null },
  };
  const named = (change: Partial<Entry>) => withPresentNames({ ...entry, ...change }, eventsOf);

  const CHANGES: readonly (readonly [what: string, change: Partial<Entry>, expected: object])[] = [
    ['who did it', {}, { actor: 'user:Trish' }],
    ['a login', { actor: 'cli:Pat' }, { actor: 'cli:Pat' }],
    ['whom it is about', { subject: 'user:Pat', action: 'set role' }, { subject: 'user:Trish' }],
    [
      'a new name',
      { subject: 'user:Pat', action: 'set name', id: 10, before: 'Pat', after: 'Patricia' },
      { actor: 'user:Trish', subject: 'user:Trish', before: 'Pat', after: 'Patricia' },
    ],
    ['a line of that name', { subject: 'line:1', action: 'set name', after: 'Pat' }, { after: 'Pat' }],
    ['an owner', { action: 'assign', before: 'Pat', after: null }, { before: 'Trish', after: null }],
    [
      'owners',
      { action: 'set owners', after: { line: '+1', people: [{ name: 'Pat', hours: null }] } },
      { after: { line: '+1', people: [{ name: 'Trish', hours: null }] } },
    ],
    [
      'a person who was added',
      { subject: 'user:Pat', action: 'add', after: { name: 'Pat', role: 'staff' } },
      { after: { name: 'Trish', role: 'staff' } },
    ],
    [
      'an heir',
      { subject: 'user:Sam', action: 'remove', id: 41, after: { leadsTo: 'Patricia' } },
      { after: { leadsTo: 'Patricia' } },
    ],
    [
      'a token of that name',
      { subject: 'user:Sam', action: 'add token', after: { name: 'Pat' } },
      { after: { name: 'Pat' } },
    ],
    [
      'a label within',
      { after: { actor: 'user:Pat', tags: ['Pat', 7] } },
      { after: { actor: 'user:Trish', tags: ['Pat', 7] } },
    ],
  ];

  test.each(CHANGES)('given %s, when people are named as now, then so', (_what, change, expected) => {
    expect(named(change)).toMatchObject(expected);
  });
});
