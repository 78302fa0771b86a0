import { expect, test } from 'vitest';
import { sayIn } from '../../../src/core/say-in.ts';

const say = sayIn(
  { '{} waits': '{} espera', 'Nobody came.': 'Nadie vino.', '{}: {}': '{}; {}', busy: 'ocupado' },
  { '{} waits for {}': '{} espera a {}', nobody: 'nadie', 'See {}.': 'Vea {}.' },
);

test.each([
  ['Nobody came.', 'Nadie vino.'],
  ['Pat waits', 'Pat espera'],
  // The one that says more of it, and what stands in it.
  ['Pat waits for nobody', 'Pat espera a nadie'],
  ['Nobody came. See it.', 'Nadie vino. Vea it.'],
  ['Nobody came.\nNobody came. See it.', 'Nadie vino.\nNadie vino. Vea it.'],
  ['busy, nobody', 'ocupado, nadie'],
  ['Smith, Pat waits', 'Smith, Pat espera'],
  ['busy, and gone', 'busy, and gone'],
  ['Nobody came. Gone.', 'Nobody came. Gone.'],
  ['Nobody came. ', 'Nobody came. '],
  ['\nNobody came.', '\nNobody came.'],
  ['', ''],
])('given %j, when said, then %j', (english, spanish) => {
  expect(say(english)).toBe(spanish);
});

test('given what is longer than any sentence of ours, then it is not looked for', () => {
  const long = `${'x'.repeat(2_000)} waits`;
  expect(say(long)).toBe(long);
});
