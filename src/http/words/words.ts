import { type Language, languageOf } from '../../core/language.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './language.ts';

export type { Words } from './language.ts';

/** By language. */
export const WORDS: Readonly<Record<Language, Words>> = { en, es };

/** Every language's, English first. */
export const ALL_WORDS: readonly Words[] = Object.values(WORDS);

/** What people may choose between, by its own name. */
export const LANGUAGE_NAMES = { en: 'English', es: 'Español' } as const;

/**
 * The words for a person, or for a browser of which nothing is known but what it asks for.
 * @param languages in order of preference, BCP 47 or an Accept-Language header's value; null where none is known
 */
export function wordsFor(languages: string | null): Words {
  return WORDS[languageOf(languages)];
}
