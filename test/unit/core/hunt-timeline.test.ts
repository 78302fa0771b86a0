import { expect, test } from 'vitest';
import { huntTimeline, isCutOff } from '../../../src/core/hunt-timeline.ts';

const step = (ringSeconds: number | null, hours: string | null = null) => ({ ringSeconds, hours });
const DAYTIME = 'Mon-Fri 8 AM-5 PM';

test.each([
  ['one step without seconds', [step(null)], ['0+25 whole']],
  ['two that fit', [step(10), step(15)], ['0+10 whole', '10+15 whole']],
  ['one after which the last rings to the end', [step(20), step(null)], ['0+20 whole', '20+5 whole']],
  ['one that is cut short', [step(20), step(10)], ['0+20 whole', '20+5 cut-short']],
  ['one longer than the timeout', [step(60)], ['0+25 cut-short']],
  ['one that ends as the timeout does', [step(25), step(10)], ['0+25 whole', '25+0 never']],
  ['one that rings to the end first', [step(null), step(10)], ['0+25 whole', '25+0 never']],
  [
    'one with hours first, which may take no time',
    [step(20, DAYTIME), step(10), step(20)],
    ['0+20 whole', '20+5 cut-short, at times', '25+0 never, at times'],
  ],
  [
    'one with hours before what is never reached anyway',
    [step(5, DAYTIME), step(25), step(5)],
    ['0+5 whole', '5+20 cut-short, at times', '25+0 never'],
  ],
  ['nothing', [], []],
])('given %s and a timeout of 25 s, when it is told when each rings, then so', (_, steps, expected) => {
  const times = huntTimeline(steps, 25);
  expect(
    times.map(
      ({ fromSeconds, forSeconds, fate, isAlways }) =>
        `${fromSeconds}+${forSeconds} ${fate}${isAlways ? '' : ', at times'}`,
    ),
  ).toEqual(expected);
});

test.each([
  ['that fit, whatever their order', [step(10), step(15)], false],
  ['that take longer than the timeout', [step(10), step(16)], true],
  ['one of which rings to the end', [step(null), step(10)], true],
  ['of which there is one', [step(null)], false],
])('given steps that take turns %s, when asked whether one is cut off, then %s', (_, steps, expected) => {
  expect(isCutOff(steps, 25)).toBe(expected);
});
