import type { Clock, Millis } from '../core/clock.ts';

/** How fast texts may be written, over all links of one account together. */
export interface SubmitPace {
  /** Whether a text may be written now; where it may, it counts. */
  take(): boolean;
  /** Writes nothing for `ms`: the carrier asks to be left alone. */
  pause(ms: Millis): void;
  /** The carrier says that this was too fast. */
  slowDown(): void;
  /** Calls back when there is room again after a refusal. Returns what ends it. */
  onRoom(listener: () => void): () => void;
}

const SECOND: Millis = 1_000;
/** A pace won back to this is no limit, where none was set. */
const UNLIMITED = 10_000;
/** Times that are of no use any more are let go in lots. */
const LOT = 1_024;

/**
 * Never more than `maxPerSecond` texts within any second, wherever the carrier's own second begins; `null`
 * sets no limit. A carrier that throttles all the same gets half the pace it balked at, and with each
 * second that passes without complaint a tenth more and one text.
 */
export function createSubmitPace(clock: Clock, maxPerSecond: number | null): SubmitPace {
  const ceiling = maxPerSecond ?? Number.POSITIVE_INFINITY;
  const listeners = new Set<() => void>();
  /** When texts were written; those of the last second begin at `first`. */
  let written: Millis[] = [];
  let first = 0;
  let allowed = ceiling;
  let changedAt = 0;
  let complainedAt = 0;
  let resumeAt = 0;
  let cancelTimer = () => {};

  function forget(now: Millis): void {
    while (first < written.length && (written[first] ?? 0) <= now - SECOND) first += 1;
    if (first < LOT) return;
    written = written.slice(first);
    first = 0;
  }

  function recover(now: Millis): void {
    for (; allowed < ceiling && now - changedAt >= SECOND; changedAt += SECOND) {
      allowed = allowed > UNLIMITED ? ceiling : Math.min(ceiling, allowed * 1.1 + 1);
    }
  }

  function roomAt(now: Millis): Millis {
    const limit = Math.max(1, Math.floor(allowed));
    const blocking = written.length - first < limit ? undefined : written[written.length - limit];
    return Math.max(resumeAt, blocking === undefined ? now : blocking + SECOND);
  }

  function callAt(at: Millis): void {
    cancelTimer();
    if (listeners.size === 0) return;
    cancelTimer = clock.setTimer(at, () => {
      for (const listener of [...listeners]) listener();
    });
  }

  return {
    take() {
      const now = clock.now();
      forget(now);
      recover(now);
      const at = roomAt(now);
      if (at > now) callAt(at);
      else written.push(now);
      return at <= now;
    },
    pause(ms) {
      resumeAt = Math.max(resumeAt, clock.now() + ms);
      callAt(resumeAt);
    },
    slowDown() {
      const now = clock.now();
      // One burst brings many complaints, all about the same pace.
      if (allowed === ceiling || now - complainedAt >= SECOND) {
        forget(now);
        allowed = Math.max(1, Math.min(allowed, written.length - first) / 2);
        complainedAt = now;
      }
      changedAt = now;
    },
    onRoom(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) cancelTimer();
      };
    },
  };
}
