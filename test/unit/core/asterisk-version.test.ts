import { expect, test } from 'vitest';
import { judgeVersion } from '../../../src/core/asterisk-version.ts';

test.each([
  ['22.10.1+dfsg+~cs6.17.60671434-1', 'supported'],
  ['16.28.0~dfsg-0+deb11u4', 'supported'],
  ['certified/18.9-cert1', 'supported'],
  ['certified-20.7-cert2', 'supported'],
  ['13.38.3', 'too-old'],
  ['1.8.32', 'too-old'],
  ['23.0.0', 'untried'],
  ['GIT-master-8f3d', 'untried'],
  ['', 'untried'],
])('given Asterisk calls itself %j, when that is judged, then it is %s', (version, verdict) => {
  expect(judgeVersion(version)).toBe(verdict);
});
