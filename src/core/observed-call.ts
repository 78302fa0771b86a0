import type { Call, CallerId, Leg, Outcome } from './call.ts';
import { NO_PLAN } from './call-plan.ts';
import type { DialStatus } from './channel-event.ts';
import type { Millis } from './clock.ts';
import {
  changeLeg,
  connectLegs,
  dialLeg,
  endLegs,
  legDialEnded,
  legGone,
  legRang,
  type RungPhone,
} from './observed-legs.ts';
import { outcomeOfHangUp, outcomeOfRelease } from './observed-outcome.ts';

/** What happens to a call that the PBX routes by itself while we watch. */
export type ObservedEvent =
  | { readonly type: 'leg-dialled'; readonly phone: RungPhone }
  | { readonly type: 'leg-ringing'; readonly channelId: string }
  | { readonly type: 'leg-dial-ended'; readonly channelId: string; readonly status: DialStatus }
  | {
      readonly type: 'leg-gone';
      readonly channelId: string;
      readonly cause: number | null;
      readonly techCause: number | null;
    }
  /** The caller and these phones can hear each other. */
  | { readonly type: 'talking'; readonly phones: readonly RungPhone[] }
  | { readonly type: 'voicemail-entered' }
  | { readonly type: 'caller-hung-up' }
  /** The caller's channel is gone. `wasUp`: the PBX had picked up. */
  | { readonly type: 'caller-gone'; readonly wasUp: boolean; readonly cause: number | null }
  /** The call is over, and what became of it was not heard. */
  | { readonly type: 'lost-from-sight' };

/** A caller has arrived on a line that the PBX routes by itself. */
export function startObserved(callerChannelId: string, presentedCallerId: CallerId, arrivedAt: Millis): Call {
  return {
    callerChannelId,
    plan: { ...NO_PLAN, presentedCallerId },
    state: 'ringing',
    step: 0,
    legs: [],
    timers: {},
    outcome: null,
    arrivedAt,
    bridgedAt: null,
    finishedAt: null,
    callerGone: false,
    bridgeId: null,
    announcement: null,
    handedOverTo: null,
  };
}

/**
 * Takes one event to an observed call. It is answered once its caller and a phone hear each other: an IVR, a queue
 * or voicemail that picks up is no answer. It is missed once the caller is gone before that; and where that was not
 * heard, it ends without an outcome. The same `Call` comes back where nothing changes; an ended one never does.
 */
export function observe(call: Call, event: ObservedEvent, now: Millis): Call {
  if (call.state === 'ended') return call;
  const isTalking = call.bridgedAt !== null;
  switch (event.type) {
    case 'leg-dialled':
      return isTalking ? call : dialLeg(call, event.phone, now);
    case 'leg-ringing':
      return changeLeg(call, event.channelId, (leg) => legRang(leg, now));
    case 'leg-dial-ended':
      return changeLeg(call, event.channelId, (leg) => legDialEnded(call, leg, event.status, now));
    case 'leg-gone':
      return changeLeg(call, event.channelId, (leg) => legGone(call, leg, event, now));
    case 'talking':
      return isTalking || event.phones.length === 0 ? call : talk(call, event.phones, now);
    case 'voicemail-entered':
      return isTalking || call.state === 'announcing' ? call : { ...call, state: 'announcing' };
    case 'caller-hung-up':
      return isTalking ? call : end(call, outcomeOfHangUp(call), endLegs(call, 'caller-gave-up', now), now);
    case 'caller-gone': {
      const legs = endLegs(call, 'its-own', now);
      return end(
        call,
        call.outcome ?? outcomeOfRelease({ ...call, legs }, event.wasUp, event.cause),
        legs,
        now,
      );
    }
    case 'lost-from-sight':
      return end(call, call.outcome, endLegs(call, isTalking ? 'its-own' : null, now), now);
  }
}

function talk(call: Call, phones: readonly RungPhone[], now: Millis): Call {
  const legs = connectLegs(call, phones, now);
  return { ...call, legs, state: 'connected', outcome: 'answered', bridgedAt: now };
}

function end(call: Call, outcome: Outcome | null, legs: readonly Leg[], now: Millis): Call {
  return { ...call, state: 'ended', outcome, legs, callerGone: true, finishedAt: now };
}
