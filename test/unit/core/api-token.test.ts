import { describe, expect, test } from 'vitest';
import {
  API_TOKEN_BYTES,
  apiTokenOf,
  isTokenOver,
  parseTokenLife,
  parseTokenName,
} from '../../../src/core/api-token.ts';

describe('the name of a token', () => {
  test.each([
    ['  CRM   sync ', 'CRM sync'],
    ['7', '7'],
    ['', null],
    ['--', null],
    ['a\u0007b', null],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), null],
  ])('given %j, when read, then it is %j', (text, name) => {
    expect(parseTokenName(text)).toBe(name);
  });
});

describe('how long a token is good for', () => {
  test.each([
    ['1d', 86_400_000],
    [' 90d ', 7_776_000_000],
    ['3650d', 315_360_000_000],
    ['3651d', null],
    ['0d', null],
    ['90', null],
    ['1h', null],
    ['-1d', null],
    ['', null],
  ])('given %j, when read, then it is %j ms', (text, life) => {
    expect(parseTokenLife(text)).toBe(life);
  });

  test.each([
    [null, Number.MAX_SAFE_INTEGER, false],
    [100, 99, false],
    [100, 100, true],
  ])('given one until %j, when it is %j, then it is over: %j', (expiresAt, now, isOver) => {
    expect(isTokenOver({ expiresAt }, now)).toBe(isOver);
  });
});

test('given random octets, when a token is made, then it says what it is, and holds them all', () => {
  expect(apiTokenOf(new Uint8Array(API_TOKEN_BYTES).fill(255))).toBe(`textback_${'_'.repeat(42)}8`);
});
