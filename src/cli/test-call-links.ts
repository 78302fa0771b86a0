import { createTestCaller, type TestCaller } from '../asterisk/test-caller.ts';
import { appOptions } from '../config/app-options.ts';
import type { Config, Secrets } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { isDaemonLocked } from '../store/daemon-lock.ts';
import { systemClock } from '../system-clock.ts';

/** What a test call reaches: Asterisk, and the daemon beside this process. */
export interface TestCallLinks {
  readonly caller: TestCaller;
  readonly clock: Clock;
  readonly isDaemonHere: () => boolean;
}

export function openTestCallLinks(config: Config, secrets: Secrets): TestCallLinks {
  const { ari, ami, databasePath } = appOptions(config, secrets);
  return {
    caller: createTestCaller(ari, ami, { clock: systemClock, log: SILENT }),
    clock: systemClock,
    isDaemonHere: () => isDaemonLocked(databasePath),
  };
}

/** What goes wrong is a step of the report. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };
