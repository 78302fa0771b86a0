import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createFormat } from '../../../src/cli/format.ts';

const page = { country: 'US', timeZone: 'America/New_York', columns: 80, color: false } as const;

test('given a wide table, when it is written for 60 columns, then no line is longer and no word is lost', () => {
  const words = 'the quick brown fox jumps over the lazy dog again and again until the line is full';
  const table = createFormat({ ...page, columns: 60 }).table(['Id', 'Name', 'Text'], [['1', 'Maria', words]]);
  for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  for (const word of words.split(' ')) expect(table).toContain(word);
});

test('given no rows, when a table is written, then nothing is', () => {
  expect(createFormat(page).table(['Id'], [])).toBe('');
});

test('given color, when a table is written, then its head is bold and its text the same as without', () => {
  const rows = [['1', 'Maria']];
  const colored = createFormat({ ...page, color: true }).table(['Id', 'Name'], rows);
  expect(colored).toContain('\u001b[1m');
  expect(stripVTControlCharacters(colored)).toBe(createFormat(page).table(['Id', 'Name'], rows));
});

test('given a name that steers the terminal, when it is written, then only its words are left', () => {
  const { table, fields, line } = createFormat(page);
  for (const written of [
    table(['Name'], [['a\u001b[2Jb\u202ec']]),
    fields([['Name', 'a\u001b[2Jb\u202ec']]),
  ]) {
    for (const mark of ['\u001b', '\u202e']) expect(written).not.toContain(mark);
    expect(written).toContain('a [2Jb c');
  }
  expect(line('a\r\nb')).toBe('a b');
});

test('given a time, when it is written, then people see the business’s zone', () => {
  const at = Date.UTC(2026, 6, 1, 3, 4, 5);
  expect(createFormat(page).time(at)).toBe('2026-06-30 23:04:05');
});
