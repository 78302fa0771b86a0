import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HuntDestination, HuntGroupStep } from '../../../src/core/hunt-group.ts';
import {
  fallbackEndpoints,
  type HuntContext,
  type LineHunt,
  MAX_LINE_DEPTH,
  MAX_PHONES,
  planHunt,
} from '../../../src/core/hunt-plan.ts';

const NEW_YORK = 'America/New_York';
/** A Wednesday: 10:00 in New York, 07:00 in Los Angeles. */
const WEDNESDAY_10 = Date.UTC(2026, 6, 1, 14);
const OFFICE = 'Mon-Fri 8 AM-5 PM';

function phone(extension: number | string, more: Partial<HuntDestination> = {}): HuntDestination {
  return { kind: 'endpoint', value: `PJSIP/${extension}`, name: null, confirm: false, ...more };
}

function otherLine(number: string, confirm = false): HuntDestination {
  return { kind: 'line', value: number, name: null, confirm };
}

function step(
  destinations: readonly HuntDestination[],
  ringSeconds: number | null = null,
  hours: string | null = null,
): HuntGroupStep {
  return { destinations, ringSeconds, hours };
}

function line(steps: readonly HuntGroupStep[], more: Partial<LineHunt> = {}): LineHunt {
  const usual = {
    number: '+1',
    timeZone: NEW_YORK,
    ringTimeoutSeconds: 25,
    order: 'fixed',
    turn: 0,
  } as const;
  return { ...usual, steps, ...more };
}

function context(more: Partial<HuntContext> = {}, ...lines: readonly LineHunt[]): HuntContext {
  return {
    lines: new Map(lines.map((each) => [each.number, each])),
    talkedUntil: new Map(),
    dialTemplate: 'PJSIP/{number}@trunk',
    now: WEDNESDAY_10,
    ...more,
  };
}

/** `100+101 for 20` of each step, and `within 30` of each group of steps that it belongs to. */
function rung(hunt: LineHunt, within: HuntContext): readonly string[] {
  return planHunt(hunt, within).steps.map(({ destinations, ringMs, groups = [] }) => {
    const phones = destinations.map(
      ({ endpoint, confirm }) => `${endpoint.replace('PJSIP/', '')}${confirm ? '!' : ''}`,
    );
    const bounds = groups.map((group) => ` within ${group.ringMs / 1000}`);
    return `${phones.join('+')} for ${ringMs / 1000}${bounds.join('')}`;
  });
}

describe('steps', () => {
  test('given a number, a name and no seconds, when it is planned, then it is dialled, called and rung so', () => {
    const maria = { kind: 'number', value: '+12125550199', name: 'Maria', confirm: true } as const;
    const steps = [step([maria, phone(100)]), step([{ ...maria, name: null }], 15)];
    expect(planHunt(line(steps), context())).toEqual({
      turned: [],
      isOffHours: false,
      steps: [
        {
          ringMs: 25_000,
          destinations: [
            { label: 'Maria', endpoint: 'PJSIP/+12125550199@trunk', confirm: true },
            { label: 'PJSIP/100', endpoint: 'PJSIP/100', confirm: false },
          ],
        },
        {
          ringMs: 15_000,
          destinations: [{ label: '+12125550199', endpoint: 'PJSIP/+12125550199@trunk', confirm: true }],
        },
      ],
    });
  });

  test('given two spellings of one phone in a step, when it is planned, then it rings once', () => {
    const cell = { kind: 'number', value: '+12125550199', name: null, confirm: false } as const;
    const hunt = line([step([cell, phone('+12125550199@trunk')])]);
    expect(rung(hunt, context())).toEqual(['+12125550199@trunk for 25']);
  });
});

describe('hours of a step', () => {
  const hunt = line([
    step([phone(1)], 10, OFFICE),
    step([phone(2)], 10, 'Sat-Sun all day'),
    step([phone(3)], 10),
  ]);
  test.each([
    ['at 10:00', WEDNESDAY_10, ['1 for 10', '3 for 10']],
    ['at closing time', WEDNESDAY_10 + 7 * 3_600_000, ['3 for 10']],
    ['on Saturday', WEDNESDAY_10 + 3 * 86_400_000, ['2 for 10', '3 for 10']],
  ])('given a call %s, then only the steps of that hour ring', (_when, now, phones) => {
    expect(rung(hunt, context({ now }))).toEqual(phones);
  });

  test('given another time zone, then its clock decides', () => {
    expect(rung({ ...hunt, timeZone: 'America/Los_Angeles' }, context())).toEqual(['3 for 10']);
  });

  test('given no step of this hour, then nothing rings because of the hour', () => {
    const closed = line([step([phone(1)], null, 'Sat-Sun all day')]);
    expect(planHunt(closed, context())).toEqual({ steps: [], turned: [], isOffHours: true });
  });

  test('given no step at all, then it is not because of the hour', () => {
    expect(planHunt(line([]), context())).toEqual({ steps: [], turned: [], isOffHours: false });
  });

  test('given hours that somebody broke in the database, then the step rings', () => {
    expect(rung(line([step([phone(1)], 10, 'whenever')]), context())).toEqual(['1 for 10']);
  });
});

describe('order', () => {
  const steps = [step([phone(1)], 10), step([phone(2), phone(3)], 10), step([phone(4)], 10)];

  test.each([
    [0, ['1 for 10', '2+3 for 10', '4 for 10']],
    [1, ['2+3 for 10', '4 for 10', '1 for 10']],
    [2, ['4 for 10', '1 for 10', '2+3 for 10']],
    [3, ['1 for 10', '2+3 for 10', '4 for 10']],
    [Number.MAX_SAFE_INTEGER, ['2+3 for 10', '4 for 10', '1 for 10']],
  ])('given that the steps take turns, when it is turn %i, then %j', (turn, phones) => {
    const hunt = line(steps, { order: 'round-robin', turn });
    expect(rung(hunt, context())).toEqual(phones);
    expect(planHunt(hunt, context()).turned).toEqual(['+1']);
  });

  test('given turns and nothing that rings at this hour, then nothing rings', () => {
    const hunt = line([step([phone(1)], 10, 'Sat 8 AM-5 PM')], { order: 'round-robin', turn: 5 });
    expect(rung(hunt, context())).toEqual([]);
  });

  test.each<[readonly (readonly [string, number])[], readonly string[]]>([
    [[], ['1 for 10', '2+3 for 10', '4 for 10']],
    [[['PJSIP/1', 5]], ['2+3 for 10', '4 for 10', '1 for 10']],
    [
      [
        ['PJSIP/1', 5],
        ['PJSIP/3', 9],
        ['PJSIP/4', 7],
      ],
      ['1 for 10', '4 for 10', '2+3 for 10'],
    ],
    [
      [
        ['PJSIP/1', Number.POSITIVE_INFINITY],
        ['PJSIP/2', 5],
        ['PJSIP/4', 3],
      ],
      ['4 for 10', '2+3 for 10', '1 for 10'],
    ],
  ])(
    'given who was talked to until when, %j, when the longest idle rings first, then %j',
    (talked, phones) => {
      const hunt = line(steps, { order: 'longest-idle' });
      expect(rung(hunt, context({ talkedUntil: new Map(talked) }))).toEqual(phones);
    },
  );
});

describe('another line’s phones', () => {
  const shop = line([step([phone(7)], 8), step([phone(8, { confirm: true })], null)], {
    number: '+2',
    ringTimeoutSeconds: 20,
  });

  test('given a line alone in a step, then it rings as that line does, within its ring timeout and the step’s', () => {
    expect(rung(line([step([otherLine('+2')]), step([phone(1)])]), context({}, shop))).toEqual([
      '7 for 8 within 20',
      '8! for 20 within 20',
      '1 for 25',
    ]);
    expect(rung(line([step([otherLine('+2')], 10), step([phone(1)])]), context({}, shop))).toEqual([
      '7 for 8 within 20 within 10',
      '8! for 20 within 20 within 10',
      '1 for 25',
    ]);
  });

  test('given two such steps, then the time of each counts by itself', () => {
    const steps = planHunt(line([step([otherLine('+2')]), step([otherLine('+2')])]), context({}, shop)).steps;
    const ids = steps.map(({ groups = [] }) => groups.map(({ id }) => id).join());
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  test('given a line beside others, then all of its phones ring at once with them', () => {
    expect(rung(line([step([phone(1), otherLine('+2')], 15)]), context({}, shop))).toEqual(['1+7+8! for 15']);
  });

  test('given a line whose phones have to press 1, then all of them have to', () => {
    expect(rung(line([step([otherLine('+2', true)])]), context({}, shop))).toEqual([
      '7! for 8 within 20',
      '8! for 20 within 20',
    ]);
  });

  test('given a line in another time zone with steps that take turns, then its clock and its turn count', () => {
    const west = line([step([phone(7)], 8, OFFICE), step([phone(8)], 8), step([phone(9)], 4)], {
      number: '+2',
      order: 'round-robin',
      turn: 1,
      timeZone: 'America/Los_Angeles',
    });
    const plan = context({}, west);
    expect(rung(line([step([otherLine('+2')])]), plan)).toEqual(['9 for 4 within 25', '8 for 8 within 25']);
    expect(planHunt(line([step([otherLine('+2')])]), plan).turned).toEqual(['+2']);
  });

  test('given a line that is not in service any more, then its step is as if it were not there', () => {
    expect(rung(line([step([otherLine('+2')]), step([phone(1), otherLine('+2')])]), context())).toEqual([
      '1 for 25',
    ]);
    expect(planHunt(line([step([otherLine('+2')])]), context())).toMatchObject({
      steps: [],
      isOffHours: false,
    });
  });

  test('given a line that rings nobody at this hour, then nothing rings because of the hour', () => {
    const closed = line([step([phone(7)], null, 'Sat 8 AM-5 PM')], { number: '+2' });
    expect(planHunt(line([step([otherLine('+2')])]), context({}, closed))).toMatchObject({
      steps: [],
      isOffHours: true,
    });
  });

  test('given lines in a circle, then each rings once', () => {
    const back = line([step([otherLine('+1')]), step([phone(7)])], { number: '+2' });
    const hunt = line([step([otherLine('+2')]), step([phone(1)])]);
    expect(rung(hunt, context({}, back, hunt))).toEqual(['7 for 25 within 25', '1 for 25']);
  });

  test('given lines behind lines, then those too far away do not ring', () => {
    const chain = Array.from({ length: MAX_LINE_DEPTH + 1 }, (_, index) =>
      line([step([phone(index)], 5), step([otherLine(`+${index + 2}`)])], { number: `+${index + 1}` }),
    );
    expect(rung(line(chain[0]?.steps ?? []), context({}, ...chain))).toEqual([
      '0 for 5',
      '1 for 5 within 25',
      '2 for 5 within 25 within 25',
    ]);
  });

  test('given more phones behind a line than a step can ring, then the first twenty ring', () => {
    const crowd = line(
      [1, 2, 3].map((tens) =>
        step(
          Array.from({ length: 10 }, (_, n) => phone(tens * 10 + n)),
          5,
        ),
      ),
      {
        number: '+2',
      },
    );
    const plan = planHunt(line([step([phone(1), otherLine('+2')])]), context({}, crowd));
    expect(plan.steps.map(({ destinations }) => destinations.length)).toEqual([20]);
  });
});

describe('without the daemon', () => {
  const fallback = (hunt: LineHunt, ...lines: readonly LineHunt[]) =>
    fallbackEndpoints(hunt, context({}, ...lines));

  test.each<[string, LineHunt, readonly string[]]>([
    ['one step', line([step([phone(1), phone(2)])]), ['PJSIP/1', 'PJSIP/2']],
    [
      'steps that take turns',
      line([step([phone(1)]), step([phone(2)])], { order: 'round-robin', turn: 1 }),
      ['PJSIP/1'],
    ],
    ['a first step with hours', line([step([phone(1)], 5, OFFICE), step([phone(2)])]), ['PJSIP/2']],
    [
      'only steps with hours',
      line([step([phone(1)], 5, 'Sat all day'), step([phone(2)], 5, OFFICE)]),
      ['PJSIP/1'],
    ],
    [
      'a phone that is asked to press 1 beside another',
      line([step([phone(1, { confirm: true }), phone(2)])]),
      ['PJSIP/2'],
    ],
    ['only phones that are asked to press 1', line([step([phone(1, { confirm: true })])]), ['PJSIP/1']],
    ['no steps', line([]), []],
    ['a line that is gone, and a phone', line([step([otherLine('+9')]), step([phone(1)])]), ['PJSIP/1']],
  ])('given %s, then the dialplan rings what is sure to be right', (_what, hunt, endpoints) => {
    expect(fallback(hunt)).toEqual(endpoints);
  });

  test('given another line, then all of its phones ring at once, whatever the hour', () => {
    const shop = line([step([phone(7)], 5), step([phone(8), phone(7)], 5)], { number: '+2' });
    expect(fallback(line([step([otherLine('+2')])]), shop)).toEqual(['PJSIP/7', 'PJSIP/8']);
  });
});

const anyDestination = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((extension) => phone(extension)),
  fc.integer({ min: 1, max: 6 }).map((number) => otherLine(`+${number}`)),
);
const anySteps = fc.array(
  fc.record({
    ringSeconds: fc.option(fc.integer({ min: 5, max: 60 })),
    hours: fc.constantFrom(null, OFFICE, 'Sat-Sun all day'),
    destinations: fc.array(anyDestination, { minLength: 1, maxLength: 10 }),
  }),
  { maxLength: 20 },
);
const anyLines = fc.array(
  fc.record({
    ringTimeoutSeconds: fc.integer({ min: 10, max: 60 }),
    order: fc.constantFrom('fixed', 'round-robin', 'longest-idle'),
    turn: fc.nat(),
    steps: anySteps,
  }),
  { minLength: 6, maxLength: 6 },
);

test('given any lines that ring each other, when a call is planned, then it rings only phones, no more than it may, each step for a time', () => {
  fc.assert(
    fc.property(anyLines, (settings) => {
      const lines = settings.map((each, index) => ({ ...each, number: `+${index + 1}`, timeZone: NEW_YORK }));
      for (const hunt of lines) {
        const { steps } = planHunt(hunt, context({}, ...lines));
        const phones = steps.flatMap(({ destinations }) => destinations);
        expect(phones.length).toBeLessThanOrEqual(MAX_PHONES);
        for (const { endpoint } of phones) expect(endpoint).toMatch(/^PJSIP\/\d+$/);
        for (const { destinations, ringMs } of steps) {
          expect(ringMs).toBeGreaterThan(0);
          expect(destinations.length).toBeGreaterThan(0);
          expect(destinations.length).toBeLessThanOrEqual(20);
        }
      }
    }),
    { numRuns: 50 },
  );
});
