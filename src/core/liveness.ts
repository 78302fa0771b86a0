import type { Millis } from './clock.ts';

/** When the parts that everything else hangs on last gave a sign of life. */
export interface Pulse {
  /** A timer went off that is set for every second. */
  readonly tickedAt: Millis;
  /** The database answered a question. */
  readonly databaseAt: Millis;
  /** What it said instead; null where it answered. */
  readonly databaseTrouble: string | null;
  /** The outbox found out what is due. */
  readonly outboxAt: Millis;
  /** Since when texts have been on their way without one of them getting anywhere; null where none is. */
  readonly textsHeldSince: Millis | null;
}

/** All of it happens at least every second. */
const LATE_MS: Millis = 10_000;
/** A carrier may take 10 minutes to answer (`response_timeout_seconds`), and then the attempt is over. */
const HELD_MS: Millis = 15 * 60_000;

/** Why a daemon is as good as dead, so that only a new start helps; nothing where it lives. */
export function judgeLiveness(pulse: Pulse, now: Millis): readonly string[] {
  const { tickedAt, databaseAt, databaseTrouble, outboxAt, textsHeldSince } = pulse;
  const since = (at: Millis) => `${Math.floor((now - at) / 1000)} s`;
  const isLate = (at: Millis) => now - at > LATE_MS;
  const said = databaseTrouble === null ? '' : ` (${databaseTrouble})`;
  return [
    ...(isLate(tickedAt) ? [`timers have not run for ${since(tickedAt)}`] : []),
    ...(isLate(databaseAt) ? [`the database has not answered for ${since(databaseAt)}${said}`] : []),
    ...(isLate(outboxAt) ? [`the outbox has not looked for texts for ${since(outboxAt)}`] : []),
    ...(textsHeldSince !== null && now - textsHeldSince > HELD_MS
      ? [`texts have been on their way for ${since(textsHeldSince)}, and none gets anywhere`]
      : []),
  ];
}
