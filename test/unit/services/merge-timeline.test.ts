import { expect, test } from 'vitest';
import { mergeTimeline, type TimelineEntry } from '../../../src/services/show-lead.ts';

const call = (at: number, callId: number): TimelineEntry => ({
  at,
  kind: 'call',
  callId,
  outcome: 'no-answer',
  bridgedAt: null,
  finishedAt: null,
  voicemail: null,
  voicemailSeconds: null,
});
const stage = (at: number): TimelineEntry => ({ at, kind: 'stage', to: 'New Lead', actor: 'textback' });
const consent = (at: number): TimelineEntry => ({
  at,
  kind: 'consent',
  state: 'opted-out',
  source: 'text',
  wording: 'STOP',
});

test('given lists each in order, when they are merged, then all are in order of time', () => {
  const merged = mergeTimeline([[call(10, 1), call(40, 2)], [stage(35)], [consent(50)]]);
  expect(merged.map(({ at }) => at)).toEqual([10, 35, 40, 50]);
});

test('given things of one instant, when they are merged, then the call comes first and what it led to after', () => {
  const merged = mergeTimeline([[consent(10)], [stage(10)], [call(10, 1), call(10, 2)]]);
  expect(merged.map((entry) => (entry.kind === 'call' ? entry.callId : entry.kind))).toEqual([
    1,
    2,
    'stage',
    'consent',
  ]);
});
