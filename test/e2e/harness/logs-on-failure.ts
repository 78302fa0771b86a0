import { onTestFailed } from 'vitest';

/** Something whose log explains a failed test. */
export interface LogSource {
  logText(): string;
}

const TAIL_CHARACTERS = 40_000;

/**
 * Call it in `beforeEach` (or in the test) with whatever takes part: when the test fails, the end of each
 * one's log is printed beside the failure. Sources are asked only then.
 */
export function printLogsOnFailure(sources: () => Readonly<Record<string, LogSource | undefined>>): void {
  onTestFailed(() => {
    for (const [name, source] of Object.entries(sources())) {
      const text = source?.logText() ?? '(was not started)';
      console.error(`===== ${name} =====\n${text.slice(-TAIL_CHARACTERS)}\n===== end of ${name} =====`);
    }
  });
}
