import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/core/journal-entry.ts';
import { journaledCall } from '../../../src/core/journaled-call.ts';

const ENTRY: JournalEntry = {
  channelId: '17.1',
  arrivedAt: 10_000,
  finishedAt: 22_000,
  ringingAt: 11_000,
  bridgedAt: 15_000,
  dialled: '+12125550100',
  callerNumber: '+12125550123',
  outcome: 'answered',
  leg: { endpoint: 'PJSIP/1@trunk', end: 'hung-up', cause: 16 },
};

test('given a journalled call, when it becomes one of ours, then it has ended, with its one leg', () => {
  expect(journaledCall(ENTRY, (endpoint) => `phone at ${endpoint}`, 60_000)).toMatchObject({
    callerChannelId: '17.1',
    state: 'ended',
    outcome: 'answered',
    arrivedAt: 10_000,
    bridgedAt: 15_000,
    finishedAt: 22_000,
    callerGone: true,
    legs: [
      {
        channelId: '17.1-leg1',
        destination: { label: 'phone at PJSIP/1@trunk', endpoint: 'PJSIP/1@trunk' },
        state: 'ended',
        dialedAt: 10_000,
        ringingAt: 11_000,
        answeredAt: 15_000,
        endedAt: 22_000,
        end: 'hung-up',
        cause: 16,
      },
    ],
  });
});

test('given a PBX whose clock is ahead, when a call becomes one of ours, then nothing of it lies ahead', () => {
  const call = journaledCall(ENTRY, String, 12_000);
  expect(call).toMatchObject({ arrivedAt: 10_000, bridgedAt: 12_000, finishedAt: 12_000 });
  expect(call.legs).toMatchObject([{ ringingAt: 11_000, answeredAt: 12_000, endedAt: 12_000 }]);
  expect(journaledCall(ENTRY, String, 5_000)).toMatchObject({ arrivedAt: 5_000, finishedAt: 5_000 });
});

test('given a call of which no phone is known, when it becomes one of ours, then it has no leg', () => {
  const missed: JournalEntry = {
    ...ENTRY,
    outcome: 'unreachable',
    bridgedAt: null,
    ringingAt: null,
    leg: null,
  };
  expect(journaledCall(missed, String, 60_000)).toMatchObject({ legs: [], bridgedAt: null });
});
