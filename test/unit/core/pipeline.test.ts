import { expect, test } from 'vitest';
import { parseStageName } from '../../../src/core/pipeline.ts';

test.each([
  ['  Waiting   for Parts ', 'Waiting for Parts'],
  ['x'.repeat(40), 'x'.repeat(40)],
])('given the stage name %j, when it is read, then it is %j', (text, name) => {
  expect(parseStageName(text)).toBe(name);
});

test.each(['', ' ', '12', 'x'.repeat(41), 'a\u0000b'])(
  'given %j, when it is read as a stage name, then it is none',
  (text) => {
    expect(parseStageName(text)).toBeNull();
  },
);
