import type { Millis } from './clock.ts';
import { formatDuration } from './duration.ts';
import type { OUTBOUND_RESULTS } from './outbound-call.ts';

export interface ExplainedOutbound {
  readonly result: (typeof OUTBOUND_RESULTS)[number];
  readonly dialedAt: Millis;
  readonly connectedAt: Millis | null;
  readonly endedAt: Millis | null;
}

/** What became of a call that the business made, in plain words, e.g. `connected after 6 s, talked 2 min`. */
export function explainOutbound({ result, dialedAt, connectedAt, endedAt }: ExplainedOutbound): string {
  if (connectedAt !== null) {
    const talked = endedAt === null ? 'still talking' : `talked ${formatDuration(endedAt - connectedAt)}`;
    return `connected after ${formatDuration(connectedAt - dialedAt)}, ${talked}`;
  }
  if (endedAt === null) return 'ringing';
  return result === 'no-answer'
    ? `no answer after ${formatDuration(endedAt - dialedAt)}`
    : 'not known: it ended while Asterisk could not be heard';
}

/** How long after it was missed a call was returned, e.g. `after 4 min`. */
export function explainReturn(missedAt: Millis, returnedAt: Millis): string {
  return `after ${formatDuration(Math.max(0, returnedAt - missedAt))}`;
}
