/** What the first line of every export says, so that nothing else is taken for one. */
export const EXPORT_FORMAT = 'textback-export';
/** Raised where a reader of the version before would misread what is written. */
export const EXPORT_VERSION = 1;

export interface ExportStart {
  readonly kind: 'start';
  /** The format's own version. */
  readonly version: number;
  /** How many migrations the database had had. */
  readonly schemaVersion: number;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly business: string;
  /** The highest id that was ever given in a table: the next one is higher, also where the row is gone. */
  readonly lastIds: Readonly<Record<string, number>>;
}

export interface ExportedRow {
  readonly kind: 'row';
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface ExportEnd {
  readonly kind: 'end';
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of every line before, with its line break, in hex. */
  readonly sha256: string;
}

export type ExportLine = ExportStart | ExportedRow | ExportEnd;

export function formatExportStart(start: Omit<ExportStart, 'kind' | 'version'>): string {
  const { schemaVersion, madeAt, business, lastIds } = start;
  const format = { format: EXPORT_FORMAT, formatVersion: EXPORT_VERSION };
  return `${JSON.stringify({ ...format, schemaVersion, madeAt, business, lastIds })}\n`;
}

export function formatExportRow(table: string, row: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ table, row })}\n`;
}

export function formatExportEnd({ rows, sha256 }: Omit<ExportEnd, 'kind'>): string {
  return `${JSON.stringify({ rows, sha256 })}\n`;
}

/** Reads a line; what is wrong with it, for people, where it is none of an export. */
export function parseExportLine(line: string): ExportLine | string {
  const value = parseJson(line);
  if (!isRecord(value)) return 'it is no JSON object';
  if ('table' in value) return rowOf(value);
  if ('format' in value) return startOf(value);
  if ('sha256' in value) return endOf(value);
  return 'it is none of the lines that an export has';
}

function rowOf({ table, row }: Readonly<Record<string, unknown>>): ExportedRow | string {
  if (typeof table !== 'string') return 'the name of its table is no text';
  return isRecord(row) ? { kind: 'row', table, row } : 'it has no row';
}

function startOf(value: Readonly<Record<string, unknown>>): ExportStart | string {
  const { format, formatVersion: version, schemaVersion, madeAt, business, lastIds } = value;
  if (format !== EXPORT_FORMAT) return `its format is not ${EXPORT_FORMAT}`;
  if (!isCount(version)) return 'the version of its format is no number';
  // What another version says beside it is not for this one to judge.
  const start = { kind: 'start', version, schemaVersion: 0, madeAt: '', business: '', lastIds: {} } as const;
  if (version !== EXPORT_VERSION) return start;
  if (!isCount(schemaVersion)) return 'the version of its schema is no number';
  if (typeof madeAt !== 'string' || typeof business !== 'string') return 'it does not say when it was made';
  if (!areCounts(lastIds)) return 'its last ids are no numbers';
  return { ...start, schemaVersion, madeAt, business, lastIds };
}

function endOf({ rows, sha256 }: Readonly<Record<string, unknown>>): ExportEnd | string {
  if (!areCounts(rows) || typeof sha256 !== 'string') return 'it does not say how many rows there are';
  return { kind: 'end', rows, sha256 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areCounts(value: unknown): value is Readonly<Record<string, number>> {
  return isRecord(value) && Object.values(value).every(isCount);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
