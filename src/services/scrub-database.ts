import { SEARCH_INDEXES } from '../core/erasable.ts';
import type { Store } from '../store/open-store.ts';
import { type Pace, untilDone } from './privacy-pace.ts';

/** Many times what the largest index takes; texts that come meanwhile keep it from ever being all one piece. */
const MOST_STEPS = 100_000;
const TRIES = 50;
/** So large a database is written anew in well under a second, for which a daemon can wait. */
export const SMALL_BYTES = 64 * 1024 * 1024;

/** How thoroughly the files were cleared. */
export interface Scrubbed {
  /** Whether the file was written anew, so that unused parts of its pages hold nothing either. */
  readonly isCompact: boolean;
  /** Whether the write-ahead log is empty: it is not while a backup reads, say, and empties by itself after. */
  readonly isLogEmpty: boolean;
}

/**
 * Takes what was erased out of the files: out of the search indexes, which only mark words as deleted, of the query
 * planner's samples, and of the write-ahead log, which holds pages as they were. Can be stopped, and done again at any
 * time. A small database is written anew too, while no call goes on.
 *
 * @param writesAnew whatever its size, for which everybody has to wait
 */
export async function scrubDatabase(store: Store, pace: Pace, writesAnew = false): Promise<Scrubbed> {
  for (const index of SEARCH_INDEXES) {
    let steps = 0;
    await untilDone(pace, () => {
      const isFirst = steps === 0;
      steps += 1;
      pace.onProgress('Clearing the search index', null);
      return store.transact('progress', (tx) => tx.privacy.mergeSearch(index, isFirst)) && steps < MOST_STEPS;
    });
  }
  store.transact('promised', (tx) => tx.privacy.dropSamples());
  const isCompact = !pace.isStopped() && (writesAnew || mayWriteAnew(store));
  if (isCompact) {
    pace.onProgress('Writing the file anew', null);
    store.compact();
  }
  return { isCompact, isLogEmpty: await emptyLog(store, pace) };
}

/** A call would have to wait with everybody else. */
function mayWriteAnew(store: Store): boolean {
  const isCalling = store.read(({ calls }) => calls.open().length + calls.openObserved().length > 0);
  return !isCalling && store.sizeBytes() <= SMALL_BYTES;
}

async function emptyLog(store: Store, pace: Pace): Promise<boolean> {
  for (let tries = 1; tries < TRIES && !pace.isStopped(); tries += 1) {
    if (store.emptyLog()) return true;
    await pace.rest();
  }
  return store.emptyLog();
}
