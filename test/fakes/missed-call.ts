import type { CallEvent } from '../../src/core/call.ts';
import type { Business } from '../../src/services/business.ts';
import type { Store } from '../../src/store/open-store.ts';
import { advanceAndSettle, receiveAndSettle } from './advance-and-settle.ts';

export const ACME: Business = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' };

export interface CallToMiss {
  readonly from: string;
  readonly name?: string;
  readonly line: string;
  readonly at: number;
}

/** A call that rings for 25 s and that nobody answers, through the real services. Returns its id. */
export function missCall(store: Store, call: CallToMiss): number {
  const rangOut = call.at + 25_000;
  return takeCall(store, call, [[{ type: 'timer-elapsed', name: 'ring-timeout', at: rangOut }, rangOut]]);
}

/** A call that is answered after 5 s. Returns its id. */
export function answerCall(store: Store, call: CallToMiss): number {
  const answered = { type: 'leg-answered', channelId: `caller-${call.from}-${call.at}-leg1` } as const;
  return takeCall(store, call, [
    [answered, call.at + 5_000],
    [{ type: 'legs-bridged' }, call.at + 5_000],
  ]);
}

function takeCall(
  store: Store,
  { from, name = '', line, at }: CallToMiss,
  events: readonly (readonly [CallEvent, number])[],
): number {
  const channelId = `caller-${from}-${at}`;
  const settings = { business: ACME, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
  const caller = { channelId, dialled: line, callerNumber: from, callerName: name };
  const received = receiveAndSettle(store, caller, settings, at);
  if (received.kind !== 'started') throw new Error(`the call was ${received.kind}`);
  const happen = (event: CallEvent, now: number) =>
    advanceAndSettle(
      store,
      (reader) => reader.calls.byCaller(channelId),
      () => event,
      ACME,
      now,
    );
  happen({ type: 'leg-ringing', channelId: `${channelId}-leg1` }, at + 1_000);
  for (const [event, now] of events) happen(event, now);
  return received.callId;
}
