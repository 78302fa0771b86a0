import { vi } from 'vitest';

/*
 * For `setupFiles`. Left to itself `vi.waitFor` gives up after one second, and a machine that does something else too
 * keeps a process waiting for longer than that: where a test names no deadline, what it waits for has ten.
 */
const PATIENCE_MS = 10_000;

const { waitFor } = vi;

vi.waitFor = (look, options = {}) => {
  const given = typeof options === 'number' ? { timeout: options } : options;
  return waitFor(look, { timeout: PATIENCE_MS, ...given });
};
