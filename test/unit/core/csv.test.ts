import { expect, test } from 'vitest';
import { csvRow } from '../../../src/core/csv.ts';

test.each([
  ['words and numbers', ['a', 7, 'b c'], 'a,7,b c\r\n'],
  ['nothing', [null, ''], ',\r\n'],
  ['what separates cells', ['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
  ['what a spreadsheet would run', ['=1+1', '@x', '-a', '\tb', '+x'], "'=1+1,'@x,'-a,'\tb,'+x\r\n"],
  ['a phone number, and one below zero', ['+12125550123', -5], '+12125550123,-5\r\n'],
] as const)('given %s, when written as a record, then it is read back as it was', (_, cells, text) => {
  expect(csvRow(cells)).toBe(text);
});
