import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { alias, and, asc, desc, eq, isNull, lt, or, sql } from '../drizzle.ts';
import { leads, stageMoves, stages, users } from '../schema.ts';

export type LeadRow = typeof leads.$inferSelect;
export type StageRow = typeof stages.$inferSelect;
export type LeadSummary = LeadRow & {
  readonly stage: string;
  /** Null while nobody looks after it. */
  readonly owner: string | null;
};
export type NewLead = Pick<LeadRow, 'number' | 'name' | 'source'>;

export function leadReader(db: BetterSQLite3Database) {
  const columns = {
    ...{ id: leads.id, number: leads.number, name: leads.name, source: leads.source },
    ...{ stageId: leads.stageId, ownerId: leads.ownerId, mergedInto: leads.mergedInto },
    ...{ closedAt: leads.closedAt, createdAt: leads.createdAt, lastActivityAt: leads.lastActivityAt },
    ...{ stage: stages.name, owner: users.name },
  };
  const found = alias(leads, 'found');
  const byNumber = db
    .select(columns)
    .from(found)
    .innerJoin(leads, eq(leads.id, sql`coalesce(${found.mergedInto}, ${found.id})`))
    .innerJoin(stages, eq(stages.id, leads.stageId))
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(eq(found.number, sql.placeholder('number')))
    .prepare();
  const byId = db
    .select(columns)
    .from(leads)
    .innerJoin(stages, eq(stages.id, leads.stageId))
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare();
  const newest = db
    .select(columns)
    .from(leads)
    .innerJoin(stages, eq(stages.id, leads.stageId))
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(
      and(
        isNull(leads.mergedInto),
        or(
          lt(leads.lastActivityAt, sql.placeholder('at')),
          and(eq(leads.lastActivityAt, sql.placeholder('at')), lt(leads.id, sql.placeholder('id'))),
        ),
      ),
    )
    .orderBy(desc(leads.lastActivityAt), desc(leads.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const firstStage = db
    .select()
    .from(stages)
    .where(isNull(stages.removedAt))
    .orderBy(asc(stages.position))
    .limit(1)
    .prepare();
  const movesOf = db
    .select({ at: stageMoves.at, actor: stageMoves.actor, to: stages.name })
    .from(stageMoves)
    .innerJoin(stages, eq(stages.id, stageMoves.toStageId))
    .where(eq(stageMoves.leadId, sql.placeholder('leadId')))
    .orderBy(desc(stageMoves.at), desc(stageMoves.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** The lead that a number's calls and texts belong to: the one that its own was merged into, if it was. */
    byNumber: (number: string): LeadSummary | undefined => byNumber.get({ number }),
    /** Just this one, merged or not. */
    byId: (id: number): LeadSummary | undefined => byId.get({ id }),
    /** By latest activity, newest first; `before` continues after the last lead of a page. */
    newest: (limit: number, before?: LeadRow): LeadSummary[] =>
      newest.all({ limit, at: before?.lastActivityAt ?? Number.MAX_SAFE_INTEGER, id: before?.id ?? 0 }),
    firstStage: (): StageRow | undefined => firstStage.get(),
    /** Newest first. */
    movesOf: (leadId: number, limit: number) => movesOf.all({ leadId, limit }),
  };
}

export function leadWriter(db: BetterSQLite3Database, { byNumber }: ReturnType<typeof leadReader>) {
  return {
    /**
     * The lead that `number` belongs to, made in stage `stageId` if there is none: the unique index is the
     * judge, so two calls at once find one lead.
     */
    findOrAdd(
      lead: NewLead,
      stageId: number,
      at: number,
    ): { readonly lead: LeadRow; readonly isNew: boolean } {
      const added = db
        .insert(leads)
        .values({ ...lead, stageId, createdAt: at, lastActivityAt: at })
        .onConflictDoNothing({ target: leads.number })
        .returning()
        .get();
      if (added !== undefined) {
        db.insert(stageMoves).values({ leadId: added.id, toStageId: stageId, actor: 'textback', at }).run();
        return { lead: added, isNew: true };
      }
      const known = byNumber(lead.number);
      if (known === undefined) throw new Error('a lead is neither new nor known');
      return { lead: known, isNew: false };
    },
    /** Notes that something happened with the lead, which opens it again; time never goes back. */
    touch(id: number, at: number): void {
      db.update(leads)
        .set({ lastActivityAt: sql`max(${leads.lastActivityAt}, ${at})`, closedAt: null })
        .where(eq(leads.id, id))
        .run();
    },
    rename(id: number, name: string): void {
      db.update(leads).set({ name }).where(eq(leads.id, id)).run();
    },
  };
}
