import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPbxExaminer } from '../asterisk/pbx-examiner.ts';
import { appOptions } from '../config/app-options.ts';
import { secretFiles } from '../config/effective.ts';
import type { LoadedConfig } from '../config.ts';
import type { Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { checkBackup } from '../services/check-backup.ts';
import { checkClock } from '../services/check-clock.ts';
import { checkDatabase, type DatabaseQuestions } from '../services/check-database.ts';
import { checkDisk } from '../services/check-disk.ts';
import { checkSecrets } from '../services/check-secrets.ts';
import type { Check } from '../services/run-checks.ts';
import { databaseFiles } from '../store/database-files.ts';
import { diskSpace } from '../store/disk-space.ts';
import { examineDatabase } from '../store/examine-database.ts';
import { openSnapshot, type Snapshot } from '../store/inspect-database.ts';
import { migrationsFolder } from '../store/migrations-folder.ts';
import { systemClock } from '../system-clock.ts';
import { asteriskChecks } from './doctor-asterisk-checks.ts';
import { businessChecks } from './doctor-business-checks.ts';
import type { DoctorEnds } from './doctor-ends.ts';
import { isClockSynchronized } from './doctor-files.ts';
import { fileAccess, mayWrite, ownerOfFile } from './file-access.ts';
import { createFormat } from './format.ts';

type SoundConfig = Extract<LoadedConfig, { ok: true }>;

/** The questions to an installation, and what holds its ends open meanwhile. */
export interface DoctorChecks {
  readonly checks: readonly Check[];
  close(): void;
}

/** What goes wrong is a finding. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

const QUESTIONS: DatabaseQuestions = {
  examine: examineDatabase,
  sizeBytes: sizeWithLog,
  access: fileAccess,
  mayWrite,
};

/** Everything that `textback doctor` asks of a soundly configured installation. */
export function openDoctorChecks(loaded: SoundConfig, dir: string, now: Millis): DoctorChecks {
  const { ari, ami, databasePath } = appOptions(loaded.config, loaded.secrets);
  const parts = { clock: systemClock, log: SILENT };
  const pbx = createPbxExaminer(ari, ami, parts);
  const database = existsSync(databasePath) ? realpathSync(databasePath) : databasePath;
  let opened: Snapshot | null = null;
  const snapshot = () => {
    opened ??= openSnapshot(database);
    return opened;
  };
  const ends: DoctorEnds = { loaded, database, snapshot, pbx, dir, now, parts };
  return {
    checks: [...fileChecks(ends), ...asteriskChecks(ends), ...businessChecks(ends)],
    close() {
      pbx.close();
      opened?.close();
    },
  };
}

function fileChecks({ loaded, database, snapshot, pbx, now }: DoctorEnds): readonly Check[] {
  const folder = dirname(database);
  const size = () => (existsSync(database) ? sizeWithLog(database) : 0);
  return [
    {
      name: 'secrets',
      ask: () => checkSecrets(secretFiles(loaded.options).flatMap(withAccess), ownerOfFile(database)),
    },
    { name: 'database', ask: () => checkDatabase(database, folder, QUESTIONS, systemClock) },
    { name: 'disk', ask: () => checkDisk(folder, diskSpace(folder), size()) },
    { name: 'backup', needs: ['database'], ask: () => checkBackup(snapshot(), now) },
    {
      name: 'clock',
      async ask() {
        const ami = await pbx.ami();
        const asterisk = typeof ami === 'string' ? null : await ami.now().catch(() => null);
        return checkClock({
          now: systemClock.now(),
          madeAt: migrationsFolder().newest,
          asterisk,
          newestCall: newestCall(snapshot),
          isSynchronized: await isClockSynchronized(),
          local: localTime(loaded, systemClock.now()),
        });
      },
    },
  ];
}

/** What is committed may still lie in the write-ahead log. */
function sizeWithLog(database: string): number {
  return [database, `${database}-wal`]
    .filter((path) => existsSync(path))
    .reduce((sum, path) => sum + databaseFiles.sizeBytes(path), 0);
}

/** When it came; null where there is none, or no database to ask. */
function newestCall(snapshot: () => Snapshot): Millis | null {
  try {
    return snapshot().read((reader) => reader.calls.newest(1))[0]?.arrivedAt ?? null;
  } catch {
    return null;
  }
}

function withAccess({ path, key }: { readonly path: string; readonly key: string }) {
  const access = fileAccess(path);
  return access === null ? [] : [{ ...access, key }];
}

function localTime({ config }: SoundConfig, now: Millis): string {
  const { country, timeZone } = config.business;
  return `${createFormat({ country, timeZone, columns: 80, color: false }).time(now)} in ${timeZone}`;
}
