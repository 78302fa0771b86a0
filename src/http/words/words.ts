import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './language.ts';

export type { Words } from './language.ts';

const LANGUAGES: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['es', es],
]);

/** Every language's, English first. */
export const ALL_WORDS: readonly Words[] = [...LANGUAGES.values()];

/** What people may choose between, by its own name. */
export const LANGUAGE_NAMES = { en: 'English', es: 'Español' } as const;

/**
 * The words for a person, or for a browser of which nothing is known but what it asks for.
 * @param languages in order of preference, BCP 47 or an Accept-Language header's value; null where none is known
 */
export function wordsFor(languages: string | null): Words {
  for (const language of (languages ?? '').split(',')) {
    const [primary = ''] = language.trim().toLowerCase().split(/[-;]/);
    const words = LANGUAGES.get(primary);
    if (words !== undefined) return words;
  }
  return en;
}

/**
 * How dates and numbers are written for somebody: as in the place they named with their language (`es-MX`), else as in
 * the country of the business.
 * @param language theirs, BCP 47; null where they chose none
 */
export function localeFor(language: string | null, words: Words, country: string): string {
  const hasPlace = language?.startsWith(`${words.language}-`) === true;
  return hasPlace ? language : `${words.language}-${country}`;
}
