import { expect, test } from 'vitest';
import { languageOf, localeFor } from '../../../src/core/language.ts';

test.each([
  ['es', 'es'],
  ['es-MX', 'es'],
  ['fr-CA, es;q=0.5, en;q=0.3', 'es'],
  ['EN-us', 'en'],
  ['fr', 'en'],
  ['', 'en'],
  [null, 'en'],
])('given somebody who asks for %s, then they read %s', (asked, expected) => {
  expect(languageOf(asked)).toBe(expected);
});

test.each([
  [null, 'es-US'],
  ['es', 'es-US'],
  ['es-MX', 'es-MX'],
  // Words and dates of one page are in one language.
  ['fr-CA', 'es-US'],
])('given a reader of %s who sees Spanish, when dates are written, then as in %s', (language, expected) => {
  expect(localeFor(language, 'es', 'US')).toBe(expected);
});
