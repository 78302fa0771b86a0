import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HuntDestination, HuntGroupStep } from '../../../src/core/hunt-group.ts';
import {
  formatHunt,
  parseHunt,
  parsePhoneName,
  parseRingSeconds,
  parseStep,
  parseStepHours,
  readStepChange,
} from '../../../src/core/hunt-words.ts';
import { formatPhone } from '../../../src/core/phone.ts';

const DESK: HuntDestination = { kind: 'endpoint', value: 'PJSIP/100', name: null, confirm: false };
const CELL: HuntDestination = { kind: 'number', value: '+12125550199', name: null, confirm: true };
const MARIA: HuntDestination = { kind: 'number', value: '+12125550198', name: 'Maria', confirm: true };
const OTHER_LINE: HuntDestination = { kind: 'line', value: '+12125550101', name: null, confirm: false };

function step(
  destinations: readonly HuntDestination[],
  ringSeconds: number | null = null,
  hours: string | null = null,
): HuntGroupStep {
  return { destinations, ringSeconds, hours };
}

describe('a whole plan', () => {
  test.each<[string, readonly HuntGroupStep[]]>([
    ['PJSIP/100', [step([DESK])]],
    ['PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s', [step([DESK, CELL], 20), step([MARIA], 15)]],
    [
      'pjsip/100,(212) 555-0199!\n(212) 555-0198 (Maria)! for 15 seconds\n',
      [step([DESK, CELL]), step([MARIA], 15)],
    ],
    [
      '(Maria) +1 212 555 0198! 60 s [mon-fri 8-17; sat 9-12]; line:+12125550101',
      [step([MARIA], 60, 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon'), step([OTHER_LINE])],
    ],
    ['[weekends all day] PJSIP/100 5s', [step([DESK], 5, 'Sat-Sun all day')]],
    [
      'PJSIP/trunk/sip:+12125550199@host;transport=tcp;PJSIP/100',
      [
        step([
          {
            kind: 'endpoint',
            value: 'PJSIP/trunk/sip:+12125550199@host;transport=tcp',
            name: null,
            confirm: false,
          },
        ]),
        step([DESK]),
      ],
    ],
    ['; ;PJSIP/100;;', [step([DESK])]],
    [
      'Local/600@from-internal/n (Front desk & shop; all)',
      [
        step([
          {
            kind: 'endpoint',
            value: 'Local/600@from-internal/n',
            name: 'Front desk & shop; all',
            confirm: false,
          },
        ]),
      ],
    ],
  ])('given %j, when it is read, then those are its steps', (text, steps) => {
    expect(parseHunt(text, 'US')).toEqual({ kind: 'steps', steps });
  });

  test.each([
    ['', 'nobody to ring', 'press 1'],
    [' ; \n', 'nobody to ring', 'press 1'],
    ['100', '"100" is too short for a phone number', 'PJSIP/100'],
    ['PJSIP/100; 100 20s', 'Step 2: "100" is too short', 'PJSIP/100'],
    ['PJSIP/100 &', '"" is neither', 'PJSIP/100'],
    ['PJSIP/100 3s', '"3"', 'from 5 to 60'],
    ['PJSIP/100 61s', '"61"', 'from 5 to 60'],
    ['PJSIP/100 [fry 8-17]', '"fry"', '"fri"'],
    ['PJSIP/100 [mon 8-17] [tue 8-17]', 'hours twice', 'one pair of brackets'],
    ['PJSIP/100 [mon 8-17', 'cannot be dialled', 'PJSIP/100'],
    ['PJSIP/100 (Maria', 'cannot be dialled', 'PJSIP/100'],
    ['212-555-0199 (Maria) (Joe)', 'more than one name', '40 characters'],
    [`212-555-0199 (${'M'.repeat(41)})`, 'cannot be kept', '40 characters'],
    ['212-555-0199 (Ma\u0007ria)', 'cannot be kept', '40 characters'],
    ['line:100', 'not the number of a line', 'textback line list'],
  ])('given %j, when it is read, then it says %j and %j', (text, problem, remedy) => {
    expect(parseHunt(text, 'US')).toEqual({
      kind: 'invalid',
      problem: expect.stringContaining(problem),
      remedy: expect.stringContaining(remedy),
    });
  });
});

test('given a plan of 40,001 characters, when it is read, then it is too long', () => {
  expect(parseHunt('x'.repeat(40_001), 'US')).toMatchObject({ problem: 'The plan is too long to be one.' });
});

const phone = fc.constantFrom('+12125550199', '+12125550198', '+442079460958', '+14165550123');
const hours = fc.constantFrom(null, 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon', '24/7', 'Sun 10 PM-6 AM');
const name = fc.constantFrom(null, 'Maria', "Joe's cell", 'Front desk & shop; all, 24 s', 'O2!');
const destination: fc.Arbitrary<HuntDestination> = fc.oneof(
  fc.record({ kind: fc.constantFrom('number', 'line'), value: phone, name, confirm: fc.boolean() }),
  fc.record({
    kind: fc.constant('endpoint' as const),
    value: fc.constantFrom(
      'PJSIP/100',
      'Local/600@from-internal/n',
      'PJSIP/t/sip:1@h;transport=tcp',
      'DAHDI/g0/5',
    ),
    name,
    confirm: fc.boolean(),
  }),
);
const steps = fc.array(
  fc.record({
    ringSeconds: fc.option(fc.integer({ min: 5, max: 60 })),
    hours,
    destinations: fc.array(destination, { minLength: 1, maxLength: 10 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test('given any hunt group, when it is written and read, for programs or for people, then it is the same', () => {
  fc.assert(
    fc.property(steps, (group) => {
      expect(parseHunt(formatHunt(group), 'US')).toEqual({ kind: 'steps', steps: group });
      const shown = formatHunt(group, (e164) => formatPhone(e164, 'US'));
      expect(parseHunt(shown, 'US')).toEqual({ kind: 'steps', steps: group });
    }),
  );
});

test('given any text at all, when it is read, then it is steps or a problem with a remedy', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = parseHunt(text, 'US');
      expect(read.kind === 'steps' ? read.steps.length : read.remedy.length).toBeGreaterThan(0);
    }),
  );
});

describe('what is typed of one step', () => {
  test('given all of a step in words, when it is read, then it is that step', () => {
    expect(parseStep('PJSIP/100, 212-555-0199! 20s', 'US')).toEqual({
      kind: 'step',
      step: step([DESK, CELL], 20),
    });
  });

  test.each([
    [{}, {}],
    [{ to: 'PJSIP/100' }, { destinations: [DESK] }],
    [{ to: 'PJSIP/100 20s [mon 8-17]' }, { destinations: [DESK], ringSeconds: 20, hours: 'Mon 8 AM-5 PM' }],
    [
      { to: 'PJSIP/100 20s [mon 8-17]', ring: '15', hours: 'always' },
      { destinations: [DESK], ringSeconds: 15, hours: null },
    ],
    [{ ring: 'default' }, { ringSeconds: null }],
    [
      { hours: 'weekdays 8am-5pm', confirm: true },
      { hours: 'Mon-Fri 8 AM-5 PM', confirm: true },
    ],
  ])('given %j, when it is read, then only that changes', (typed, change) => {
    expect(readStepChange(typed, 'US')).toEqual({ kind: 'change', change });
  });

  test.each([[{ to: '100' }], [{ ring: '4' }], [{ ring: 'long' }], [{ hours: 'monday' }]])(
    'given %j, when it is read, then it is refused',
    (typed) => {
      expect(readStepChange(typed, 'US')).toMatchObject({ kind: 'invalid' });
    },
  );

  test.each([
    ['5', 5],
    [' 60s ', 60],
    ['Default', null],
  ])('given the seconds %j, when they are read, then they are %j', (text, seconds) => {
    expect(parseRingSeconds(text)).toEqual({ kind: 'seconds', seconds });
  });

  test('given the hours "Always", when they are read, then there are none', () => {
    expect(parseStepHours(' Always')).toEqual({ kind: 'hours', hours: null });
  });
});

test.each([
  ['  Maria’s   cell ', 'Maria’s cell'],
  ['', null],
  ['Büro 2', 'Büro 2'],
])('given a phone called %j, when its name is read, then %j', (text, name) => {
  expect(parsePhoneName(text)).toEqual({ kind: 'name', name });
});

test.each(['Mike (cell)', '212', 'x'.repeat(41), 'a\u0007b', '[desk]'])(
  'given a phone called %j, when its name is read, then it is refused with what to do',
  (text) => {
    expect(parsePhoneName(text)).toMatchObject({
      kind: 'invalid',
      remedy: expect.stringContaining('Give a name'),
    });
  },
);
