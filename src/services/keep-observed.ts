import type { ArrivedChannel } from '../core/call-watch.ts';
import type { Millis } from '../core/clock.ts';
import type { ObservedEvent } from '../core/observed-call.ts';
import { advanceObserved } from './advance-observed.ts';
import type { OutcomeParts } from './outcome-parts.ts';
import { receiveObserved } from './receive-observed.ts';
import { sayRecorded } from './say-recorded.ts';

/** Before what failed is tried again. */
const AGAIN_MS: Millis = 1_000;

/** Keeps what is told of calls on lines that are only observed. */
export function createObservedKeeper(parts: OutcomeParts) {
  const { store, clock, log, business } = parts;
  /** Callers who may have been talked to unheard: nothing may be made of it that nobody is heard to do so now. */
  const doubtful = new Set<string>();
  let stopped = false;

  function advance(callerId: string, event: ObservedEvent): void {
    const advanced = advanceObserved(store, callerId, event, business, clock.now());
    if (advanced === null) return;
    const {
      callId: call,
      recorded,
      call: { outcome, state },
    } = advanced;
    if (outcome !== null || state === 'ended') doubtful.delete(callerId);
    if (recorded === null) return;
    if (outcome === null) log.warn({ call }, 'an observed call ended unheard; its outcome is not known');
    else log.info({ call, outcome }, 'the call has its outcome');
    sayRecorded(recorded, call, parts);
  }

  /** What cannot be kept now, say for a full disk, is tried again where the outcome hangs on it. */
  function keep(callerId: string, event: ObservedEvent): void {
    if (stopped) return;
    try {
      advance(callerId, doubtful.has(callerId) && isEnd(event) ? { type: 'lost-from-sight' } : event);
    } catch (error) {
      log.error({ err: error }, 'an event of an observed call could not be kept');
      const isTalk = event.type === 'talking';
      if (isTalk) doubtful.add(callerId);
      if (isTalk || isEnd(event)) clock.setTimer(clock.now() + AGAIN_MS, () => keep(callerId, event));
    }
  }

  return {
    keep,
    doubt: (callerId: string) => void doubtful.add(callerId),
    /** Whether what becomes of the caller is to be told. */
    arrive(caller: ArrivedChannel, arrivedAt: Millis): boolean {
      const received = receiveObserved(store, caller, business, arrivedAt);
      if (received.kind === 'started')
        log.info({ call: received.callId }, 'a call came in on an observed line');
      return received.kind === 'started' || (received.kind === 'known' && received.isOpen);
    },
    stop(): void {
      stopped = true;
    },
  };
}

function isEnd({ type }: ObservedEvent): boolean {
  return type === 'caller-hung-up' || type === 'caller-gone' || type === 'lost-from-sight';
}
