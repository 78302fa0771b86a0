import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For a process that runs the sources as they stand: Node reads .ts by itself, and .tsx with this. */
export const FROM_SOURCES = {
  NODE_OPTIONS: `--import=${new URL('./read-tsx.mjs', import.meta.url).href}`,
  // What Node makes of them is kept, by their content: else each process takes half a second to begin.
  NODE_COMPILE_CACHE: join(tmpdir(), 'textback-test-compiled'),
};
