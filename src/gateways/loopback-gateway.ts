import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import {
  type BeforeWrite,
  CALLED_OFF,
  type Gateway,
  type GatewayListeners,
  type SubmitRequest,
  type SubmitResult,
} from './gateway.ts';

export interface LoopbackGatewayOptions {
  readonly name: string;
  /** From a submit to its answer, and from there to its receipt; 0–60,000. */
  readonly latencyMs: Millis;
  /** Whether each text is reported as delivered. */
  readonly receipts: boolean;
}

export interface LoopbackGateway extends Gateway {
  /** What it was given, oldest first; the last 1,000. */
  readonly seen: readonly SubmitRequest[];
}

const KEPT = 1_000;

/** A carrier that takes every text and sends none: for trying out, for demos and for tests. */
export function createLoopbackGateway(
  { name, latencyMs, receipts }: LoopbackGatewayOptions,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): LoopbackGateway {
  const seen: SubmitRequest[] = [];
  const timers = new Set<() => void>();
  const pending = new Set<(result: SubmitResult) => void>();
  let listeners: GatewayListeners | null = null;
  let lastId = 0;
  let stopped = false;

  function after(ms: Millis, task: () => void): void {
    const cancel = clock.setTimer(clock.now() + ms, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
  }

  async function report(id: string, recipient: string): Promise<void> {
    try {
      await listeners?.onReceipt({ ids: [id], recipient, state: 'delivered', detail: 'DELIVRD (loopback)' });
    } catch (error) {
      log.error({ err: error }, 'a loopback receipt could not be stored');
    }
  }

  async function take(request: SubmitRequest, beforeWrite: BeforeWrite): Promise<SubmitResult> {
    if (!(await beforeWrite())) return CALLED_OFF;
    seen.push(request);
    if (seen.length > KEPT) seen.shift();
    lastId += 1;
    const id = `loopback-${clock.now()}-${lastId}`;
    if (receipts) after(latencyMs, () => void report(id, request.to));
    return { kind: 'accepted', id };
  }

  return {
    name,
    seen,
    get state() {
      return listeners === null || stopped ? 'down' : 'up';
    },
    start(given) {
      listeners = given;
      log.warn({ gateway: name }, 'the loopback gateway is in use: texts go nowhere');
      given.onLink('up', 'the loopback gateway takes every text and sends none');
    },
    submit(request, beforeWrite = () => true) {
      if (listeners === null || stopped)
        return Promise.resolve({ kind: 'retryable', why: 'the loopback gateway is stopped' });
      return new Promise((resolve) => {
        pending.add(resolve);
        after(latencyMs, () => {
          pending.delete(resolve);
          void take(request, beforeWrite).then(resolve);
        });
      });
    },
    async stop() {
      stopped = true;
      for (const cancel of timers) cancel();
      for (const settle of pending) settle({ kind: 'unknown', why: 'the loopback gateway was stopped' });
    },
  };
}
