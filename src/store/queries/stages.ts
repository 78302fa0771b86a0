import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { asc, eq, inArray, isNull, sql } from '../drizzle.ts';
import { leads, stageMoves, stages } from '../schema.ts';

export type StageRow = typeof stages.$inferSelect;
export type StageChange = Partial<Omit<StageRow, 'id' | 'position'>>;

export function stageReader(db: BetterSQLite3Database) {
  const all = db
    .select()
    .from(stages)
    .where(isNull(stages.removedAt))
    .orderBy(asc(stages.position))
    .limit(100)
    .prepare();
  const byId = db
    .select()
    .from(stages)
    .where(eq(stages.id, sql.placeholder('id')))
    .prepare();
  const leadsIn = db
    .select({ id: leads.id })
    .from(leads)
    .where(eq(leads.stageId, sql.placeholder('stageId')))
    .orderBy(asc(leads.lastActivityAt))
    .limit(sql.placeholder('limit'))
    .prepare();
  const count = db
    .select({ count: sql<number>`count(*)` })
    .from(leads)
    .where(eq(leads.stageId, sql.placeholder('stageId')))
    .prepare();
  return {
    /** The pipeline, in order; a service keeps it short. */
    all: (): StageRow[] => all.all(),
    /** Removed ones too. */
    byId: (id: number): StageRow | undefined => byId.get({ id }),
    /** Ids of leads in a stage, merged ones too. */
    leadsIn: (stageId: number, limit: number): number[] =>
      leadsIn.all({ stageId, limit }).map(({ id }) => id),
    countIn: (stageId: number): number => count.get({ stageId })?.count ?? 0,
  };
}

export function stageWriter(db: BetterSQLite3Database) {
  return {
    add: (stage: Pick<StageRow, 'position' | 'name' | 'kind'>): StageRow =>
      db.insert(stages).values(stage).returning().get(),
    change(id: number, change: StageChange): void {
      db.update(stages).set(change).where(eq(stages.id, id)).run();
    },
    /** Gives the stages their places, from 1, in the order of `ids`. */
    order(ids: readonly number[]): void {
      // Past all places first: no two may have the same one at any time.
      db.update(stages)
        .set({ position: sql`${stages.position} + 1000` })
        .where(inArray(stages.id, [...ids]))
        .run();
      ids.forEach((id, index) => {
        db.update(stages)
          .set({ position: index + 1 })
          .where(eq(stages.id, id))
          .run();
      });
    },
    /** Puts a lead in a stage, and keeps from which. */
    moveLead(move: Omit<typeof stageMoves.$inferInsert, 'id'>): void {
      db.update(leads).set({ stageId: move.toStageId }).where(eq(leads.id, move.leadId)).run();
      db.insert(stageMoves).values(move).run();
    },
  };
}
