import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SetupCodeFile } from '../services/setup-gate.ts';

/** `setup-code` beside the database: whoever may read that, or is root, may read it. */
export function setupCodeFile(databasePath: string): SetupCodeFile {
  const path = join(dirname(databasePath), 'setup-code');
  return {
    path,
    exists: () => existsSync(path),
    write(code) {
      // Made anew: of a file that was there already the mode would stay, and a link would lead elsewhere.
      rmSync(path, { force: true });
      writeFileSync(path, `${code}\n`, { mode: 0o600, flag: 'wx' });
    },
    remove() {
      try {
        rmSync(path, { force: true });
      } catch {
        // It opens nothing any more.
      }
    },
  };
}
