import type { Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { Store } from '../store/open-store.ts';
import type { SourceTable } from '../store/table-rows.ts';
import { whoIs } from './act-as.ts';
import { BACKUP_SUBJECT } from './create-backup.ts';
import { type Checksum, DATA_SUBJECT } from './export-data.ts';
import { type LineBatch, loadExport } from './load-export.ts';
import { proveSettled } from './prove-settled.ts';
import { refuseMover } from './refuse-mover.ts';
import type { Rejection } from './rejection.ts';
import { daemonRuns, freeName } from './restore-backup.ts';
import { type SettledPast, settlePast } from './settle-past.ts';
import type { VerifiedBackup } from './verify-backup.ts';

const WHY = 'imported from another database: it may have gone out there';

export interface ImportRequest {
  /** Its name, for people. */
  readonly file: string;
  readonly batches: AsyncIterable<LineBatch>;
  readonly checksum: Checksum;
  readonly database: string;
  /** Where the empty database is kept while it is replaced. */
  readonly keepAs: string;
  /** Who imports, to the operating system. */
  readonly login: string;
}

/** An export as a database of its own beside the empty one, proven. */
export interface PreparedImport {
  readonly kind: 'prepared';
  /** ISO 8601. */
  readonly madeAt: string;
  readonly business: string;
  readonly schemaVersion: number;
  /** Rows of each table, as they were exported. */
  readonly rows: Readonly<Record<string, number>>;
  readonly settled: SettledPast;
  readonly proven: VerifiedBackup;
  /**
   * Puts it in the empty database's place, and lets a daemon start again. Gives the path where that one is kept, null
   * where it was empty to the end.
   */
  replace(onProgress: OnProgress): Promise<string | null>;
  /** Leaves everything as it was. */
  discard(): void;
}

/**
 * Makes a database of an export, upgrades it where an older textback made the export, and proves it, references and
 * ledger too: what fails, fails here, and changes nothing. Only an empty database is replaced, because rows of two
 * businesses cannot be told apart afterwards. Until `replace` or `discard`, no daemon can start on it.
 */
export async function prepareImport(
  files: DatabaseFiles,
  request: ImportRequest,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Promise<PreparedImport | Rejection> {
  const { database } = request;
  const lock = files.lock(database);
  if (lock === null) return daemonRuns(database);
  const copy = `${database}.importing`;
  const discard = () => {
    files.remove(copy);
    lock.release();
  };
  try {
    const prepared =
      refuseTarget(files, request) ?? (await prepare(files, copy, request, actor, now, onProgress));
    if (prepared.kind !== 'proven') {
      discard();
      return prepared;
    }
    return {
      ...prepared,
      kind: 'prepared',
      discard,
      async replace(onReplacing) {
        try {
          const keptAs = freeName(files, request.keepAs);
          await files.replace(database, copy, keptAs, onReplacing);
          // Somebody may have written to it while the export was read.
          if (files.exists(keptAs) && contentsOf(files, keptAs).length > 0) return keptAs;
          files.remove(keptAs);
          return null;
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

type Prepared = Omit<PreparedImport, 'kind' | 'replace' | 'discard'> & { readonly kind: 'proven' };

async function prepare(
  files: DatabaseFiles,
  copy: string,
  { file, batches, checksum }: ImportRequest,
  actor: string,
  now: Millis,
  onProgress: OnProgress,
): Promise<Prepared | Rejection> {
  files.remove(copy);
  const loaded = await loadExport(files, copy, file, batches, checksum, onProgress);
  if (loaded.kind !== 'loaded') return loaded;
  const settle = (store: Store) =>
    store.transact('promised', (tx) => {
      const settled = settlePast(tx, WHY, now);
      tx.audit.record({
        at: now,
        actor,
        action: 'import',
        subject: DATA_SUBJECT,
        before: null,
        after: { file, ...settled },
      });
      return settled;
    });
  onProgress('Checking every page', null);
  const proof = proveSettled(files, copy, settle, onProgress);
  if (proof.kind === 'unsound') return notSound(file, proof.problems);
  const { start, rows } = loaded;
  const { madeAt, business, schemaVersion } = start;
  return {
    kind: 'proven',
    madeAt,
    business,
    schemaVersion,
    rows,
    settled: proof.settled,
    proven: proof.verified,
  };
}

function refuseTarget(files: DatabaseFiles, { database, login }: ImportRequest): Rejection | null {
  if (!files.exists(database)) return null;
  const seen = files.peek(database);
  if (seen.kind !== 'textback') return notOurs(database);
  if (seen.schema === 'newer') return newerTarget(database);
  if (seen.schema === 'current') {
    const snapshot = files.snapshot(database);
    try {
      const { user } = whoIs(snapshot, login);
      const refused = refuseMover(user, 'in');
      if (refused !== null) return refused;
    } finally {
      snapshot.close();
    }
  }
  const contents = contentsOf(files, database);
  return contents.length === 0 ? null : notEmpty(database, contents);
}

/** What somebody put in, table by table; a pipeline that was edited is told by the audit. */
function contentsOf(files: DatabaseFiles, path: string): readonly string[] {
  const source = files.tables(path);
  try {
    const filled = source.tables.filter(({ name, count }) => count > 0 && name !== 'stages');
    const own = filled.filter((table) => table.name !== 'audit' || tellsOfChanges(table));
    return own.map(({ name, count }) => `${name} ${count.toLocaleString('en-US')}`);
  } finally {
    source.close();
  }
}

/** Backups, exports and imports change nothing. */
function tellsOfChanges({ columns, rows }: SourceTable): boolean {
  const subject = columns.findIndex(({ name }) => name === 'subject');
  for (const cells of rows()) {
    if (cells[subject] !== BACKUP_SUBJECT && cells[subject] !== DATA_SUBJECT) return true;
  }
  return false;
}

function notEmpty(database: string, contents: readonly string[]): Rejection {
  const some = contents.length > 5 ? [...contents.slice(0, 4), 'and more'] : contents;
  return {
    kind: 'refused',
    problem: `The database ${database} is not empty; rows: ${some.join(', ')}.`,
    remedy:
      'Nothing was changed. An export goes into an empty database only: name a new one in [database] path, ' +
      'or move this one away (`textback backup create` keeps a copy).',
  };
}

function notOurs(database: string): Rejection {
  return {
    kind: 'refused',
    problem: `${database} is no database of textback.`,
    remedy: 'Nothing was changed. Check [database] path.',
  };
}

function newerTarget(database: string): Rejection {
  return {
    kind: 'refused',
    problem: `The database ${database} was made by a newer textback than this one.`,
    remedy: 'Nothing was changed. Install that version again.',
  };
}

function notSound(file: string, problems: readonly string[]): Rejection {
  return {
    kind: 'refused',
    problem: `${file} is not sound: ${problems.slice(0, 3).join('; ')}.`,
    remedy: 'Nothing was changed. Export again from a database that `textback backup verify` finds sound.',
  };
}
