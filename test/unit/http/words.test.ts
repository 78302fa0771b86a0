import { expect, test } from 'vitest';
import { en } from '../../../src/http/words/en.ts';
import { es } from '../../../src/http/words/es.ts';
import { wordsFor } from '../../../src/http/words/words.ts';

/** The same in both languages. */
const SHARED = new Set(['textback', 'Webhooks']);

/** Every word by where it stands; words with something in them as they read with it. */
function wordsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => wordsOf(value, `${path}/${key}`));
}

test('given every word of the pages, when compared with Spanish, then none was left in English', () => {
  const spanish = new Map(wordsOf(es));
  const same = wordsOf(en).filter(([path, word]) => spanish.get(path) === word && !SHARED.has(word));
  expect(same).toEqual([]);
});

test('given Spanish, when looked through, then no word is empty, and nobody is addressed as tú', () => {
  const words = wordsOf(es);
  expect(words.filter(([, word]) => word.trim() === '')).toEqual([]);
  expect(words.filter(([, word]) => /\b(tú|tu|tus|puedes|haz|escribe aquí)\b/i.test(word))).toEqual([]);
});

test.each([
  ['es', 'es'],
  ['es-MX', 'es'],
  ['es-US,en;q=0.8', 'es'],
  ['fr-CA, es;q=0.5, en;q=0.3', 'es'],
  ['fr', 'en'],
  ['*', 'en'],
  ['constructor', 'en'],
  [null, 'en'],
])('given a reader of %s, when words are looked for, then they are those of %s', (languages, expected) => {
  expect(wordsFor(languages).language).toBe(expected);
});
