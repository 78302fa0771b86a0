import type { Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { Snapshot } from '../store/inspect-database.ts';
import { type Proof, proveSettled } from './prove-settled.ts';
import type { Rejection } from './rejection.ts';
import { type SettledRestore, settleRestored } from './settle-restored.ts';
import { noSuchFile, type VerifiedBackup } from './verify-backup.ts';

export interface BackupToRestore {
  readonly file: string;
  readonly database: string;
  /** Where the database that is replaced is kept; with a number after it, if that is taken. */
  readonly keepAs: string;
}

/** A backup that has been proven as a copy beside the database, which is still as it was. */
export interface PreparedRestore {
  readonly kind: 'prepared';
  readonly proven: VerifiedBackup;
  readonly settled: SettledRestore;
  /** Where the database that is replaced will be kept; null where there is none. */
  readonly keptAs: string | null;
  /** Puts it in the database's place, and lets a daemon start again. */
  replace(onProgress: OnProgress): Promise<void>;
  /** Leaves everything as it was. */
  discard(): void;
}

/**
 * Copies a backup, upgrades the copy where it was made by an older textback, and proves it: what fails, fails here,
 * and changes nothing. Until `replace` or `discard`, no daemon can start on the database.
 */
export async function prepareRestore(
  files: DatabaseFiles,
  request: BackupToRestore,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Promise<PreparedRestore | Rejection> {
  const { file, database } = request;
  const refusal = refuseAtOnce(files, file);
  if (refusal !== null) return refusal;
  const lock = files.lock(database);
  if (lock === null) return daemonRuns(database);
  const copy = `${database}.restoring`;
  const discard = () => {
    files.remove(copy);
    lock.release();
  };
  try {
    files.remove(copy);
    await files.copy(file, copy, onProgress);
    const proof = proveCopy(files, copy, request, actor, now, onProgress);
    if (proof.kind === 'unsound') {
      discard();
      return notSound(file, proof.problems);
    }
    const { settled, verified } = proof;
    const keptAs = freeName(files, request.keepAs);
    return {
      kind: 'prepared',
      proven: { ...verified, file },
      settled,
      keptAs: files.exists(database) ? keptAs : null,
      discard,
      async replace(onReplacing) {
        try {
          await files.replace(database, copy, keptAs, onReplacing);
        } finally {
          discard();
        }
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}

export function freeName(files: DatabaseFiles, wanted: string): string {
  let name = wanted;
  for (let n = 2; files.exists(name); n += 1) name = `${wanted}-${n}`;
  return name;
}

/** Before anything is copied: what can be seen at a glance. */
function refuseAtOnce(files: DatabaseFiles, file: string): Rejection | null {
  if (!files.exists(file)) return noSuchFile(file);
  const seen = files.peek(file);
  if (seen.kind === 'unreadable') return notSound(file, [`it cannot be read as a database (${seen.why})`]);
  if (seen.kind === 'foreign') return notSound(file, ['it is a database, but not one of textback']);
  if (seen.schema !== 'newer') return null;
  return {
    kind: 'refused',
    problem: `${file} was made by a newer textback than this one.`,
    remedy: 'Nothing was changed. Install that version, or restore an older backup.',
  };
}

function proveCopy(
  files: DatabaseFiles,
  copy: string,
  { file, database }: BackupToRestore,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Proof<SettledRestore> {
  onProgress('Checking every page', null);
  const inspected = files.inspect(copy);
  // What could be read a moment ago cannot be now: no sound disk either.
  if (inspected.kind !== 'inspected') return { kind: 'unsound', problems: ['it can no longer be read'] };
  if (inspected.problems.length > 0) return { kind: 'unsound', problems: inspected.problems };
  const replaced = snapshotOf(files, database);
  try {
    return proveSettled(
      files,
      copy,
      (store) => settleRestored(store, replaced, file, actor, now),
      onProgress,
    );
  } finally {
    replaced?.close();
  }
}

/** The database that is to be replaced, perhaps because it cannot be read any more. */
function snapshotOf(files: DatabaseFiles, database: string): Snapshot | null {
  if (!files.exists(database) || files.peek(database).kind !== 'textback') return null;
  try {
    return files.snapshot(database);
  } catch {
    return null;
  }
}

export function daemonRuns(database: string): Rejection {
  return {
    kind: 'refused',
    problem: `A textback daemon runs on ${database}, or a restore or import is going on.`,
    remedy: 'Nothing was changed. Stop the daemon first: systemctl stop textback.',
  };
}

function notSound(file: string, problems: readonly string[]): Rejection {
  return {
    kind: 'refused',
    problem: `${file} is not sound: ${problems.slice(0, 3).join('; ')}.`,
    remedy: 'Nothing was changed. Restore another backup; `textback backup verify` tells which are sound.',
  };
}
