import { existsSync, realpathSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { secretFiles } from '../config/effective.ts';
import type { LoadedConfig } from '../config.ts';
import type { Millis } from '../core/clock.ts';
import { checkBackup } from '../services/check-backup.ts';
import { checkDatabase, type DatabaseQuestions } from '../services/check-database.ts';
import { checkDisk, type DiskSpace } from '../services/check-disk.ts';
import { checkSecrets } from '../services/check-secrets.ts';
import type { Check } from '../services/run-checks.ts';
import { databaseFiles } from '../store/database-files.ts';
import { examineDatabase } from '../store/examine-database.ts';
import { openSnapshot, type Snapshot } from '../store/inspect-database.ts';
import { systemClock } from '../system-clock.ts';
import { fileAccess, mayWrite, ownerOfFile } from './file-access.ts';

/** The questions to an installation, and what holds its ends open meanwhile. */
export interface DoctorChecks {
  readonly checks: readonly Check[];
  close(): Promise<void>;
}

const QUESTIONS: DatabaseQuestions = {
  examine: examineDatabase,
  sizeBytes: databaseFiles.sizeBytes,
  access: fileAccess,
  mayWrite,
};

/** Everything that `textback doctor` asks of a soundly configured installation. */
export function openDoctorChecks(
  { config, options }: Extract<LoadedConfig, { ok: true }>,
  now: Millis,
): DoctorChecks {
  const named = config.database.path;
  // However it is called, SQLite's other files lie beside the database itself.
  const database = existsSync(named) ? realpathSync(named) : named;
  const folder = dirname(database);
  let opened: Snapshot | null = null;
  const snapshot = () => {
    opened ??= openSnapshot(database);
    return opened;
  };
  return {
    checks: [
      {
        name: 'secrets',
        ask: () => checkSecrets(secretFiles(options).flatMap(withAccess), ownerOfFile(database)),
      },
      { name: 'database', ask: () => checkDatabase(database, folder, QUESTIONS, systemClock) },
      {
        name: 'disk',
        ask: () =>
          checkDisk(folder, diskSpace(folder), existsSync(database) ? databaseFiles.sizeBytes(database) : 0),
      },
      { name: 'backup', needs: ['database'], ask: () => checkBackup(snapshot(), now) },
    ],
    async close() {
      opened?.close();
    },
  };
}

function withAccess({ path, key }: { readonly path: string; readonly key: string }) {
  const access = fileAccess(path);
  return access === null ? [] : [{ ...access, key }];
}

/** Of the file system that a folder is on, or would be. */
function diskSpace(folder: string): DiskSpace {
  if (!existsSync(folder) && folder !== dirname(folder)) return diskSpace(dirname(folder));
  const { bavail, blocks, bsize, files, ffree } = statfsSync(folder);
  return {
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    // Btrfs and the like make files as long as there is room, and say 0 of 0.
    freeFiles: files === 0 ? null : ffree,
  };
}
