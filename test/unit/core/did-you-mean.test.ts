import { expect, test } from 'vitest';
import { didYouMean } from '../../../src/core/did-you-mean.ts';

test.each([
  ['ari_ulr', ['ari_url', 'ari_user'], 'ari_url'],
  ['Ring-Timeout', ['ring_timeout', 'sender'], 'ring_timeout'],
  ['caller name', ['caller_name'], 'caller_name'],
  ['zebra', ['ari_url', 'ari_user'], null],
  ['anything', [], null],
  ['a'.repeat(65), ['a'.repeat(64)], null],
])('given %j among %j, when asked what was meant, then %j', (name, candidates, expected) => {
  expect(didYouMean(name, candidates)).toBe(expected);
});
