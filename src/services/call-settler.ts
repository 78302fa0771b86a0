import type { Millis } from '../core/clock.ts';
import type { Writer } from '../store/queries.ts';
import type { OutcomeParts } from './outcome-parts.ts';
import type { RecordedOutcome } from './record-outcome.ts';
import { sayRecorded } from './say-recorded.ts';
import { owedCalls, settleCall } from './settle-call.ts';

/** Takes outcomes to the business, each as soon as nobody waits for what comes before it. None of these throws. */
export interface CallSettler {
  /** At the start, before anything is sent: what a crash left owed is kept when this returns. */
  settleOwed(): void;
  /**
   * In the same turn of the event loop, once the commands asked for in it are on the wire, and with the outcomes of
   * other calls. Where it cannot be kept, say for a full disk, it is tried again each second: the call would else be
   * owed it until it ends.
   */
  settle(callId: number): void;
  /** Tells whom it concerns what was kept. */
  say(callId: number, recorded: RecordedOutcome | null): void;
  /** What is owed still is left to the next start. Resolves when what is under way has been kept, or has not. */
  stop(): Promise<void>;
}

/** Before what failed is tried again. */
const AGAIN_MS: Millis = 1_000;

export function createCallSettler(parts: OutcomeParts): CallSettler {
  const { store, clock, log, business } = parts;
  /** Under way, or to be tried again. */
  const owed = new Set<number>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const settling = (callId: number) => (tx: Writer) => settleCall(tx, callId, business, clock.now());

  function say(callId: number, recorded: RecordedOutcome | null): void {
    if (recorded !== null) sayRecorded(recorded, callId, parts);
  }

  function settled(callId: number, recorded: RecordedOutcome | null): void {
    owed.delete(callId);
    say(callId, recorded);
  }

  async function attempt(callId: number): Promise<void> {
    try {
      settled(callId, await store.together(settling(callId)));
    } catch (error) {
      tryAgain(callId, error);
    }
  }

  function tryAgain(callId: number, error: unknown): void {
    log.error({ err: error, call: callId }, 'the outcome of a call could not be kept; trying again');
    clock.setTimer(clock.now() + AGAIN_MS, () => begin(callId));
  }

  function begin(callId: number): void {
    if (stopped) return;
    const running: Promise<void> = attempt(callId).finally(() => underWay.delete(running));
    underWay.add(running);
  }

  return {
    settleOwed() {
      for (const callId of store.read(owedCalls)) {
        log.warn({ call: callId }, 'the outcome of a call was left owed by the last run');
        owed.add(callId);
        try {
          settled(callId, store.transact('promised', settling(callId)));
        } catch (error) {
          tryAgain(callId, error);
        }
      }
    },
    settle(callId) {
      if (owed.has(callId)) return;
      owed.add(callId);
      begin(callId);
    },
    say,
    async stop() {
      stopped = true;
      await Promise.all(underWay);
    },
  };
}
