import type { CallEvent } from '../../src/core/call.ts';
import { advanceCall } from '../../src/services/advance-call.ts';
import type { Business } from '../../src/services/business.ts';
import { receiveCall } from '../../src/services/receive-call.ts';
import type { Store } from '../../src/store/open-store.ts';

export const ACME: Business = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' };

export interface CallToMiss {
  readonly from: string;
  readonly name?: string;
  readonly line: string;
  readonly at: number;
}

/** A call that rings for 25 s and that nobody answers, through the real services. Returns its id. */
export function missCall(store: Store, { from, name = '', line, at }: CallToMiss): number {
  const channelId = `caller-${from}-${at}`;
  const settings = { business: ACME, dialTemplate: 'PJSIP/{number}@trunk' };
  const caller = { channelId, dialled: line, callerNumber: from, callerName: name };
  const received = receiveCall(store, caller, settings, at);
  if (received.kind !== 'started') throw new Error(`the call was ${received.kind}`);
  const happen = (event: CallEvent, now: number) =>
    advanceCall(
      store,
      (reader) => reader.calls.byCaller(channelId),
      () => event,
      ACME,
      now,
    );
  const rangOut = at + 25_000;
  happen({ type: 'leg-ringing', channelId: `${channelId}-leg1` }, at + 1_000);
  happen({ type: 'timer-elapsed', name: 'ring-timeout', at: rangOut }, rangOut);
  return received.callId;
}
