import type { Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import { type BackupToCreate, createBackup } from './create-backup.ts';
import type { Rejection } from './rejection.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

/** `none-due`: the database is of this textback's own schema, or there is none yet. */
export type Rehearsal =
  | { readonly kind: 'none-due' }
  | { readonly kind: 'rehearsed'; readonly backup: VerifiedBackup; readonly upgraded: VerifiedBackup };

/**
 * Before this textback upgrades a database that an older one made, and perhaps still uses: keeps a backup of it, and
 * upgrades and proves a copy of that. Where it fails the backup is not kept either: nothing was upgraded.
 */
export async function rehearseUpgrade(
  files: DatabaseFiles,
  request: BackupToCreate,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Promise<Rehearsal | Rejection> {
  const { database, file } = request;
  if (!files.exists(database)) return { kind: 'none-due' };
  const seen = files.peek(database);
  if (seen.kind === 'textback' && seen.schema === 'current') return { kind: 'none-due' };
  const backup = await createBackup(files, request, actor, now, onProgress);
  if (backup.kind !== 'verified') return backup;
  if (backup.problems.length > 0) return cannotUpgrade(database, backup.problems);
  const upgraded = await upgradeCopy(files, file, onProgress);
  if (upgraded.kind === 'verified' && upgraded.problems.length === 0)
    return { kind: 'rehearsed', backup, upgraded };
  files.remove(file);
  return cannotUpgrade(database, upgraded.kind === 'verified' ? upgraded.problems : [upgraded.problem]);
}

async function upgradeCopy(
  files: DatabaseFiles,
  file: string,
  onProgress: OnProgress,
): Promise<VerifiedBackup | Rejection> {
  const copy = `${file}.upgrading`;
  files.remove(copy);
  try {
    await files.copy(file, copy, onProgress);
    onProgress('Upgrading the copy', null);
    files.open(copy).close();
    files.seal(copy);
    return verifyBackup(files, copy, onProgress);
  } catch (error) {
    // Whatever a migration runs into: rows that an older version should not have let in, a disk that is full.
    return {
      kind: 'refused',
      problem: error instanceof Error ? error.message : String(error),
      remedy: '',
    };
  } finally {
    files.remove(copy);
  }
}

function cannotUpgrade(database: string, problems: readonly string[]): Rejection {
  return {
    kind: 'refused',
    problem: `This textback cannot upgrade ${database}: ${problems.slice(0, 3).join('; ')}.`,
    remedy: 'Nothing was changed, and the older textback can go on with it. Install that one again.',
  };
}
