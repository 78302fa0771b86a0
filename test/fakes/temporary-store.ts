import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';

/** A path in a new folder, which is removed when the test ends. */
export function temporaryDatabasePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'textback-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'textback.db');
}

/** A real database in a file of its own, closed and removed when the test ends. */
export function openTemporaryStore(path: string = temporaryDatabasePath()): Store {
  const store = openStore(path);
  onTestFinished(() => store.close());
  return store;
}
