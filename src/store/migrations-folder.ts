import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })).min(1) });

/** A step of the schema: its name, and when it was made. */
interface Migration {
  readonly tag: string;
  readonly when: number;
}

interface Migrations {
  readonly folder: string;
  /** When the newest was made. */
  readonly newest: number;
  /** In the order in which they were made. */
  readonly all: readonly Migration[];
}

/** The SQL made by drizzle-kit, beside `src` and `dist` alike. */
export function migrationsFolder(): Migrations {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  const { entries } = journal.parse(JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')));
  return { folder, newest: Math.max(...entries.map((entry) => entry.when)), all: entries };
}
