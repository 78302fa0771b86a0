import type { Config } from '../config.ts';
import { isDaemonLocked } from '../store/daemon-lock.ts';

/** Whether a daemon works on the configured database right now. */
export function isDaemonHere({ database }: Config): boolean {
  return isDaemonLocked(database.path);
}
