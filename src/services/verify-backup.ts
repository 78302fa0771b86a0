import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { SchemaAge } from '../store/inspect-database.ts';
import { auditCredits } from './audit-credits.ts';
import type { Rejection } from './rejection.ts';

export interface VerifiedBackup {
  readonly kind: 'verified';
  readonly file: string;
  readonly sizeBytes: number;
  /** How many migrations it has had; null where it cannot be read, or is not textback's. */
  readonly schemaVersion: number | null;
  readonly schema: SchemaAge | null;
  readonly rows: Readonly<Record<string, number>>;
  /** The balance, derived anew from the ledger; null where that could not be. */
  readonly balance: number | null;
  /** Everything that is wrong, for people; empty for a sound one. */
  readonly problems: readonly string[];
}

/**
 * Proves a backup: every page and index, every reference between rows, and the ledger from its first entry. One made
 * by an older textback has a ledger of an older shape, which only a restore, that upgrades it first, can audit.
 */
export function verifyBackup(
  files: DatabaseFiles,
  file: string,
  onProgress: OnProgress,
): VerifiedBackup | Rejection {
  if (!files.exists(file)) return noSuchFile(file);
  const nothing = { schemaVersion: null, schema: null, rows: {}, balance: null };
  const known = { kind: 'verified', file, sizeBytes: files.sizeBytes(file) } as const;
  onProgress('Checking every page', null);
  const inspected = files.inspect(file);
  if (inspected.kind === 'unreadable') {
    return { ...known, ...nothing, problems: [`it cannot be read as a database (${inspected.why})`] };
  }
  if (inspected.kind === 'foreign') {
    return { ...known, ...nothing, problems: ['it is a database, but not one of textback'] };
  }
  const { schema, schemaVersion, rows, problems } = inspected;
  const about = { ...known, schema, schemaVersion, rows };
  if (schema === 'newer') {
    const why = 'it was made by a newer textback than this one, and only that one can restore it';
    return { ...about, balance: null, problems: [...problems, why] };
  }
  // A damaged file would only fail the audit in less telling words.
  if (schema === 'older' || problems.length > 0) return { ...about, balance: null, problems };
  onProgress('Auditing the credits', null);
  const { balance, wrong } = auditLedger(files, file);
  return {
    ...about,
    balance: wrong === null ? balance : null,
    problems: wrong === null ? [] : [`the ledger is wrong: ${wrong.problem}`],
  };
}

function auditLedger(files: DatabaseFiles, file: string) {
  const snapshot = files.snapshot(file);
  try {
    return auditCredits(snapshot);
  } finally {
    snapshot.close();
  }
}

export function noSuchFile(file: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no file ${file}.`,
    remedy: 'Give the path of a backup, as `textback backup create` printed it.',
  };
}
