import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { createPbxExaminer, type PbxExaminer } from '../asterisk/pbx-examiner.ts';
import { appOptions } from '../config/app-options.ts';
import { secretFiles } from '../config/effective.ts';
import type { LoadedConfig } from '../config.ts';
import type { Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { checkAmi } from '../services/check-ami.ts';
import { checkAri, checkDaemon, checkModules } from '../services/check-ari.ts';
import { checkAsteriskFiles } from '../services/check-asterisk-files.ts';
import { checkBackup } from '../services/check-backup.ts';
import { checkClock } from '../services/check-clock.ts';
import { checkDatabase, type DatabaseQuestions } from '../services/check-database.ts';
import { checkDialplan, checkFallbacks } from '../services/check-dialplan.ts';
import { checkDisk } from '../services/check-disk.ts';
import { checkSecrets } from '../services/check-secrets.ts';
import { checkSounds } from '../services/check-sounds.ts';
import { gatherModules, gatherPlaces } from '../services/gather-places.ts';
import { BLOCKED_FAMILY, blockedForDialplan } from '../services/mirror-blocked.ts';
import { FALLBACK_FAMILY, fallbacks } from '../services/mirror-fallbacks.ts';
import { FILES_LOOKED_AT } from '../services/plan-asterisk.ts';
import type { Check } from '../services/run-checks.ts';
import { isDaemonLocked } from '../store/daemon-lock.ts';
import { databaseFiles } from '../store/database-files.ts';
import { diskSpace } from '../store/disk-space.ts';
import { examineDatabase } from '../store/examine-database.ts';
import { openSnapshot, type Snapshot } from '../store/inspect-database.ts';
import { migrationsFolder } from '../store/migrations-folder.ts';
import { systemClock } from '../system-clock.ts';
import { readFolder } from './asterisk-folder.ts';
import { accountsOf, readSamples } from './asterisk-samples.ts';
import { isClockSynchronized, soundsIn } from './doctor-files.ts';
import { fileAccess, mayWrite, ownerOfFile } from './file-access.ts';
import { createFormat } from './format.ts';

type SoundConfig = Extract<LoadedConfig, { ok: true }>;

/** The questions to an installation, and what holds its ends open meanwhile. */
export interface DoctorChecks {
  readonly checks: readonly Check[];
  close(): void;
}

/** What the checks ask. */
interface Ends {
  readonly loaded: SoundConfig;
  /** The file itself: SQLite's other files lie beside it, however it is called. */
  readonly database: string;
  /** Opened when first asked for. */
  readonly snapshot: () => Snapshot;
  readonly pbx: PbxExaminer;
  /** Asterisk's configuration. */
  readonly dir: string;
  readonly now: Millis;
}

/** What goes wrong is a finding. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

const QUESTIONS: DatabaseQuestions = {
  examine: examineDatabase,
  sizeBytes: databaseFiles.sizeBytes,
  access: fileAccess,
  mayWrite,
};

/** Everything that `textback doctor` asks of a soundly configured installation. */
export function openDoctorChecks(loaded: SoundConfig, dir: string, now: Millis): DoctorChecks {
  const { ari, ami, databasePath } = appOptions(loaded.config, loaded.secrets);
  const pbx = createPbxExaminer(ari, ami, { clock: systemClock, log: SILENT });
  const database = existsSync(databasePath) ? realpathSync(databasePath) : databasePath;
  let opened: Snapshot | null = null;
  const snapshot = () => {
    opened ??= openSnapshot(database);
    return opened;
  };
  const ends = { loaded, database, snapshot, pbx, dir, now };
  return {
    checks: [...fileChecks(ends), ...asteriskChecks(ends)],
    close() {
      pbx.close();
      opened?.close();
    },
  };
}

function fileChecks({ loaded, database, snapshot, pbx, now }: Ends): readonly Check[] {
  const folder = dirname(database);
  const size = () => (existsSync(database) ? databaseFiles.sizeBytes(database) : 0);
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

function asteriskChecks({ loaded, database, snapshot, pbx, dir, now }: Ends): readonly Check[] {
  const { config, secrets } = loaded;
  const { asterisk, business } = config;
  const takesSipMessages = config.gateways.some(({ kind }) => kind === 'sip-message');
  const { dialTemplate } = asterisk;
  return [
    { name: 'daemon', ask: () => checkDaemon(pbx, isDaemonLocked(database)) },
    { name: 'ari', ask: () => checkAri(pbx, asterisk.ariUrl) },
    {
      name: 'modules',
      needs: ['ari', 'database'],
      ask: () =>
        checkModules(
          pbx,
          snapshot().read((reader) => gatherModules(reader, dialTemplate, takesSipMessages)),
        ),
    },
    { name: 'ami', ask: () => checkAmi(pbx, `${asterisk.amiHost}:${asterisk.amiPort}`, asterisk.amiUser) },
    {
      name: 'dialplan',
      needs: ['ami', 'database'],
      ask: () =>
        checkDialplan(
          pbx,
          asterisk.app,
          snapshot().read((reader) => gatherPlaces(reader, takesSipMessages)),
        ),
    },
    {
      name: 'fallbacks',
      needs: ['ami', 'database'],
      ask: () =>
        checkFallbacks(pbx, [
          {
            family: FALLBACK_FAMILY,
            wanted: fallbacks(snapshot(), { dialTemplate, business }, now),
            what: 'phones to ring',
          },
          {
            family: BLOCKED_FAMILY,
            wanted: blockedForDialplan(snapshot(), business.country),
            what: 'blocked callers',
          },
        ]),
    },
    {
      name: 'asterisk-files',
      ask: () =>
        checkAsteriskFiles(dir, readFolder(dir, FILES_LOOKED_AT), readSamples(), accountsOf(config, secrets)),
    },
    { name: 'sounds', ask: () => checkSounds(soundsIn(asterisk.sounds, dir)) },
  ];
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
