import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * By itself vitest leaves one core free: on two, one file would run after the other. Projects that want other numbers
 * are groups of their own, one after the other; vitest refuses to run them as one.
 */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** Pages are .tsx; see `jsxImportSource` of tsconfig.json. */
const oxc = { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } } as const;

const setupFiles = ['test/fakes/patience.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        oxc,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles,
          testTimeout: 20_000,
          maxWorkers,
        },
      },
      {
        oxc,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles,
          // Most take a second; on a machine that does something else too, those with many passwords took twenty.
          testTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        oxc,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          setupFiles,
          testTimeout: 60_000,
          // A browser takes both cores of a small machine.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles,
          // Starting Asterisk and waiting out a ring timeout take their time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A shared machine of two cores: more at once would measure the machine, not textback.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'journey',
          include: ['test/journey/**/*.test.ts'],
          setupFiles,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // A browser beside Asterisk, the daemon and the carrier: alone, after all that measure time.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      // `npm run test:image`: building an image takes minutes.
      {
        test: {
          name: 'image',
          include: ['test/image/**/*.test.ts'],
          setupFiles,
          testTimeout: 60_000,
          hookTimeout: 900_000,
        },
      },
      // `npm run test:deb`: a Debian of its own, and several packages of 170 MB.
      {
        test: {
          name: 'deb',
          include: ['test/deb/**/*.test.ts'],
          setupFiles,
          testTimeout: 240_000,
          hookTimeout: 900_000,
        },
      },
    ],
    coverage: {
      include: ['src/core/**'],
      reporter: ['text-summary', 'text'],
      thresholds: { statements: 100, branches: 100, functions: 100, lines: 100 },
    },
  },
});
