import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnKind, decodeRow, type ExportColumn, encodeRow } from '../../../src/core/export-row.ts';

test.each([
  ['number', 'text', 'text'],
  ['machine', 'text', 'json'],
  ['id', 'INTEGER', 'integer'],
  ['expires_at', 'integer', 'time'],
  ['at', 'integer', 'time'],
  ['since', 'integer', 'time'],
  ['gateway_since', 'integer', 'time'],
  ['paused_until', 'integer', 'time'],
  ['not_before', 'integer', 'time'],
  ['balance_after', 'integer', 'integer'],
  ['attempts', 'integer', 'integer'],
  ['is_test', 'integer', 'flag'],
])('given a column %s of %s, when it is exported, then as %s', (name, type, kind) => {
  expect(columnKind(name, type)).toBe(kind);
});

const column = (kind: ExportColumn['kind'], isNullable = true): ExportColumn => ({
  name: kind,
  kind,
  isNullable,
});
const COLUMNS = (['text', 'integer', 'time', 'flag', 'json'] as const).map((kind) => column(kind));

test.each([
  [
    ['a', 7, 1_795_000_000_123, 1, '{"a":[1]}'],
    { text: 'a', integer: 7, time: '2026-11-18T11:06:40.123Z', flag: true, json: { a: [1] } },
  ],
  [
    ['', -7, -1, 0, '"x"'],
    { text: '', integer: -7, time: '1969-12-31T23:59:59.999Z', flag: false, json: 'x' },
  ],
  [
    ['a', 0, Number.MAX_SAFE_INTEGER, 0, '[]'],
    { text: 'a', integer: 0, time: Number.MAX_SAFE_INTEGER, flag: false, json: [] },
  ],
  [[null, null, null, null, null], { text: null, integer: null, time: null, flag: null, json: null }],
])('given the cells %j, when they are exported, then %j says them, and gives them back', (cells, row) => {
  expect(encodeRow(COLUMNS, cells)).toEqual(row);
  expect(decodeRow(COLUMNS, row)).toEqual(cells);
});

test('given a row that is too short, when it is exported, then what is missing is null', () => {
  expect(encodeRow(COLUMNS, ['a'])).toEqual({ text: 'a', integer: null, time: null, flag: null, json: null });
});

test.each<[ExportColumn, unknown, string]>([
  [column('text'), 7, '7 is no text'],
  [column('text'), { a: 'x'.repeat(99) }, `{"a":"${'x'.repeat(53)}… is no text`],
  [column('integer'), '7', '"7" is no whole number'],
  [column('integer'), 1.5, '1.5 is no whole number'],
  [column('integer'), 2 ** 53, '9007199254740992 is no whole number'],
  [column('time'), 'noon', '"noon" is no time such as 2026-11-26T14:03:00.000Z'],
  [column('time'), '2026-11-26', '"2026-11-26" is no time such as 2026-11-26T14:03:00.000Z'],
  [column('time'), '2026-13-26T14:03:00.000Z', '"2026-13-26T14:03:00.000Z" is no time such as'],
  [column('time'), true, 'true is no time such as'],
  [column('flag'), 1, '1 is no true or false'],
  [column('json'), JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)), 'nested so deeply is no JSON'],
  [column('text', false), null, 'it must not be null'],
])('given a column, when what it says is of another kind, then it is refused: %3$s', (of, value, why) => {
  expect(decodeRow([of], { [of.name]: value })).toEqual({
    column: of.name,
    why: expect.stringContaining(why),
  });
});

test('given a column is missing or unknown, when the row is read, then that is told', () => {
  expect(decodeRow([column('text')], {})).toEqual({ column: 'text', why: 'it is missing' });
  // What every object has by itself is no column.
  expect(decodeRow([{ ...column('text'), name: 'constructor' }], {})).toMatchObject({ why: 'it is missing' });
  expect(decodeRow([column('text')], { text: 'a', colour: 'red' })).toEqual({
    column: null,
    why: 'it has no column "colour"',
  });
});

test('given any cells, when they go out as JSON and come back, then they are the same', () => {
  const text = fc.option(fc.string({ unit: 'binary' }));
  const cells = fc.tuple(
    text,
    fc.option(fc.maxSafeInteger()),
    fc.option(fc.maxSafeInteger()),
    fc.option(fc.constantFrom(0, 1)),
    fc.option(fc.json({ maxDepth: 2 }).map((json) => JSON.stringify(JSON.parse(json)))),
  );
  fc.assert(
    fc.property(
      cells.filter((each) => each[4] !== 'null'),
      (each) => {
        const row = JSON.parse(JSON.stringify(encodeRow(COLUMNS, each)));
        expect(decodeRow(COLUMNS, row)).toEqual(each);
      },
    ),
  );
});
