import { readChannelEvent } from '../../../src/asterisk/ami-channel-events.ts';
import type { Call } from '../../../src/core/call.ts';
import { type CallWatch, createCallWatch, type WatchEvent } from '../../../src/core/call-watch.ts';
import type { ChannelEvent } from '../../../src/core/channel-event.ts';
import { observe, startObserved } from '../../../src/core/observed-call.ts';
import type { OutsideParty } from '../../../src/core/outbound-call.ts';
import { type Capture, capturedStream } from '../../fixtures/ami-stream.ts';

export interface WatchedOutbound {
  readonly extension: string;
  readonly party: OutsideParty;
  readonly dialedAt: number;
  connectedAt: number | null;
  endedAt: number | null;
}

/** What the services keep, without a database: every inbound call is on an observed line. */
export interface WatchBench {
  readonly watch: CallWatch;
  readonly calls: Map<string, Call>;
  readonly outbound: Map<string, WatchedOutbound>;
  /** Outcomes in the order in which they were decided, of all calls. */
  readonly outcomes: string[];
  /** In the order in which it was told. */
  readonly told: string[];
  take(event: ChannelEvent, now: number): void;
}

export const WATCH_OPTIONS = { internalContexts: ['from-internal'], country: 'US', limit: 1_000 } as const;

export function openWatchBench(limit = 1_000): WatchBench {
  const watch = createCallWatch({ ...WATCH_OPTIONS, limit });
  const calls = new Map<string, Call>();
  const outbound = new Map<string, WatchedOutbound>();
  const outcomes: string[] = [];
  const told: string[] = [];

  function keep(event: WatchEvent, now: number): void {
    told.push(event.type === 'observed' ? event.event.type : event.type);
    switch (event.type) {
      case 'caller-arrived': {
        const callerId = { name: event.callerName, number: event.callerNumber };
        if (!calls.has(event.channelId))
          calls.set(event.channelId, startObserved(event.channelId, callerId, now));
        watch.observe(event.channelId);
        return;
      }
      case 'observed': {
        const before = calls.get(event.callerId);
        if (before === undefined) throw new Error('an event of a call that nobody observes');
        const after = observe(before, event.event, now);
        calls.set(event.callerId, after);
        if (before.outcome !== after.outcome) outcomes.push(`${event.callerId} ${after.outcome}`);
        return;
      }
      case 'outbound-dialled': {
        const { callId, extension, party } = event;
        if (outbound.has(callId)) return;
        outbound.set(callId, { extension, party, dialedAt: now, connectedAt: null, endedAt: null });
        return;
      }
      default: {
        const call = outbound.get(event.callId);
        if (call === undefined || call.endedAt !== null) return;
        call[event.type === 'outbound-connected' ? 'connectedAt' : 'endedAt'] = now;
      }
    }
  }

  return {
    watch,
    calls,
    outbound,
    outcomes,
    told,
    take(event, now) {
      for (const told of watch.take(event)) keep(told, now);
    },
  };
}

/** All that a real Asterisk told of one call. */
export function replay(capture: Capture): WatchBench {
  const bench = openWatchBench();
  for (const { atMs, fields } of capturedStream(capture)) {
    const event = readChannelEvent(fields);
    if (event !== null) bench.take(event, atMs);
  }
  return bench;
}
