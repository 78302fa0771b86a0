import { dirname } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Health } from '../http/routes/health.ts';
import type { OutboxLoop } from '../loops/outbox.ts';
import { createPulseLoop, type PulseLoop } from '../loops/pulse.ts';
import { createReadiness, isReady } from '../services/check-readiness.ts';
import type { LinkView } from '../services/watch-links.ts';
import { diskSpace } from '../store/disk-space.ts';
import type { Store } from '../store/open-store.ts';

/** One truth for health over HTTP and for systemd. */
export function watchHealth(parts: {
  readonly store: Store;
  readonly databasePath: string;
  readonly outbox: OutboxLoop;
  readonly links: () => readonly LinkView[];
  readonly clock: Clock;
}): { readonly pulse: PulseLoop; readonly health: Health } {
  const pulse = createPulseLoop(parts);
  const folder = dirname(parts.databasePath);
  const readiness = createReadiness({ ...parts, folder, disk: () => diskSpace(folder) });
  return {
    pulse,
    health: {
      live: pulse.troubles,
      ready() {
        const checks = readiness(parts.clock.now());
        return { ready: isReady(checks), checks };
      },
    },
  };
}
