import type { Call, Leg, Outcome } from './call.ts';
import { hasLiveLeg } from './observed-legs.ts';

const BUSY = 17;
/** Q.850 causes with which Asterisk ends a call that it could send nowhere (1, 3, 20, 27, 34, 38). */
const NOWHERE = [1, 3, 20, 27, 34, 38];

/**
 * What became of a caller who hung up untalked to. While a phone rang, or before any did, they gave up. After the
 * last one had ended they only heard the rest of the message, and the phones decide.
 */
export function outcomeOfHangUp(call: Call): Outcome {
  if (call.state === 'announcing') return 'voicemail';
  return call.legs.length === 0 || hasLiveLeg(call) ? 'abandoned' : outcomeOfLegs(call);
}

/**
 * What became of a caller whom the PBX let go untalked to.
 * @param call with every leg ended
 * @param wasUp whether the PBX had picked up by itself: an announcement, an IVR
 */
export function outcomeOfRelease(call: Call, wasUp: boolean, cause: number | null): Outcome {
  if (call.state === 'announcing') return 'voicemail';
  if (call.legs.length > 0) return outcomeOfLegs(call);
  // Do not disturb, say: the PBX tells the caller so without ringing.
  if (cause === BUSY) return 'busy';
  const isNowhere = cause !== null && NOWHERE.includes(cause);
  return wasUp && !isNowhere ? 'no-answer' : 'unreachable';
}

/** The last step decides, as the caller heard it last; where none of its phones could be reached, all do. */
function outcomeOfLegs({ legs, step }: Call): Outcome {
  const last = worstOf(legs.filter((leg) => leg.step === step));
  return last === 'unreachable' ? worstOf(legs) : last;
}

function worstOf(legs: readonly Leg[]): Outcome {
  if (legs.some(rangInVain)) return 'no-answer';
  return legs.some(({ end }) => end === 'busy' || end === 'declined') ? 'busy' : 'unreachable';
}

function rangInVain({ end }: Leg): boolean {
  return end === 'no-answer' || end === 'not-connected' || end === 'answered-elsewhere';
}
