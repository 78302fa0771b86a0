import { describe, expect, test } from 'vitest';
import { readBenchOptions } from '../bench/bench-options.ts';
import { type FigureSet, MEANINGS, WHOLE_RUN } from '../bench/figures.ts';
import { mergeFigures } from '../bench/merge-figures.ts';
import { percentilesOf } from '../bench/percentiles.ts';
import { figureMarkdown, figureObject } from '../bench/report.ts';

/** What a whole run must measure, and of whom. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  postDialDelayMs: ['ours', 'native'],
  answerDelayMs: ['ours', 'native'],
  releaseDelayMs: ['ours', 'native'],
  missToSubmitMs: ['ours'],
  missToSubmitMsAt1PerSecond: ['ours'],
  missToSubmitMsAt100PerSecond: ['ours'],
  maxCallsPerSecond: ['ours', 'native', 'ariClient'],
  ringTimeoutErrorMs: ['ours', 'native'],
  smsPerSecond: ['ours', 'kannel', 'limit'],
  rssMb: ['ours'],
  startMs: ['ours'],
  cpuMsPerCall: ['ours', 'native'],
  leadLookupMs: ['ours'],
  inboxMs: ['ours'],
  timelineMs: ['ours'],
  searchMs: ['ours'],
  reportMonthMs: ['ours'],
  databaseMb: ['ours'],
};

const ONE_NUMBER = ['maxCallsPerSecond', 'smsPerSecond', 'rssMb', 'startMs', 'databaseMb'];
const wholeRun: FigureSet = Object.fromEntries(
  Object.entries(WANTED).map(([key, subjects]) => {
    const figure = ONE_NUMBER.includes(key) ? 7 : percentilesOf([1, 2, 3]);
    return [key, Object.fromEntries(subjects.map((subject) => [subject, figure]))];
  }),
);

describe('the object of --json', () => {
  test('given a whole run, when it is checked, then each key of each subject is a number or percentiles', () => {
    const object = figureObject(wholeRun);
    expect(WHOLE_RUN.parse(object)).toEqual(object);
    expect(object).toMatchObject({
      postDialDelayMs: { ours: { p50: 2, p95: 3, p99: 3 } },
      rssMb: { ours: 7 },
    });
  });

  test.each(Object.entries(WANTED).flatMap(([key, subjects]) => subjects.map((subject) => [key, subject])))(
    'given a run without %s of %s, when it is checked, then it is refused',
    (key = '', subject = '') => {
      const { [subject as 'ours']: _, ...others } = wholeRun[key] ?? {};
      expect(WHOLE_RUN.safeParse(figureObject({ ...wholeRun, [key]: others })).success).toBe(false);
    },
  );

  test('given every key of a whole run, when the table is made, then each has its words', () => {
    for (const key of Object.keys(WANTED)) expect(MEANINGS[key], key).toBeDefined();
    const table = figureMarkdown(wholeRun, 'npm run bench', ['here']);
    expect(table).toContain('| post-dial delay, 20 calls/s | ms | native | 2 | 3 | 3 | 3 | 3 |');
    expect(table).toContain('| texts a second, with their receipts | 1/s | kannel | 7 |');
  });
});

test('given calls went wrong in two parts, when the parts are put together, then they are added up', () => {
  const parts = [{ failedCalls: { ours: 1, native: 0 } }, { rssMb: { ours: 90 }, failedCalls: { ours: 2 } }];
  expect(mergeFigures(parts)).toEqual({ rssMb: { ours: 90 }, failedCalls: { ours: 3, native: 0 } });
});

describe('the options', () => {
  test('given a part by name, when they are read, then only that is measured', () => {
    const options = readBenchOptions(['--only', 'sms,rss', '--calls', '100000']);
    expect(options).toMatchObject({ parts: ['rss', 'sms'], calls: 100_000, quick: false });
  });

  test.each([
    [['--only', 'speed'], 'There is no part "speed"'],
    [['--calls', '1500'], '--calls 1500'],
    [['--asterisk', '13'], 'There is no Asterisk 13'],
  ])('given %j, when they are read, then it says what there is', (args, problem) => {
    expect(() => readBenchOptions(args)).toThrow(problem);
  });
});
