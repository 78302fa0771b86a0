import { describe, expect, test } from 'vitest';
import {
  blockKeyOf,
  dialplanKeys,
  MAX_CALLER_ID_LENGTH,
  parseBlock,
  WITHHELD,
} from '../../../src/core/block-key.ts';
import { parsePhone } from '../../../src/core/phone.ts';

describe('whom somebody wants to block', () => {
  test.each([
    ['(212) 555-0123', '+12125550123'],
    ['1-212-555-0123', '+12125550123'],
    ['+44 20 7946 0123', '+442079460123'],
    ['12345', '12345'],
    [' Withheld ', WITHHELD],
  ])('given %j, when it is read, then %s is blocked', (typed, key) => {
    expect(parseBlock(typed, 'US')).toEqual({ kind: 'key', key });
  });

  test.each([
    ['911', { kind: 'emergency' }],
    ['anonymous', { kind: 'withheld' }],
    ['null', { kind: 'withheld' }],
    ['', { kind: 'empty' }],
    ['+ -', { kind: 'empty' }],
    ['V0123456789', { kind: 'no-number', key: 'V0123456789' }],
    ['x'.repeat(81), { kind: 'too-long' }],
  ])('given %j, when it is read, then it is told apart from a number', (typed, parsed) => {
    expect(parseBlock(typed, 'US')).toEqual(parsed);
  });

  test('given the longest caller ID that a call keeps, when it is typed, then it can be blocked', () => {
    const id = 'x'.repeat(MAX_CALLER_ID_LENGTH);
    expect(parseBlock(id, 'US')).toEqual({ kind: 'no-number', key: id });
    expect(blockKeyOf({ fromRaw: id, fromNumber: null })).toBe(id);
  });
});

test('given a caller, when they are looked up, then by number, by what came, or as withheld', () => {
  expect(blockKeyOf({ fromRaw: '2125550123', fromNumber: '+12125550123' })).toBe('+12125550123');
  expect(blockKeyOf({ fromRaw: '', fromNumber: null })).toBe(WITHHELD);
  // So that no caller ID can be taken for all who withhold theirs.
  expect(parsePhone(WITHHELD, 'US')).toEqual({ kind: 'withheld' });
});

test.each([
  ['+12125550123', '(212) 555-0123', ['12125550123', '2125550123']],
  ['+442079460123', '+44 20 7946 0123', ['442079460123']],
  ['12345', '12345', ['12345']],
  [WITHHELD, WITHHELD, [WITHHELD]],
  ['V0123', 'V0123', []],
])('given %s on the list, when the dialplan looks, then it finds %s', (key, national, keys) => {
  expect(dialplanKeys(key, national)).toEqual(keys);
});
