import { type Column, type SQL, sql } from 'drizzle-orm';

/** `column IN (…)` with the words written out, as a CHECK needs them. NULL passes. */
export function oneOf(column: Column, words: readonly string[]): SQL {
  return sql`${column} IN (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
}
