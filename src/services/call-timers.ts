import { TIMER_NAMES, type TimerName, type Timers } from '../core/call.ts';
import type { Clock, Millis } from '../core/clock.ts';

/**
 * Wakes calls at the deadlines that the call machine keeps as data. Arming a call replaces what was armed
 * for it; while paused nothing fires, and what is overdue fires on `resume`.
 */
export interface CallTimers {
  arm(callerChannelId: string, timers: Timers): void;
  pause(): void;
  resume(): void;
}

export function createCallTimers(
  clock: Clock,
  onElapsed: (callerChannelId: string, name: TimerName, at: Millis) => void,
): CallTimers {
  const armed = new Map<string, { readonly timers: Timers; cancel: () => void }>();
  let paused = true;

  function schedule(callerChannelId: string, timers: Timers): () => void {
    if (paused) return () => {};
    const cancels = TIMER_NAMES.map((name) => {
      const at = timers[name];
      return at === undefined ? null : clock.setTimer(at, () => onElapsed(callerChannelId, name, at));
    });
    return () => {
      for (const cancel of cancels) cancel?.();
    };
  }

  return {
    arm(callerChannelId, timers) {
      const current = armed.get(callerChannelId);
      if (current?.timers === timers) return;
      current?.cancel();
      if (TIMER_NAMES.every((name) => timers[name] === undefined)) armed.delete(callerChannelId);
      else armed.set(callerChannelId, { timers, cancel: schedule(callerChannelId, timers) });
    },
    pause() {
      paused = true;
      for (const entry of armed.values()) entry.cancel();
    },
    resume() {
      paused = false;
      for (const [callerChannelId, entry] of armed) {
        entry.cancel();
        entry.cancel = schedule(callerChannelId, entry.timers);
      }
    },
  };
}
