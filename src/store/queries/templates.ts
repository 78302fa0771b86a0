import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Variant, VariantTexts } from '../../core/message-variants.ts';
import { and, eq, sql } from '../drizzle.ts';
import { templates } from '../schema.ts';

export function templateReader(db: BetterSQLite3Database) {
  const ofLine = db
    .select()
    .from(templates)
    .where(eq(templates.lineId, sql.placeholder('lineId')))
    .prepare();
  return {
    /** What a line says in other words than its usual ones. */
    of: (lineId: number): VariantTexts =>
      Object.fromEntries(ofLine.all({ lineId }).map(({ variant, text }) => [variant, text])),
  };
}

export function templateWriter(db: BetterSQLite3Database) {
  return {
    set(lineId: number, variant: Variant, text: string): void {
      db.insert(templates)
        .values({ lineId, variant, text })
        .onConflictDoUpdate({ target: [templates.lineId, templates.variant], set: { text } })
        .run();
    },
    clear(lineId: number, variant: Variant): void {
      db.delete(templates)
        .where(and(eq(templates.lineId, lineId), eq(templates.variant, variant)))
        .run();
    },
  };
}
