import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type BusinessSettings, readBusinessSettings } from '../../core/business-settings.ts';
import { eq } from '../drizzle.ts';
import { settings } from '../schema.ts';

export function settingsReader(db: BetterSQLite3Database) {
  const all = db.select({ name: settings.name, value: settings.value }).from(settings).prepare();
  const stored = () => new Map(all.all().map(({ name, value }) => [name, value]));
  return {
    /** What the whole business wants, at this moment. */
    business: (): BusinessSettings => readBusinessSettings(stored()),
    /** What was set, as it was typed. */
    stored,
  };
}

export function settingsWriter(db: BetterSQLite3Database) {
  return {
    set(name: string, value: string, changedAt: number): void {
      db.insert(settings)
        .values({ name, value, changedAt })
        .onConflictDoUpdate({ target: settings.name, set: { value, changedAt } })
        .run();
    },
    clear(name: string): void {
      db.delete(settings).where(eq(settings.name, name)).run();
    },
  };
}
