import type { Clock, Millis } from '../core/clock.ts';
import type { DatabaseWatch } from '../store/database-watch.ts';

export interface ChangeListener {
  /** Something in the database is not as it was. */
  onChange(): void;
  /** The daemon stops. */
  onStop(): void;
}

/** Tells open pages that they may be out of date. */
export interface ChangeFeed {
  /** Returns what ends it; null where there are too many already. */
  subscribe(listener: ChangeListener): (() => void) | null;
  /** Something that pages show and no database holds is not as it was. */
  touch(): void;
  stop(): void;
}

/** Each is an open connection: enough for every phone and desk of an office. */
const MOST_LISTENERS = 100;
/** A look costs 11 µs where nothing was committed. */
const LOOK_EVERY_MS: Millis = 250;
/** A commit shows shortly after the write-ahead log has grown. */
const LOOK_SOON_MS: Millis = 20;
/** No more often, or a busy hour would have every page ask all the time. Under a second, as promised. */
const TELL_EVERY_MS: Millis = 500;

/**
 * @param store a connection of its own: SQLite tells only of what other connections have committed
 */
export function createChangeFeed(
  store: Pick<DatabaseWatch, 'dataVersion' | 'watch'>,
  clock: Clock,
): ChangeFeed {
  const listeners = new Set<ChangeListener>();
  let version = store.dataVersion();
  let isNews = false;
  let toldAt = 0;
  let cancelLook = () => {};
  let cancelSoon = () => {};
  let cancelWatch = () => {};

  function look(): void {
    const now = store.dataVersion();
    if (now !== version) isNews = true;
    version = now;
    if (!isNews) return;
    const next = toldAt + TELL_EVERY_MS;
    if (clock.now() < next) lookAt(next);
    else tell();
  }

  function tell(): void {
    isNews = false;
    toldAt = clock.now();
    for (const listener of [...listeners]) listener.onChange();
  }

  function lookRegularly(): void {
    look();
    cancelLook = clock.setTimer(clock.now() + LOOK_EVERY_MS, lookRegularly);
  }

  function lookAt(moment: Millis): void {
    cancelSoon();
    cancelSoon = clock.setTimer(moment, look);
  }

  const lookSoon = () => lookAt(clock.now() + LOOK_SOON_MS);

  function begin(): void {
    version = store.dataVersion();
    cancelWatch = store.watch(lookSoon);
    lookRegularly();
  }

  function rest(): void {
    cancelLook();
    cancelSoon();
    cancelWatch();
  }

  return {
    subscribe(listener) {
      if (listeners.size >= MOST_LISTENERS) return null;
      listeners.add(listener);
      if (listeners.size === 1) begin();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) rest();
      };
    },
    touch() {
      if (listeners.size === 0) return;
      isNews = true;
      lookSoon();
    },
    stop() {
      rest();
      for (const listener of [...listeners]) listener.onStop();
      listeners.clear();
    },
  };
}
