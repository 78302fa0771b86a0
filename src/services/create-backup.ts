import type { Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { Rejection } from './rejection.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

/** What the audit calls backups and restores. */
export const BACKUP_SUBJECT = 'backup';

export interface BackupToCreate {
  readonly database: string;
  readonly file: string;
}

/**
 * Copies the database while it is in use, proves the copy, and only then gives it its name.
 * The answer is one with problems where the copy is not sound, and then there is no file.
 */
export async function createBackup(
  files: DatabaseFiles,
  { database, file }: BackupToCreate,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Promise<VerifiedBackup | Rejection> {
  if (files.exists(file)) {
    return {
      kind: 'refused',
      problem: `There is a file ${file} already.`,
      remedy: 'Nothing was written. Give another name, or move that file away.',
    };
  }
  if (!files.exists(database)) return noDatabase(database);
  const unfinished = `${file}.unfinished`;
  files.remove(unfinished);
  await files.copy(database, unfinished, onProgress);
  const verified = verifyBackup(files, unfinished, onProgress);
  if (verified.kind !== 'verified' || verified.problems.length > 0) {
    files.remove(unfinished);
    return verified.kind === 'verified' ? { ...verified, file } : verified;
  }
  files.rename(unfinished, file);
  // A database that waits for an upgrade is left as it is: this backup may be the way back.
  if (verified.schema === 'current') noteBackup(files, database, file, actor, now);
  return { ...verified, file };
}

function noteBackup(files: DatabaseFiles, database: string, file: string, actor: string, now: Millis): void {
  const store = files.open(database);
  try {
    const entry = {
      at: now,
      actor,
      action: 'create',
      subject: BACKUP_SUBJECT,
      before: null,
      after: { file },
    };
    store.transact('promised', (tx) => tx.audit.record(entry));
  } finally {
    store.close();
  }
}

function noDatabase(database: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no database ${database}.`,
    remedy: 'Check [database] path, or start textback once: it makes one.',
  };
}
