import type { Millis } from '../core/clock.ts';
import { formatExportEnd, formatExportRow, formatExportStart } from '../core/export-line.ts';
import { encodeRow } from '../core/export-row.ts';
import type { OnProgress } from '../core/progress.ts';
import type { Store } from '../store/open-store.ts';
import type { TableSource } from '../store/table-rows.ts';
import type { Actor } from './act-as.ts';
import type { Business } from './business.ts';
import { refuseMover } from './refuse-mover.ts';
import type { Rejection } from './rejection.ts';

/** What the audit calls exports and imports. */
export const DATA_SUBJECT = 'data';

/** SHA-256 of all that it was given. */
export interface Checksum {
  update(text: string): void;
  /** In hex; the last that is asked of it. */
  digest(): string;
}

export interface ExportSummary {
  readonly schemaVersion: number;
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** An export that is written as it is read. */
export interface OpenedExport {
  readonly kind: 'export';
  /** Whole lines, some at a time. */
  readonly chunks: Generator<string, ExportSummary>;
  /** Lets go of the database; whatever was not taken is not written. */
  close(): void;
}

const CHUNK_LENGTH = 65_536;
const TELL_EVERY = 5_000;

/**
 * Everything of the business as JSON Lines, of one moment, whoever writes meanwhile: a line that says what it is, one a
 * row, and one with counts and a checksum, without which the export is not whole.
 *
 * @param to where it is written, for the audit
 */
export function exportData(
  store: Store,
  { to, business, person, now }: ExportRequest,
  checksum: Checksum,
  onProgress: OnProgress,
): OpenedExport | Rejection {
  const user = person.userId === null ? undefined : store.read(({ users }) => users.byId(person.userId ?? 0));
  const refused = refuseMover(user, 'out');
  if (refused !== null) return refused;
  const source = store.openTables();
  try {
    // Said before the first row leaves: whoever stops half-way has read that half.
    store.transact('promised', (tx) =>
      tx.audit.record({
        at: now,
        actor: person.label,
        action: 'export',
        subject: DATA_SUBJECT,
        before: null,
        after: { to },
      }),
    );
  } catch (error) {
    source.close();
    throw error;
  }
  const chunks = write(source, business, now, checksum, onProgress);
  return {
    kind: 'export',
    chunks,
    close() {
      chunks.return({ schemaVersion: 0, rows: {}, sha256: '' });
      source.close();
    },
  };
}

interface ExportRequest {
  readonly to: string;
  readonly business: Pick<Business, 'name'>;
  readonly person: Actor;
  readonly now: Millis;
}

function* write(
  source: TableSource,
  business: Pick<Business, 'name'>,
  now: Millis,
  checksum: Checksum,
  onProgress: OnProgress,
): Generator<string, ExportSummary> {
  const { schemaVersion, lastIds } = source;
  const rows: Record<string, number> = {};
  const madeAt = new Date(now).toISOString();
  let chunk = formatExportStart({ schemaVersion, madeAt, business: business.name, lastIds });
  for (const line of linesOf(source, rows, onProgress)) {
    chunk += line;
    if (chunk.length < CHUNK_LENGTH) continue;
    checksum.update(chunk);
    yield chunk;
    chunk = '';
  }
  checksum.update(chunk);
  const sha256 = checksum.digest();
  yield chunk + formatExportEnd({ rows, sha256 });
  return { schemaVersion, rows, sha256 };
}

/** @param rows gets the counts */
function* linesOf(
  { tables }: TableSource,
  rows: Record<string, number>,
  onProgress: OnProgress,
): Generator<string> {
  const all = tables.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  for (const table of tables) {
    const before = done;
    for (const cells of table.rows()) {
      yield formatExportRow(table.name, encodeRow(table.columns, cells));
      done += 1;
      if (done % TELL_EVERY === 0) onProgress('Writing', done / all);
    }
    rows[table.name] = done - before;
  }
}
