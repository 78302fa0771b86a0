import { expect, test } from 'vitest';
import {
  mergeTimeline,
  parseTimelineCursor,
  type TimelineEntry,
} from '../../../src/services/lead-timeline.ts';

const call = (at: number, id: number): TimelineEntry => ({
  ...{
    at,
    id,
    kind: 'call',
    outcome: 'no-answer',
    bridgedAt: null,
    finishedAt: null,
    voicemail: null,
    voicemailSeconds: null,
  },
});
const stage = (at: number): TimelineEntry => ({
  ...{ at, id: 9, kind: 'stage', from: null, to: 'New Lead', actor: 'textback' },
});
const consent = (at: number): TimelineEntry => ({
  ...{
    at,
    id: 1,
    kind: 'consent',
    number: '+12125550123',
    state: 'opted-out',
    source: 'text',
    wording: 'STOP',
  },
});

test('given lists each in order, when they are merged, then all are in order of time', () => {
  const merged = mergeTimeline([[call(40, 2), call(10, 1)], [stage(35)], [consent(50)]]);
  expect(merged.map(({ at }) => at)).toEqual([10, 35, 40, 50]);
});

test('given things of one instant, when they are merged, then the call comes first and what it led to after', () => {
  const merged = mergeTimeline([[consent(10)], [stage(10)], [call(10, 2), call(10, 1)]]);
  expect(merged.map((entry) => (entry.kind === 'call' ? entry.id : entry.kind))).toEqual([
    1,
    2,
    'stage',
    'consent',
  ]);
});

test.each(['', '1.call', 'x.call.1', '1.fax.1', '1.call.x', '1.call.1.2'])(
  'given %j, when it is read as a place in a timeline, then it is none',
  (text) => {
    expect(parseTimelineCursor(text)).toBeNull();
  },
);

test('given a place as a page prints it, when it is read, then it is that place', () => {
  expect(parseTimelineCursor('1782874800000.outbound-call.17')).toEqual({
    ...{ at: 1_782_874_800_000, kind: 'outbound-call', id: 17 },
  });
});
