import { expect, test } from 'vitest';
import {
  formatExportEnd,
  formatExportRow,
  formatExportStart,
  parseExportLine,
} from '../../../src/core/export-line.ts';

const START = {
  schemaVersion: 17,
  madeAt: '2026-11-26T14:03:00.000Z',
  business: 'Acme HVAC',
  lastIds: { leads: 12 },
};
const END = { rows: { leads: 2 }, sha256: 'ab12' };

test('given the lines of an export, when they are read, then they say what was written', () => {
  const start = formatExportStart(START);
  expect(start).toMatch(/^\{"format":"textback-export","formatVersion":1,.*\}\n$/);
  expect(parseExportLine(start)).toEqual({ kind: 'start', version: 1, ...START });
  expect(parseExportLine(formatExportRow('leads', { id: 1 }))).toEqual({
    kind: 'row',
    table: 'leads',
    row: { id: 1 },
  });
  expect(parseExportLine(formatExportEnd(END))).toEqual({ kind: 'end', ...END });
});

test('given an export in another version of the format, when it is read, then only that is told of it', () => {
  const line = '{"format":"textback-export","formatVersion":2,"schemaVersion":"seventeen"}';
  expect(parseExportLine(line)).toMatchObject({ kind: 'start', version: 2 });
});

test.each([
  ['', 'no JSON object'],
  ['{', 'no JSON object'],
  ['[1]', 'no JSON object'],
  ['null', 'no JSON object'],
  ['7', 'no JSON object'],
  ['{"a":1}', 'none of the lines'],
  ['{"table":1,"row":{}}', 'no text'],
  ['{"table":"leads"}', 'no row'],
  ['{"table":"leads","row":[]}', 'no row'],
  ['{"format":"other"}', 'format is not textback-export'],
  ['{"format":"textback-export","formatVersion":"1"}', 'version of its format'],
  ['{"format":"textback-export","formatVersion":1,"schemaVersion":-1}', 'version of its schema'],
  ['{"format":"textback-export","formatVersion":1,"schemaVersion":1.5}', 'version of its schema'],
  ['{"format":"textback-export","formatVersion":1,"schemaVersion":17,"business":"x"}', 'when it was made'],
  ['{"format":"textback-export","formatVersion":1,"schemaVersion":17,"madeAt":"x"}', 'when it was made'],
  [formatExportStart(START).replace('12', '"12"'), 'last ids'],
  [formatExportStart(START).replace('{"leads":12}', '7'), 'last ids'],
  ['{"sha256":"ab"}', 'how many rows'],
  ['{"sha256":7,"rows":{}}', 'how many rows'],
])('given the line %j, when it is read, then it says: %s', (line, why) => {
  expect(parseExportLine(line)).toContain(why);
});
