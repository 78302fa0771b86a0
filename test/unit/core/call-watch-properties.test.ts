import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readChannelEvent } from '../../../src/asterisk/ami-channel-events.ts';
import type { ChannelEvent } from '../../../src/core/channel-event.ts';
import { type Capture, capturedStream } from '../../fixtures/ami-stream.ts';
import { openWatchBench, type WatchBench } from './watch-bench.ts';

const CAPTURES: readonly Capture[] = [
  'ring-group-answered.22',
  'ring-group-local-optimized.22',
  'queue-answered.16',
  'voicemail.22',
  'picked-up-elsewhere.16',
  'attended-transfer.22',
  'blind-transfer.22',
  'outbound-connected.22',
  'outbound-originated-local.22',
  'outbound-transferred.22',
];

const eventsOf = (capture: Capture): readonly ChannelEvent[] =>
  capturedStream(capture).flatMap(({ fields }) => readChannelEvent(fields) ?? []);

const streams = fc.constantFrom(...CAPTURES).map(eventsOf);

/** What ends everything: each channel gone, once more where it was before, and each bridge. */
function endAll(bench: WatchBench, events: readonly ChannelEvent[]): void {
  for (const event of events) {
    if ('channel' in event) bench.take(goneOf(event.channel), 60_000);
    if ('to' in event) bench.take(goneOf(event.to), 60_000);
    if ('bridgeId' in event) bench.take({ type: 'bridge-gone', bridgeId: event.bridgeId }, 60_000);
  }
}

function goneOf(channel: Extract<ChannelEvent, { type: 'channel-gone' }>['channel']): ChannelEvent {
  return { type: 'channel-gone', channel, wasUp: true, cause: 16, techCause: null };
}

function expectOneOutcomeEach(bench: WatchBench): void {
  for (const id of bench.calls.keys())
    expect(bench.outcomes.filter((outcome) => outcome.startsWith(`${id} `)).length).toBeLessThan(2);
}

test('given any order and any part of what Asterisk tells, then no call has two outcomes, and nothing is kept', () => {
  fc.assert(
    fc.property(
      streams.chain((events) => fc.shuffledSubarray([...events, ...events])),
      (events) => {
        const bench = openWatchBench();
        for (const [at, event] of events.entries()) bench.take(event, at);
        endAll(bench, events);
        expectOneOutcomeEach(bench);
        expect(bench.watch.size).toBe(0);
        for (const call of bench.calls.values()) {
          expect(call.state).toBe('ended');
          expect(call.legs.every((leg) => leg.state === 'ended')).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('given calls at the same time, then each is told of as if it were alone', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...CAPTURES], { minLength: 2 }),
      fc.array(fc.nat()),
      (captures, picks) => {
        const queues = captures.map((capture, n) =>
          eventsOf(capture).map((event) => renamed(event, `x${n}-`)),
        );
        const alone = queues.flatMap((events) => summary(run(events)));
        const mixed: ChannelEvent[] = [];
        const rest = queues.map((events) => [...events]);
        for (let turn = 0; rest.some((events) => events.length > 0); turn += 1) {
          const left = rest.filter((events) => events.length > 0);
          const next = left[(picks[turn] ?? turn) % left.length]?.shift();
          if (next !== undefined) mixed.push(next);
        }
        expect(summary(run(mixed)).sort()).toEqual(alone.sort());
      },
    ),
    { numRuns: 200 },
  );
});

function run(events: readonly ChannelEvent[]): WatchBench {
  const bench = openWatchBench();
  for (const [at, event] of events.entries()) bench.take(event, at);
  return bench;
}

function summary({ calls, outbound }: WatchBench): string[] {
  const inbound = [...calls].map(
    ([id, { outcome, legs }]) => `${id} ${outcome} ${legs.map(({ end }) => end)}`,
  );
  const out = [...outbound].map(
    ([id, call]) => `${id} ${call.connectedAt !== null} ${call.endedAt !== null}`,
  );
  return [...inbound, ...out];
}

/** The same event of other channels and bridges. */
function renamed(event: ChannelEvent, prefix: string): ChannelEvent {
  const text = JSON.stringify(event)
    .replace(/"(id|linkedId|bridgeId)":"/g, `"$1":"${prefix}`)
    .replace(/-(0[0-9a-f]{7})/g, `-$1${prefix.replace(/\D/g, '')}`);
  return JSON.parse(text);
}

test('given a flood of channels of which no end is heard, then only so many are kept in mind', () => {
  const bench = openWatchBench(50);
  for (let n = 0; n < 1_000; n += 1) {
    const channel = { id: `${n}`, name: `PJSIP/trunk-${n}`, linkedId: `${n}` };
    const base = { channel, callerNumber: '', callerName: '' };
    const context = n % 2 === 0 ? 'from-pstn' : 'from-internal';
    bench.take({ type: 'channel-created', ...base, context, dialled: '2125550100' }, n);
    bench.take({ type: 'bridge-entered', channel, bridgeId: `${n}`, holds: false }, n);
    const to = { id: `${n}-to`, name: `PJSIP/100-${n}`, linkedId: `${n}` };
    bench.take({ type: 'dial-begun', from: channel, to, dialString: '2125550142@trunk' }, n);
  }
  expect(bench.watch.size).toBeLessThanOrEqual(50 * 4);
});
