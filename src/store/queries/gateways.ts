import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { asc, eq } from '../drizzle.ts';
import { gatewayHealth } from '../schema.ts';

export type GatewayHealthRow = typeof gatewayHealth.$inferSelect;

export function gatewayReader(db: BetterSQLite3Database) {
  const all = db.select().from(gatewayHealth).orderBy(asc(gatewayHealth.position)).prepare();
  return {
    /** In order of preference. */
    all: (): GatewayHealthRow[] => all.all(),
  };
}

export function gatewayWriter(db: BetterSQLite3Database) {
  return {
    /** Puts these in the place of what was known before. */
    replaceAll(rows: readonly GatewayHealthRow[]): void {
      db.delete(gatewayHealth).run();
      for (const row of rows) db.insert(gatewayHealth).values(row).run();
    },
    /** Changes nothing where there is no gateway of this name. */
    change(name: string, change: Partial<Omit<GatewayHealthRow, 'name'>>): void {
      db.update(gatewayHealth).set(change).where(eq(gatewayHealth.name, name)).run();
    },
  };
}
