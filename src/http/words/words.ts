import { en } from './en.ts';

/** The same keys, other words. */
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [key in keyof T]: Widened<T[key]> };

/** Every word of the pages. Another language is another file with this type, and a line below. */
export type Words = Widened<typeof en>;

const LANGUAGES: Readonly<Record<string, Words>> = { en };

/**
 * The words for a person, or for a browser of which nothing is known but what it asks for.
 * @param languages in order of preference, BCP 47 or an Accept-Language header's value; null where none is known
 */
export function wordsFor(languages: string | null): Words {
  for (const language of (languages ?? '').split(',')) {
    const words =
      LANGUAGES[
        language
          .trim()
          .toLowerCase()
          .replace(/[-;].*$/, '')
      ];
    if (words !== undefined) return words;
  }
  return en;
}
