import type { Leg, LegEnd, Outcome } from './call.ts';
import { formatDuration } from './duration.ts';

export type ExplainedLeg = Pick<
  Leg,
  | 'state'
  | 'dialedAt'
  | 'ringingAt'
  | 'answeredAt'
  | 'confirmedAt'
  | 'endedAt'
  | 'end'
  | 'cause'
  | 'techCause'
>;

/** Why a phone could not be reached, by SIP status where the PBX tells it (Asterisk 22, not 16). */
const BY_TECH_CAUSE: ReadonlyMap<number, string> = new Map([
  [403, 'the trunk refused the call; check its credentials and which caller ID it allows'],
  [408, 'no response'],
  [480, 'no response; check that the phone or trunk is registered'],
  [487, 'the phone ended it'],
  [500, "the carrier's network failed"],
  [503, 'the carrier has no free line'],
]);

/** The same by Q.850 cause. */
const BY_CAUSE: ReadonlyMap<number, string> = new Map([
  [0, 'no response; check that the phone or trunk is registered'],
  [3, 'the carrier knows no route to it'],
  [18, 'no response'],
  [19, 'no response; check that the phone or trunk is registered'],
  [20, 'the phone is not registered'],
  [27, 'the phone is out of order'],
  [34, 'the carrier has no free line'],
  [38, "the carrier's network failed"],
  [127, 'the phone ended it'],
]);

/** A leg in plain words (features.md C6), e.g. `rang 20 s, no answer` or `answered after 6 s, talked 2 min 5 s`. */
export function explainLeg(leg: ExplainedLeg): string {
  return leg.end === null ? explainLive(leg) : explainEnd(leg, leg.end);
}

/** Why no phone rang at all, in plain words; null where one did, and where it is not known of the call. */
export function explainNobodyRang(
  legs: readonly unknown[],
  outcome: Outcome | null,
  handling: 'controlled' | 'journaled' | 'observed',
): string | null {
  if (legs.length > 0 || handling !== 'controlled') return null;
  switch (outcome) {
    // Only a plan without a step of this hour is missed so before anything rang.
    case 'no-answer':
    case 'voicemail':
      return 'nobody: no step of the line rings at this hour';
    case 'unreachable':
      return 'nobody: the line has no phone to ring';
    default:
      return null;
  }
}

function explainLive(leg: ExplainedLeg): string {
  switch (leg.state) {
    case 'dialing':
      return 'being dialled';
    case 'ringing':
      return 'ringing';
    case 'confirming':
      return `${answeredAfter(leg)}, asked to press 1`;
    case 'answered':
      return `${answeredAfter(leg)}${pressedAfter(leg)}, still talking`;
    case 'ended':
      return 'it was not heard how it ended';
  }
}

function explainEnd(leg: ExplainedLeg, end: LegEnd): string {
  switch (end) {
    case 'no-answer':
      return `${rang(leg)}no answer`;
    case 'busy':
      return 'busy';
    case 'declined':
      return leg.answeredAt === null
        ? `${rang(leg)}declined`
        : `${answeredAfter(leg)}, declined (pressed another key than 1)`;
    case 'wrong-number':
      return 'wrong number (the carrier does not know it)';
    case 'unreachable':
      return `could not be reached (${unreachableReason(leg)})`;
    case 'not-confirmed':
      return `${answeredAfter(leg)}, but nobody pressed 1 (a voicemail?)`;
    case 'caller-gave-up':
      return `${answeredBut(leg)}caller gave up${after(leg.dialedAt, leg.endedAt)}`;
    case 'answered-elsewhere':
      return leg.answeredAt === null
        ? `${rang(leg)}another phone answered`
        : `${answeredBut(leg)}another phone took the call`;
    case 'not-connected':
      return `${answeredAfter(leg)}${pressedAfter(leg)}, but could not be connected to the caller`;
    case 'hung-up':
      return leg.answeredAt === null
        ? `${rang(leg)}hung up`
        : `${answeredAfter(leg)}${pressedAfter(leg)}${talked(leg)}`;
  }
}

function rang({ ringingAt, endedAt }: ExplainedLeg): string {
  return ringingAt === null || endedAt === null ? '' : `rang ${formatDuration(endedAt - ringingAt)}, `;
}

function answeredAfter({ dialedAt, answeredAt }: ExplainedLeg): string {
  return `answered${after(dialedAt, answeredAt)}`;
}

function answeredBut(leg: ExplainedLeg): string {
  return leg.answeredAt === null ? '' : `${answeredAfter(leg)}, but `;
}

function pressedAfter({ answeredAt, confirmedAt }: ExplainedLeg): string {
  return answeredAt === null || confirmedAt === null ? '' : `, pressed 1${after(answeredAt, confirmedAt)}`;
}

/** Since it could be talked. */
function talked({ answeredAt, confirmedAt, endedAt }: ExplainedLeg): string {
  const since = confirmedAt ?? answeredAt;
  return since === null || endedAt === null ? '' : `, talked ${formatDuration(endedAt - since)}`;
}

function after(from: number, until: number | null): string {
  return until === null ? '' : ` after ${formatDuration(until - from)}`;
}

function unreachableReason({ cause, techCause }: ExplainedLeg): string {
  if (cause === null && techCause === null) {
    return 'nothing came back; check that the phone or trunk exists in Asterisk and is registered';
  }
  const byTech = techCause === null ? undefined : BY_TECH_CAUSE.get(techCause);
  const known = byTech ?? (cause === null ? undefined : BY_CAUSE.get(cause));
  return known ?? (techCause === null ? `cause ${cause}` : `SIP status ${techCause}`);
}
