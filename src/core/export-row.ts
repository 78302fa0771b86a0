/** As SQLite holds it. */
export type CellValue = string | number | null;

/** A column of an exported table, and how its values are written. */
export interface ExportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
}

/** `time`: milliseconds UTC, written as ISO 8601. `flag`: 0 or 1, written as false or true. `json`: written as what it says. */
type ColumnKind = 'text' | 'integer' | 'time' | 'flag' | 'json';

/** What is wrong with a row of an export. `column` is null where it is about the whole row. */
export interface RowProblem {
  readonly column: string | null;
  readonly why: string;
}

const TIME = /(^|_)(at|since|until)$|^not_before$/;
const FLAGS: ReadonlySet<string> = new Set([
  ...['enabled', 'announcement_answers', 'confirm', 'is_test', 'at_night', 'is_urgent'],
]);
const JSONS: ReadonlySet<string> = new Set([
  ...['machine', 'asked', 'before', 'after', 'tags', 'gateways', 'kinds', 'facts'],
]);
/** Both ways of writing a year that `toISOString` has (ECMAScript §21.4.1.32). */
const ISO = /^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** The furthest time from 1970 that a date can say (ECMAScript §21.4.1.1). */
const MAX_TIME = 8.64e15;

/**
 * What a column holds, by its name: names keep their meaning from one version of the schema to the next, so that
 * exports of older ones are read by the same rule.
 * @param type as the schema declares it, e.g. `integer`
 */
export function columnKind(name: string, type: string): ColumnKind {
  if (type.toLowerCase() !== 'integer') return JSONS.has(name) ? 'json' : 'text';
  if (FLAGS.has(name)) return 'flag';
  return TIME.test(name) ? 'time' : 'integer';
}

/** A row as an export says it: each column by its name. */
export function encodeRow(
  columns: readonly ExportColumn[],
  cells: readonly CellValue[],
): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const [place, { name, kind }] of columns.entries()) row[name] = encode(kind, cells[place] ?? null);
  return row;
}

function encode(kind: ColumnKind, value: CellValue): unknown {
  if (kind === 'json' && typeof value === 'string') return JSON.parse(value);
  if (typeof value !== 'number') return value;
  if (kind === 'flag') return value === 1;
  return kind === 'time' && Math.abs(value) <= MAX_TIME ? new Date(value).toISOString() : value;
}

/** The same back, in the order of `columns`; every one of them has to be there, and no other. */
export function decodeRow(
  columns: readonly ExportColumn[],
  row: Readonly<Record<string, unknown>>,
): CellValue[] | RowProblem {
  const cells: CellValue[] = [];
  for (const column of columns) {
    if (!Object.hasOwn(row, column.name)) return { column: column.name, why: 'it is missing' };
    const value = row[column.name];
    const cell = value === null ? null : decode(column.kind, value);
    if (cell === undefined)
      return { column: column.name, why: `${brief(value)} is no ${WORDS[column.kind]}` };
    if (cell === null && !column.isNullable) return { column: column.name, why: 'it must not be null' };
    cells.push(cell);
  }
  if (Object.keys(row).length === columns.length) return cells;
  const known = new Set(columns.map(({ name }) => name));
  const others = Object.keys(row).filter((name) => !known.has(name));
  return { column: null, why: `it has no column ${others.slice(0, 3).map(brief).join(', ')}` };
}

const WORDS: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  integer: 'whole number',
  time: 'time such as 2026-11-26T14:03:00.000Z',
  flag: 'true or false',
  json: 'JSON',
};

function decode(kind: ColumnKind, value: unknown): CellValue | undefined {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return wholeNumber(value);
    case 'time':
      return typeof value === 'string' ? timeOf(value) : wholeNumber(value);
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : undefined;
    case 'json':
      return jsonOf(value);
  }
}

/** Undefined where it is nested deeper than can be written, some thousand levels: nothing of ours is. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function timeOf(text: string): number | undefined {
  const at = ISO.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** For people: the beginning of what stood there. */
function brief(value: unknown): string {
  const text = jsonOf(value) ?? 'what is nested so deeply';
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
