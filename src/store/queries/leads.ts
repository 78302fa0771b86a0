import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { alias, and, asc, eq, getTableColumns, isNull, sql } from '../drizzle.ts';
import { preparedByShape } from '../prepared-by-shape.ts';
import { leads, outboundCalls, stageMoves, stages, users } from '../schema.ts';

export type LeadRow = typeof leads.$inferSelect;
export type StageRow = typeof stages.$inferSelect;
export type LeadSummary = LeadRow & {
  readonly stage: string;
  /** Null while nobody looks after it. */
  readonly owner: string | null;
};
export type NewLead = Pick<LeadRow, 'number' | 'name' | 'source'>;

/** Leads with what a list shows of them, for a query to narrow down. */
export function selectSummaries(db: BetterSQLite3Database) {
  return db
    .select(summaryColumns())
    .from(leads)
    .innerJoin(stages, ofStage())
    .leftJoin(users, eq(users.id, leads.ownerId));
}

/**
 * The plus keeps SQLite from beginning with the stages: right after an upgrade that makes their index anew it takes a
 * stage for a few hundred leads, and would sort a million of them for a page of twenty.
 */
export function ofStage() {
  return eq(stages.id, sql`+${leads.stageId}`);
}

export function summaryColumns() {
  return { ...getTableColumns(leads), stage: stages.name, owner: users.name };
}

export function leadReader(db: BetterSQLite3Database) {
  const found = alias(leads, 'found');
  const byNumber = db
    .select(summaryColumns())
    .from(found)
    .innerJoin(leads, eq(leads.id, sql`coalesce(${found.mergedInto}, ${found.id})`))
    .innerJoin(stages, ofStage())
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(eq(found.number, sql.placeholder('number')))
    .prepare();
  const byId = selectSummaries(db)
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare();
  const ownRow = selectSummaries(db)
    .where(eq(leads.number, sql.placeholder('number')))
    .prepare();
  const mergedInto = db
    .select({ number: leads.number })
    .from(leads)
    .where(eq(leads.mergedInto, sql.placeholder('id')))
    .orderBy(asc(leads.id))
    .limit(100)
    .prepare();
  const firstStage = db
    .select()
    .from(stages)
    .where(isNull(stages.removedAt))
    .orderBy(asc(stages.position))
    .limit(1)
    .prepare();
  return {
    /** The lead that a number's calls and texts belong to: the one that its own was merged into, if it was. */
    byNumber: (number: string): LeadSummary | undefined => byNumber.get({ number }),
    /** Just this one, merged or not. */
    byId: (id: number): LeadSummary | undefined => byId.get({ id }),
    /** The lead of just this number, merged or not. */
    ofNumber: (number: string): LeadSummary | undefined => ownRow.get({ number }),
    /** Numbers of the leads that were merged into this one; 100 at most. */
    numbersMergedInto: (id: number): string[] => mergedInto.all({ id }).map(({ number }) => number),
    firstStage: (): StageRow | undefined => firstStage.get(),
  };
}

export function leadWriter(db: BetterSQLite3Database, { byNumber }: ReturnType<typeof leadReader>) {
  const joinOutboundCalls = db
    .update(outboundCalls)
    .set({ leadId: sql`${sql.placeholder('leadId')}` })
    .where(and(eq(outboundCalls.dialledNumber, sql.placeholder('number')), isNull(outboundCalls.leadId)))
    .prepare();
  const insertLead = preparedByShape((row: typeof leads.$inferInsert) =>
    db.insert(leads).values(row).onConflictDoNothing({ target: leads.number }).returning().prepare(),
  );
  const insertMove = db
    .insert(stageMoves)
    .values({
      leadId: sql.placeholder('leadId'),
      toStageId: sql.placeholder('stageId'),
      actor: 'textback',
      at: sql.placeholder('at'),
    })
    .prepare();
  const textedAt = db
    .update(leads)
    .set({ lastTextAt: sql`max(coalesce(${leads.lastTextAt}, 0), ${sql.placeholder('at')})` })
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare();
  return {
    /**
     * The lead that `number` belongs to, made in stage `stageId` if there is none: the unique index is the
     * judge, so two calls at once find one lead. A new one is told of the calls that were made to it before.
     */
    findOrAdd(
      lead: NewLead,
      stageId: number,
      at: number,
    ): { readonly lead: LeadRow; readonly isNew: boolean } {
      const row = { ...lead, stageId, createdAt: at, lastActivityAt: at };
      const added = insertLead(row).get(row);
      if (added !== undefined) {
        insertMove.run({ leadId: added.id, stageId, at });
        joinOutboundCalls.run({ leadId: added.id, number: lead.number });
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
    /** A text came or went. */
    texted(id: number, at: number): void {
      textedAt.run({ id, at });
    },
    /** Until then a person looks after the conversation. */
    pause(id: number, until: number): void {
      db.update(leads).set({ pausedUntil: until }).where(eq(leads.id, id)).run();
    },
    setClosed(id: number, closedAt: number | null): void {
      db.update(leads).set({ closedAt }).where(eq(leads.id, id)).run();
    },
    rename(id: number, name: string): void {
      db.update(leads).set({ name }).where(eq(leads.id, id)).run();
    },
  };
}
