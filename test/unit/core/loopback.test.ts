import { expect, test } from 'vitest';
import { isLoopback } from '../../../src/core/loopback.ts';

test.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.10', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['', false],
])('given the host "%s", when asked whether only this machine reaches it, then %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
