/** What people may read. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The first of them that somebody reads; English where none is.
 * @param asked in order of preference, BCP 47 or an Accept-Language header's value; null where none is known
 */
export function languageOf(asked: string | null): Language {
  for (const each of (asked ?? '').split(',')) {
    const primary = each
      .trim()
      .toLowerCase()
      .replace(/[-;].*$/, '');
    const language = LANGUAGES.find((known) => known === primary);
    if (language !== undefined) return language;
  }
  return 'en';
}

/**
 * How dates and numbers are written for somebody: as in the place they named with their language (`es-MX`), else as in
 * the country of the business.
 * @param asked theirs, BCP 47; null where they chose none
 * @param language what they are shown
 */
export function localeFor(asked: string | null, language: Language, country: string): string {
  const hasPlace = asked?.startsWith(`${language}-`) === true;
  return hasPlace ? asked : `${language}-${country}`;
}
