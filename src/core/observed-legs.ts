import type { Call, Leg, LegEnd } from './call.ts';
import type { DialStatus } from './channel-event.ts';
import type { Millis } from './clock.ts';
import { legEndFromCause } from './leg-end.ts';

/** A phone that the PBX rings for an observed call. */
export interface RungPhone {
  readonly channelId: string;
  /** What people call it: a number in E.164, or the device. */
  readonly label: string;
  /** As Asterisk dialled it, e.g. `PJSIP/100`. */
  readonly endpoint: string;
}

/** A queue may ring the same phones for an hour; the first so many are kept. */
export const MOST_LEGS = 60;

/** Q.850 causes that tell more than how Dial ended (legEndFromCause reads them). */
const TELLING_CAUSES = [1, 17, 21];
/** Asterisk's own cause 26: another phone of the group answered. */
const ANSWERED_ELSEWHERE = 26;

/** Adds a phone that begins to be dialled; one that begins while no other rings is a step of its own. */
export function dialLeg(call: Call, phone: RungPhone, now: Millis): Call {
  const isKnown = call.legs.some(({ channelId }) => channelId === phone.channelId);
  if (isKnown || call.legs.length >= MOST_LEGS) return call;
  const step = call.legs.length === 0 || hasLiveLeg(call) ? call.step : call.step + 1;
  return { ...call, step, legs: [...call.legs, newLeg(phone, step, now)] };
}

/** The phones that the caller talks to; one that was never dialled, because it picked the call up, is added. */
export function connectLegs(call: Call, phones: readonly RungPhone[], now: Millis): readonly Leg[] {
  const connected = new Set(phones.map(({ channelId }) => channelId));
  const isOne = (leg: Leg) => isLive(leg) && connected.has(leg.channelId);
  const legs = call.legs.map(
    (leg): Leg => (isOne(leg) ? { ...leg, state: 'answered', answeredAt: leg.answeredAt ?? now } : leg),
  );
  const [first] = phones;
  if (first === undefined || call.legs.some(({ channelId }) => connected.has(channelId))) return legs;
  return [...legs, { ...newLeg(first, call.step, now), state: 'answered', answeredAt: now }];
}

/** Changes one leg; the same call where there is none of that channel, or nothing changes. */
export function changeLeg(call: Call, channelId: string, change: (leg: Leg) => Leg): Call {
  const before = call.legs.find((leg) => leg.channelId === channelId);
  const after = before === undefined ? undefined : change(before);
  if (after === undefined || after === before) return call;
  return { ...call, legs: call.legs.map((leg) => (leg === before ? after : leg)) };
}

export function legRang(leg: Leg, now: Millis): Leg {
  return leg.state === 'dialing' ? { ...leg, state: 'ringing', ringingAt: now } : leg;
}

/** Somebody or something picked up; whether the caller hears it is not known yet. */
function legPickedUp(leg: Leg, now: Millis): Leg {
  const isWaiting = leg.state === 'dialing' || leg.state === 'ringing';
  return isWaiting ? { ...leg, state: 'confirming', answeredAt: now } : leg;
}

export function legDialEnded(call: Call, leg: Leg, status: DialStatus, now: Millis): Leg {
  if (status === 'ANSWER') return legPickedUp(leg, now);
  if (!isLive(leg) || leg.state === 'answered') return leg;
  return endLeg(leg, status === 'BUSY' ? 'busy' : silentEnd(call, leg), now);
}

/** Its channel is gone, which may tell more precisely why Dial gave it up. */
export function legGone(
  call: Call,
  leg: Leg,
  { cause, techCause }: { readonly cause: number | null; readonly techCause: number | null },
  now: Millis,
): Leg {
  if (leg.gone) return leg;
  const told = leg.answeredAt === null ? toldEnd(leg, cause, techCause) : null;
  const end = told ?? leg.end ?? silentEnd(call, leg);
  return { ...endLeg(leg, end, leg.endedAt ?? now), gone: true, cause, techCause };
}

/** Ends every leg that has not ended, for one reason or each for its own. */
export function endLegs(call: Call, end: LegEnd | 'its-own' | null, now: Millis): readonly Leg[] {
  return call.legs.map((leg) => {
    if (!isLive(leg)) return leg;
    return endLeg(leg, end === 'its-own' ? silentEnd(call, leg) : end, now);
  });
}

export function hasLiveLeg({ legs }: Call): boolean {
  return legs.some(isLive);
}

function isLive({ state }: Leg): boolean {
  return state !== 'ended';
}

function endLeg(leg: Leg, end: LegEnd | null, endedAt: Millis): Leg {
  return { ...leg, state: 'ended', end, endedAt };
}

function toldEnd(leg: Leg, cause: number | null, techCause: number | null): LegEnd | null {
  if (cause === ANSWERED_ELSEWHERE) return 'answered-elsewhere';
  return cause !== null && TELLING_CAUSES.includes(cause) ? legEndFromCause(leg, cause, techCause) : null;
}

/** Why a leg ended of which nobody says why. */
function silentEnd(call: Call, leg: Leg): LegEnd {
  if (leg.state === 'answered') return 'hung-up';
  if (leg.state === 'confirming') return 'not-connected';
  if (call.bridgedAt !== null) return 'answered-elsewhere';
  return leg.ringingAt === null ? 'unreachable' : 'no-answer';
}

function newLeg({ channelId, label, endpoint }: RungPhone, step: number, now: Millis): Leg {
  return {
    channelId,
    step,
    destination: { label, endpoint, confirm: false },
    state: 'dialing',
    dialedAt: now,
    ringingAt: null,
    answeredAt: null,
    confirmedAt: null,
    endedAt: null,
    end: null,
    gone: false,
    prompt: null,
    cause: null,
    techCause: null,
  };
}
