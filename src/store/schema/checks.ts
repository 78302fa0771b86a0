import type { Column, SQL } from 'drizzle-orm';
import { sql } from '../drizzle.ts';

/** `column IN (…)` with the words written out, as a CHECK needs them. NULL passes. */
export function oneOf(column: Column, words: readonly string[]): SQL {
  return sql`${column} IN (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
}
