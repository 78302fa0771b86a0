import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { Store } from '../store/open-store.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export type Proof<Settled> =
  | { readonly kind: 'sound'; readonly settled: Settled; readonly verified: VerifiedBackup }
  | { readonly kind: 'unsound'; readonly problems: readonly string[] };

/** Upgrades a database that nobody uses yet, has `settle` make it safe to go on with, and proves what came of it. */
export function proveSettled<Settled>(
  files: DatabaseFiles,
  path: string,
  settle: (store: Store) => Settled,
  onProgress: OnProgress,
): Proof<Settled> {
  const store = files.open(path);
  let settled: Settled;
  try {
    settled = settle(store);
  } finally {
    store.close();
  }
  files.seal(path);
  const verified = verifyBackup(files, path, onProgress);
  if (verified.kind === 'verified' && verified.problems.length === 0)
    return { kind: 'sound', settled, verified };
  return { kind: 'unsound', problems: verified.kind === 'verified' ? verified.problems : [verified.problem] };
}
