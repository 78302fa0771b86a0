import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import { PRIVACY_SUBJECT } from './erase-number.ts';
import type { Pace } from './privacy-pace.ts';
import type { Rejection } from './rejection.ts';
import { type Scrubbed, SMALL_BYTES, scrubDatabase } from './scrub-database.ts';

export type CompactedDatabase =
  | ({ readonly kind: 'compacted'; readonly beforeBytes: number; readonly afterBytes: number } & Scrubbed)
  | Rejection;

/**
 * Writes the whole database anew, so that what was erased is not even in unused parts of its pages.
 * @param isDaemonHere whether a daemon works on it, which could not write for as long
 */
export async function compactDatabase(
  store: Store,
  isDaemonHere: boolean,
  actor: string,
  now: Millis,
  pace: Pace,
): Promise<CompactedDatabase> {
  const beforeBytes = store.sizeBytes();
  if (isDaemonHere && beforeBytes > SMALL_BYTES) return DAEMON_RUNS;
  const after = { bytes: beforeBytes };
  store.transact('promised', (tx) =>
    tx.audit.record({ at: now, actor, action: 'compact', subject: PRIVACY_SUBJECT, before: null, after }),
  );
  const scrubbed = await scrubDatabase(store, pace, true);
  return { kind: 'compacted', beforeBytes, afterBytes: store.sizeBytes(), ...scrubbed };
}

const DAEMON_RUNS: Rejection = {
  kind: 'refused',
  problem: 'The daemon runs, and could keep no call while so large a database is written anew.',
  remedy: 'When few people call: systemctl stop textback, this again, systemctl start textback.',
};
