import type { Clock } from '../core/clock.ts';
import type { CommandResult } from './pbx.ts';

export interface DoomedLegs {
  /** This leg must not exist: hang it up, again and again until Asterisk says that it is gone. */
  add(channelId: string): void;
  has(channelId: string): boolean;
  forget(channelId: string): void;
  /** Try all again now: the link is back, or one of them has shown up. */
  retry(): void;
  stop(): void;
}

const RETRY_MS = 2_000;
/** By then Asterisk's own originate timeout (60 s at most) has ended it. */
const GIVE_UP_MS = 90_000;

/**
 * Legs whose originate was refused or got no answer. The request may still have made a phone ring, or may yet do so,
 * hence the repeats: one 404 right after the request proves nothing while the request itself is still under way.
 */
export function createDoomedLegs(
  hangUp: (channelId: string) => Promise<CommandResult>,
  clock: Clock,
): DoomedLegs {
  const legs = new Map<string, { readonly until: number; attempts: number }>();
  let cancelTimer: (() => void) | null = null;

  async function attempt(channelId: string): Promise<void> {
    const leg = legs.get(channelId);
    const result = await hangUp(channelId);
    if (leg === undefined) return;
    leg.attempts += 1;
    const settled = result.kind === 'done' || (result.kind === 'gone' && leg.attempts > 1);
    if (settled || clock.now() >= leg.until) legs.delete(channelId);
  }

  function retry(): void {
    cancelTimer?.();
    cancelTimer = legs.size === 0 ? null : clock.setTimer(clock.now() + RETRY_MS, retry);
    for (const channelId of legs.keys()) void attempt(channelId);
  }

  return {
    add(channelId) {
      legs.set(channelId, { until: clock.now() + GIVE_UP_MS, attempts: 0 });
      retry();
    },
    has: (channelId) => legs.has(channelId),
    forget: (channelId) => void legs.delete(channelId),
    retry,
    stop() {
      cancelTimer?.();
      legs.clear();
    },
  };
}
