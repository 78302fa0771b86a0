import {
  EXPORT_VERSION,
  type ExportEnd,
  type ExportedRow,
  type ExportLine,
  type ExportStart,
  parseExportLine,
} from '../core/export-line.ts';
import { decodeRow } from '../core/export-row.ts';
import type { OnProgress } from '../core/progress.ts';
import type { DatabaseBuilder } from '../store/build-database.ts';
import type { DatabaseFiles } from '../store/database-files.ts';
import type { Checksum } from './export-data.ts';
import type { Rejection } from './rejection.ts';

/** Lines of a file, some at a time, without their line breaks. */
export type LineBatch =
  | {
      readonly kind: 'lines';
      readonly lines: readonly string[];
      /** The file ends after the last of them, which has no line break. */
      readonly isUnfinished: boolean;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

export interface LoadedExport {
  readonly kind: 'loaded';
  readonly start: ExportStart;
  readonly rows: Readonly<Record<string, number>>;
}

const TELL_EVERY = 5_000;
/** Lines that go into the checksum together: one by one they take longer than to read them. */
const LINES_AT_ONCE = 500;

/**
 * Makes a database at `path` of an export's lines. What is wrong is told with its line, and leaves a file that is of no
 * use: the caller removes it.
 *
 * @param file its name, for people
 */
export async function loadExport(
  files: DatabaseFiles,
  path: string,
  file: string,
  batches: AsyncIterable<LineBatch>,
  checksum: Checksum,
  onProgress: OnProgress,
): Promise<LoadedExport | Rejection> {
  const loader = createLoader(files, path, file, checksum, onProgress);
  try {
    for await (const batch of batches) {
      if (batch.kind === 'unreadable') return loader.refuse(batch.why);
      for (const [place, line] of batch.lines.entries()) {
        const isCut = batch.isUnfinished && place === batch.lines.length - 1;
        const refusal = loader.take(line, isCut);
        if (refusal !== null) return refusal;
      }
    }
    return loader.finish();
  } finally {
    loader.close();
  }
}

function createLoader(
  files: DatabaseFiles,
  path: string,
  file: string,
  checksum: Checksum,
  onProgress: OnProgress,
) {
  let builder: DatabaseBuilder | null = null;
  let start: ExportStart | null = null;
  let end: ExportEnd | null = null;
  let number = 0;
  let unsummed: string[] = [];
  const rows: Record<string, number> = {};
  const refuse = (why: string, place = '') => badLine(file, number, place, why);

  function begin(line: ExportLine): Rejection | null {
    if (line.kind !== 'start') return notAnExport(file);
    if (line.version !== EXPORT_VERSION) return otherFormat(file, line.version);
    builder = files.build(path, line.schemaVersion);
    start = line;
    return builder === null ? otherSchema(file, line.schemaVersion) : null;
  }

  function add({ table, row }: ExportedRow, into: DatabaseBuilder): Rejection | null {
    const columns = into.columnsOf(table);
    if (columns === null) return refuse(`there is no table ${JSON.stringify(table.slice(0, 60))}`);
    const cells = decodeRow(columns, row);
    const problem = 'why' in cells ? cells : into.insert(table, cells);
    if (problem !== null) return refuse(problem.why, placeOf(table, problem.column));
    rows[table] = (rows[table] ?? 0) + 1;
    return null;
  }

  function sum(line: string): void {
    unsummed.push(line, '\n');
    if (unsummed.length >= 2 * LINES_AT_ONCE) flush();
  }

  function flush(): void {
    checksum.update(unsummed.join(''));
    unsummed = [];
  }

  function close(line: ExportEnd): Rejection | null {
    end = line;
    flush();
    if (checksum.digest() !== line.sha256) return changed(file);
    const tables = new Set([...Object.keys(rows), ...Object.keys(line.rows)]);
    const other = [...tables].find((table) => (rows[table] ?? 0) !== (line.rows[table] ?? 0));
    return other === undefined
      ? null
      : refuse(`it counts ${line.rows[other] ?? 0} rows of ${other}, but there are ${rows[other] ?? 0}`);
  }

  return {
    refuse: (why: string) => {
      number += 1;
      return refuse(why);
    },
    take(text: string, isCut: boolean): Rejection | null {
      number += 1;
      if (end !== null) return refuse('it comes after the last line of the export');
      const line = parseExportLine(text);
      if (builder === null)
        return typeof line === 'string' ? notAnExport(file) : (begin(line) ?? summed(text));
      // An editor may have taken the last line break away; the line itself is whole.
      if (isCut && (typeof line === 'string' || line.kind !== 'end')) return cut(file, number);
      if (typeof line === 'string') return refuse(line);
      if (line.kind === 'start') return refuse('a second export begins here');
      if (line.kind === 'end') return close(line);
      if (number % TELL_EVERY === 0) onProgress(`Reading: ${number.toLocaleString('en-US')} lines`, null);
      return add(line, builder) ?? summed(text);
    },
    finish(): LoadedExport | Rejection {
      if (builder === null || start === null) return notAnExport(file);
      if (end === null) return cut(file, number);
      const dangling = builder.finish(start.lastIds, onProgress);
      return dangling.length === 0 ? { kind: 'loaded', start, rows } : notWhole(file, dangling);
    },
    close: () => builder?.close(),
  };

  function summed(text: string): null {
    sum(text);
    return null;
  }
}

function placeOf(table: string, column: string | null): string {
  return column === null ? ` (table ${table})` : ` (table ${table}, column ${column})`;
}

const NOTHING_CHANGED = 'Nothing was changed.';
const AGAIN = `${NOTHING_CHANGED} Export again, or take another copy of the file.`;

function badLine(file: string, line: number, place: string, why: string): Rejection {
  return { kind: 'refused', problem: `Line ${line} of ${file}${place}: ${why}.`, remedy: AGAIN };
}

function notAnExport(file: string): Rejection {
  return {
    kind: 'refused',
    problem: `${file} is nothing that \`textback data export\` wrote.`,
    remedy: `${NOTHING_CHANGED} Contacts of other programs are taken in by \`textback lead import\`, backups by \`textback backup restore\`.`,
  };
}

function otherFormat(file: string, version: number): Rejection {
  return {
    kind: 'refused',
    problem: `${file} is written in version ${version} of the export format; this textback reads version ${EXPORT_VERSION}.`,
    remedy: `${NOTHING_CHANGED} Import it with a textback of the version that wrote it, or a newer one.`,
  };
}

function otherSchema(file: string, version: number): Rejection {
  return {
    kind: 'refused',
    problem: `${file} was exported by a newer textback than this one (schema ${version}).`,
    remedy: `${NOTHING_CHANGED} Install that version, and import it there.`,
  };
}

function cut(file: string, lines: number): Rejection {
  return {
    kind: 'refused',
    problem: `${file} is cut: it ends at line ${lines}, before the last line of the export.`,
    remedy: AGAIN,
  };
}

function changed(file: string): Rejection {
  return {
    kind: 'refused',
    problem: `${file} was changed after it was exported: its checksum is another.`,
    remedy: AGAIN,
  };
}

function notWhole(file: string, problems: readonly string[]): Rejection {
  const more = problems.length > 3 ? ` (and ${problems.length - 3} more)` : '';
  return {
    kind: 'refused',
    problem: `${file} is not whole: ${problems.slice(0, 3).join('; ')}${more}.`,
    remedy: AGAIN,
  };
}
