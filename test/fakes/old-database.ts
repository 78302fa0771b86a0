import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { migrationsFolder } from '../../src/store/migrations-folder.ts';
import { temporaryDatabasePath } from './temporary-store.ts';

/** A database as the version with this many migrations left it. */
export function oldDatabase(migrations: number): { readonly path: string; readonly db: Database.Database } {
  const folder = mkdtempSync(join(tmpdir(), 'textback-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(migrationsFolder().folder, folder, { recursive: true });
  const journal = join(folder, 'meta/_journal.json');
  const all = z
    .looseObject({ entries: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(journal, 'utf8')));
  writeFileSync(journal, JSON.stringify({ ...all, entries: all.entries.slice(0, migrations) }));
  const path = temporaryDatabasePath();
  const db = new Database(path);
  migrate(drizzle(db), { migrationsFolder: folder });
  return { path, db };
}
