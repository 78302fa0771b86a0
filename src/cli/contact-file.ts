import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ColumnMap, contactOf, type LeadColumn, mapColumns } from '../core/lead-columns.ts';
import { createPictureFilter, parseVCard } from '../core/vcard.ts';
import type { ContactRow } from '../services/import-leads.ts';
import type { Rejection } from '../services/rejection.ts';

/** A file of contacts, with what was found out about it. */
export interface ContactFile {
  readonly kind: 'contacts';
  /** Names of the columns that are not used; none for vCards. */
  readonly unused: readonly string[];
  readonly rows: AsyncIterable<ContactRow>;
}

const CHUNK = 65_536;
/** A row or card with more is none; pictures are cut out before. */
const MAX_RECORD = 200_000;
const MAX_RAW = 200;

/**
 * Opens a table (CSV, with commas, semicolons or tabs) or a file of vCards, in UTF-8, UTF-16 or, where it is neither,
 * Windows-1252, as older spreadsheets write. Read as it is taken, never held whole.
 */
export async function openContactFile(
  path: string,
  given: ReadonlyMap<LeadColumn, string>,
): Promise<ContactFile | Rejection> {
  try {
    const encoding = findEncoding(path);
    const start = beginningOf(path, encoding).trimStart();
    if (start === '') return nothingIn(path);
    if (/^BEGIN:VCARD/i.test(start)) return { kind: 'contacts', unused: [], rows: readCards(path, encoding) };
    if (start.startsWith('{')) return isJson(path);
    return await openTable(path, encoding, delimiterOf(start), given);
  } catch (error) {
    return unreadable(path, error);
  }
}

async function openTable(
  path: string,
  encoding: string,
  delimiter: string,
  given: ReadonlyMap<LeadColumn, string>,
): Promise<ContactFile | Rejection> {
  const records = tableOf(path, encoding, delimiter);
  const first = await records.next();
  if (first.done === true) return nothingIn(path);
  const mapped = mapColumns(first.value.cells, given);
  if (mapped.kind !== 'columns') {
    await records.return(undefined);
    return mapped;
  }
  const { columns, unused } = mapped;
  return { kind: 'contacts', unused, rows: contactsOf(records, columns) };
}

interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why it, and what comes after it, cannot be read. */
  readonly why?: string;
}

async function* tableOf(path: string, encoding: string, delimiter: string): AsyncGenerator<TableRecord> {
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const source = Readable.from(decoded(path, encoding));
  source.on('error', (error) => parser.destroy(error));
  const records: AsyncIterable<{ readonly record: string[]; readonly info: { readonly lines: number } }> =
    source.pipe(parser);
  let line = 0;
  try {
    for await (const { record, info } of records) {
      line = info.lines;
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: line + 1, cells: [], why: `From here on the table cannot be read: ${error.message}.` };
  }
}

async function* contactsOf(
  records: AsyncIterable<TableRecord>,
  columns: ColumnMap,
): AsyncGenerator<ContactRow> {
  for await (const { line, cells, why } of records) {
    const contact = why === undefined ? contactOf(cells, columns) : { why };
    yield { line, raw: cells.join(', ').slice(0, MAX_RAW), contact };
  }
}

async function* readCards(path: string, encoding: string): AsyncGenerator<ContactRow> {
  const keeps = createPictureFilter();
  let card: string[] = [];
  let length = 0;
  let number = 0;
  for await (const line of linesOf(path, encoding)) {
    number += 1;
    if (/^BEGIN:VCARD/i.test(line)) [card, length] = [[], 0];
    if (!keeps(line)) continue;
    length += line.length;
    if (length <= MAX_RECORD) card.push(line);
    if (!/^END:VCARD/i.test(line)) continue;
    const contact =
      length > MAX_RECORD
        ? { why: `It is longer than ${MAX_RECORD} characters.` }
        : parseVCard(card.join('\r\n'));
    const name = card.find((each) => /^FN[:;]/i.test(each)) ?? '';
    yield { line: number, raw: name.replace(/^[^:]*:/, '').slice(0, MAX_RAW), contact };
    [card, length] = [[], 0];
  }
}

async function* linesOf(path: string, encoding: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of decoded(path, encoding)) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = (lines.pop() ?? '').slice(0, MAX_RECORD);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** By its first bytes; else whether all of it can be UTF-8. */
function findEncoding(path: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (let isFirst = true; ; isFirst = false) {
      const read = readSync(file, buffer);
      const chunk = buffer.subarray(0, read);
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      if (isFirst && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
      try {
        decoder.decode(chunk, { stream: read > 0 });
      } catch {
        return 'windows-1252';
      }
      if (read === 0) return 'utf-8';
    }
  } finally {
    closeSync(file);
  }
}

function beginningOf(path: string, encoding: string): string {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    const read = readSync(file, buffer);
    return new TextDecoder(encoding).decode(buffer.subarray(0, read), { stream: true });
  } finally {
    closeSync(file);
  }
}

/** What the first line has most of, outside of quotes. */
function delimiterOf(start: string): string {
  const [line = ''] = start.replace(/"[^"]*"/g, '').split(/\r?\n/);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function nothingIn(path: string): Rejection {
  return {
    kind: 'invalid',
    problem: `There are no contacts in ${path}.`,
    remedy: 'Give a table (CSV) whose first row names its columns, or vCards.',
  };
}

function isJson(path: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${path} is JSON, not a table or vCards.`,
    remedy: 'What `textback data export` wrote is taken in by `textback data import`.',
  };
}

function unreadable(path: string, error: unknown): Rejection {
  return {
    kind: 'not-found',
    problem: `The file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Check its path, and that this user may read it.',
  };
}
