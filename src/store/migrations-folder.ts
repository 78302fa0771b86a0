import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const journal = z.object({ entries: z.array(z.object({ when: z.number() })).min(1) });

/** The SQL made by drizzle-kit, beside `src` and `dist` alike, and when its newest part was made. */
export function migrationsFolder(): { readonly folder: string; readonly newest: number } {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  const { entries } = journal.parse(JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')));
  return { folder, newest: Math.max(...entries.map((entry) => entry.when)) };
}
