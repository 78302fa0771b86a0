import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseExportLine } from '../../src/core/export-line.ts';
import type { CliBench } from './cli-bench.ts';
import { temporaryDatabasePath } from './temporary-store.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Exported {
  readonly lastIds: Readonly<Record<string, number>>;
  /** In order; a table without rows is absent. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

/** Exports what the bench has, and gives the file's path. */
export async function exportOf(bench: CliBench): Promise<string> {
  const file = join(temporaryDatabasePath(), '..', 'export.jsonl');
  expect(await bench.textback('data', 'export', file)).toMatchObject({ code: 0, stdout: `${file}\n` });
  return file;
}

/** What an export says, read by lines that are each sound. */
export function rowsIn(file: string): Exported {
  return rowsOf(readFileSync(file, 'utf8'));
}

export function rowsOf(text: string): Exported {
  const tables: Record<string, Row[]> = {};
  let lastIds: Exported['lastIds'] = {};
  for (const each of text.trimEnd().split('\n')) {
    const line = parseExportLine(each);
    if (typeof line === 'string') throw new Error(`${line}: ${each}`);
    if (line.kind === 'start') lastIds = line.lastIds;
    if (line.kind !== 'row') continue;
    const rows = tables[line.table] ?? [];
    tables[line.table] = rows;
    rows.push(line.row);
  }
  return { lastIds, tables };
}
