import type { Clock, Millis } from '../core/clock.ts';
import type { SubmitResult } from './gateway.ts';
import type { Fields, SmppLink } from './smpp-link.ts';
import { submitResult } from './smpp-submit.ts';

export interface WindowOptions {
  /** submit_sm under way at once, 1 or more. */
  readonly size: number;
  /** How long a submit waits for its place before it is handed back, and then for its answer. */
  readonly responseTimeoutMs: Millis;
}

export interface SubmitWindow {
  /** Never rejects. */
  submit(fields: Fields): Promise<SubmitResult>;
  /** Something may have changed: try to write what waits. */
  pump(): void;
  /** Hands back what was not written. */
  close(why: string): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly fields: Fields;
  readonly resolve: (result: SubmitResult) => void;
  readonly cancelTimer: () => void;
}

/** What waits lives in memory only, so there is a bound; the outbox holds everything else on disk. */
const WAITING_MAX = 1_000;

/** Keeps at most `size` submits under way on one link, and none for as long as the carrier asks us to wait. */
export function createSubmitWindow(link: SmppLink, clock: Clock, options: WindowOptions): SubmitWindow {
  const waiting = new Set<Waiting>();
  const whenIdle: (() => void)[] = [];
  let underWay = 0;
  let resumeAt = 0;
  let cancelResume: (() => void) | null = null;
  let closed: string | null = null;

  function pump(): void {
    for (const item of waiting) {
      if (underWay >= options.size || !link.writable || clock.now() < resumeAt) return;
      waiting.delete(item);
      item.cancelTimer();
      void write(item);
    }
  }

  async function write({ fields, resolve }: Waiting): Promise<void> {
    underWay += 1;
    resolve(await ask(fields));
    underWay -= 1;
    pump();
    if (underWay === 0) for (const done of whenIdle.splice(0)) done();
  }

  async function ask(fields: Fields): Promise<SubmitResult> {
    try {
      const answer = await link.request('submit_sm', fields, options.responseTimeoutMs);
      const result = submitResult(answer, options.responseTimeoutMs);
      if (result.kind === 'retryable' && result.afterMs !== undefined) pause(result.afterMs);
      return result;
    } catch (error) {
      return { kind: 'rejected', why: `the text cannot be put into a submit_sm: ${String(error)}` };
    }
  }

  function pause(ms: Millis): void {
    resumeAt = Math.max(resumeAt, clock.now() + ms);
    cancelResume?.();
    cancelResume = clock.setTimer(resumeAt, pump);
  }

  return {
    submit(fields) {
      if (closed !== null) return Promise.resolve({ kind: 'retryable', why: closed });
      if (waiting.size >= WAITING_MAX) {
        const why = `${WAITING_MAX} texts already wait for the carrier`;
        return Promise.resolve({ kind: 'retryable', why, afterMs: options.responseTimeoutMs });
      }
      return new Promise((resolve) => {
        const giveUp = (): void => {
          waiting.delete(item);
          resolve({ kind: 'retryable', why: 'the carrier is slow: no place in the window' });
        };
        const cancelTimer = clock.setTimer(clock.now() + options.responseTimeoutMs, giveUp);
        const item: Waiting = { fields, resolve, cancelTimer };
        waiting.add(item);
        pump();
      });
    },
    pump,
    close(why) {
      closed = why;
      cancelResume?.();
      for (const { resolve, cancelTimer } of waiting) {
        cancelTimer();
        resolve({ kind: 'retryable', why });
      }
      waiting.clear();
    },
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}
