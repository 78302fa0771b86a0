import type { Clock, Millis } from '../core/clock.ts';
import { type BeforeWrite, CALLED_OFF, type SubmitResult } from './gateway.ts';
import type { Fields, SmppLink } from './smpp-link.ts';
import type { SubmitPace } from './smpp-pace.ts';
import { submitResult } from './smpp-submit.ts';

export interface WindowOptions {
  /** submit_sm under way at once, 1 or more. */
  readonly size: number;
  /** Shared by all links of the account. */
  readonly pace: SubmitPace;
  /** How long a submit waits for its place before it is handed back, and then for its answer. */
  readonly responseTimeoutMs: Millis;
}

export interface SubmitWindow {
  /** Never rejects. `beforeWrite` as in `Gateway.submit`. */
  submit(fields: Fields, beforeWrite?: BeforeWrite): Promise<SubmitResult>;
  /** Texts that wait or are under way here. */
  readonly load: number;
  /** Something may have changed: try to write what waits. */
  pump(): void;
  /** Hands back what was not written. */
  close(why: string): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly fields: Fields;
  readonly beforeWrite: BeforeWrite;
  readonly resolve: (result: SubmitResult) => void;
  readonly cancelTimer: () => void;
}

/** What waits lives in memory only, so there is a bound; the outbox holds everything else on disk. */
const WAITING_MAX = 1_000;

/** ESME_RMSGQFUL and ESME_RTHROTTLED. */
const TOO_FAST: ReadonlySet<number> = new Set([0x14, 0x58]);

/** Keeps at most `size` submits under way on one link, and to the pace of the account. */
export function createSubmitWindow(link: SmppLink, clock: Clock, options: WindowOptions): SubmitWindow {
  const waiting = new Set<Waiting>();
  const whenIdle: (() => void)[] = [];
  let underWay = 0;
  let closed: string | null = null;
  const stopListening = options.pace.onRoom(pump);

  function pump(): void {
    for (const item of waiting) {
      if (underWay >= options.size || !link.writable || !options.pace.take()) return;
      waiting.delete(item);
      item.cancelTimer();
      void write(item);
    }
  }

  async function write(item: Waiting): Promise<void> {
    underWay += 1;
    item.resolve(await submit(item));
    underWay -= 1;
    pump();
    if (underWay === 0) for (const done of whenIdle.splice(0)) done();
  }

  async function submit({ fields, beforeWrite }: Waiting): Promise<SubmitResult> {
    if (!(await beforeWrite())) return CALLED_OFF;
    // The link may have gone meanwhile: nothing has left.
    if (closed !== null) return { kind: 'retryable', why: closed };
    if (!link.writable) return { kind: 'retryable', why: 'the link closed before it was written' };
    return ask(fields);
  }

  async function ask(fields: Fields): Promise<SubmitResult> {
    try {
      const answer = await link.request('submit_sm', fields, options.responseTimeoutMs);
      const result = submitResult(answer, options.responseTimeoutMs);
      if (result.kind === 'retryable' && result.afterMs !== undefined) options.pace.pause(result.afterMs);
      if (answer.kind === 'response' && TOO_FAST.has(answer.pdu.status)) options.pace.slowDown();
      return result;
    } catch (error) {
      return { kind: 'rejected', why: `the text cannot be put into a submit_sm: ${String(error)}` };
    }
  }

  return {
    submit(fields, beforeWrite = () => true) {
      if (closed !== null) return Promise.resolve({ kind: 'retryable', why: closed });
      if (waiting.size >= WAITING_MAX) {
        const why = `${WAITING_MAX} texts already wait for the carrier`;
        return Promise.resolve({ kind: 'retryable', why, afterMs: options.responseTimeoutMs });
      }
      return new Promise((resolve) => {
        const giveUp = (): void => {
          waiting.delete(item);
          resolve({
            kind: 'retryable',
            why: 'no place in the window: the carrier is slow, or max_per_second is low',
          });
        };
        const cancelTimer = clock.setTimer(clock.now() + options.responseTimeoutMs, giveUp);
        const item: Waiting = { fields, beforeWrite, resolve, cancelTimer };
        waiting.add(item);
        pump();
      });
    },
    get load() {
      return waiting.size + underWay;
    },
    pump,
    close(why) {
      closed = why;
      stopListening();
      for (const { resolve, cancelTimer } of waiting) {
        cancelTimer();
        resolve({ kind: 'retryable', why });
      }
      waiting.clear();
    },
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  };
}
