import { dirname } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Health } from '../http/routes/health.ts';
import type { OutboxLoop } from '../loops/outbox.ts';
import { createPulseLoop, type PulseLoop } from '../loops/pulse.ts';
import { createReadiness, isReady, type ReadinessCheck } from '../services/check-readiness.ts';
import type { LinkView } from '../services/watch-links.ts';
import { diskSpace } from '../store/disk-space.ts';
import type { Store } from '../store/open-store.ts';

/** How the daemon does: the one truth for health over HTTP and for systemd. */
export interface DaemonHealth {
  /** Why it is as good as dead; nothing while it lives. */
  readonly troubles: () => readonly string[];
  /** Whether calls are taken and texts go out. */
  readonly checks: () => readonly ReadinessCheck[];
}

export function watchHealth(parts: {
  readonly store: Store;
  readonly databasePath: string;
  readonly outbox: OutboxLoop;
  readonly links: () => readonly LinkView[];
  readonly clock: Clock;
}): { readonly pulse: PulseLoop; readonly health: DaemonHealth; readonly pages: Health } {
  const pulse = createPulseLoop(parts);
  const folder = dirname(parts.databasePath);
  const readiness = createReadiness({ ...parts, folder, disk: () => diskSpace(folder) });
  const health: DaemonHealth = {
    troubles: pulse.troubles,
    checks: () => readiness(parts.clock.now()),
  };
  return {
    pulse,
    health,
    pages: {
      live: health.troubles,
      ready() {
        const checks = health.checks();
        return { ready: isReady(checks), checks };
      },
    },
  };
}
