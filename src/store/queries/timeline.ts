import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { alias, and, desc, eq, isNull, sql } from '../drizzle.ts';
import {
  assignments,
  calls,
  consents,
  leadMerges,
  leads,
  messages,
  notes,
  outboundCalls,
  stageMoves,
  stages,
  users,
} from '../schema.ts';

/** A place between the rows of a list: before the row `id` at the time `at`. */
export interface Place {
  readonly at: number;
  readonly id: number;
}

/** What happened with a lead, by kind; each list newest first, from before a place on. */
export function timelineReader(db: BetterSQLite3Database) {
  const leadId = sql.placeholder('leadId');
  const at = sql.placeholder('at');
  const id = sql.placeholder('id');
  const limit = sql.placeholder('limit');
  const from = alias(stages, 'from_stage');
  const other = alias(leads, 'other');
  const ofCalls = db
    .select()
    .from(calls)
    .where(and(eq(calls.leadId, leadId), sql`(${calls.arrivedAt}, ${calls.id}) < (${at}, ${id})`))
    .orderBy(desc(calls.arrivedAt), desc(calls.id))
    .limit(limit)
    .prepare();
  const ofOutboundCalls = db
    .select()
    .from(outboundCalls)
    .where(
      and(
        eq(outboundCalls.leadId, leadId),
        sql`(${outboundCalls.dialedAt}, ${outboundCalls.id}) < (${at}, ${id})`,
      ),
    )
    .orderBy(desc(outboundCalls.dialedAt), desc(outboundCalls.id))
    .limit(limit)
    .prepare();
  const ofTexts = db
    .select({ message: messages, by: users.name })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.userId))
    .where(and(eq(messages.leadId, leadId), sql`(${messages.createdAt}, ${messages.id}) < (${at}, ${id})`))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(limit)
    .prepare();
  const ofNotes = db
    .select({ id: notes.id, at: notes.at, actor: notes.actor, body: notes.body })
    .from(notes)
    .where(and(eq(notes.leadId, leadId), sql`(${notes.at}, ${notes.id}) < (${at}, ${id})`))
    .orderBy(desc(notes.at), desc(notes.id))
    .limit(limit)
    .prepare();
  const ofMoves = db
    .select({
      ...{ id: stageMoves.id, at: stageMoves.at, actor: stageMoves.actor },
      ...{ from: from.name, to: stages.name },
    })
    .from(stageMoves)
    .innerJoin(stages, eq(stages.id, stageMoves.toStageId))
    .leftJoin(from, eq(from.id, stageMoves.fromStageId))
    .where(and(eq(stageMoves.leadId, leadId), sql`(${stageMoves.at}, ${stageMoves.id}) < (${at}, ${id})`))
    .orderBy(desc(stageMoves.at), desc(stageMoves.id))
    .limit(limit)
    .prepare();
  const ofAssignments = db
    .select({
      ...{ id: assignments.id, at: assignments.at, actor: assignments.actor },
      ...{ to: users.name, reason: assignments.reason },
    })
    .from(assignments)
    .leftJoin(users, eq(users.id, assignments.userId))
    .where(and(eq(assignments.leadId, leadId), sql`(${assignments.at}, ${assignments.id}) < (${at}, ${id})`))
    .orderBy(desc(assignments.at), desc(assignments.id))
    .limit(limit)
    .prepare();
  const ofConsents = db
    .select()
    .from(consents)
    .where(
      and(
        eq(consents.number, sql.placeholder('number')),
        sql`(${consents.at}, ${consents.id}) < (${at}, ${id})`,
      ),
    )
    .orderBy(desc(consents.at), desc(consents.id))
    .limit(limit)
    .prepare();
  const ofMerges = db
    .select({
      ...{ id: leadMerges.id, at: leadMerges.at, actor: leadMerges.actor },
      ...{ otherId: other.id, otherNumber: other.number },
    })
    .from(leadMerges)
    .innerJoin(other, eq(other.id, leadMerges.fromId))
    .where(
      and(
        eq(leadMerges.intoId, leadId),
        isNull(leadMerges.undoneAt),
        sql`(${leadMerges.at}, ${leadMerges.id}) < (${at}, ${id})`,
      ),
    )
    .orderBy(desc(leadMerges.at), desc(leadMerges.id))
    .limit(limit)
    .prepare();
  return {
    calls: (leadId: number, before: Place, limit: number) => ofCalls.all({ leadId, ...before, limit }),
    outboundCalls: (leadId: number, before: Place, limit: number) =>
      ofOutboundCalls.all({ leadId, ...before, limit }),
    /** With who wrote them; null for customers and for textback itself. */
    texts: (leadId: number, before: Place, limit: number) => ofTexts.all({ leadId, ...before, limit }),
    notes: (leadId: number, before: Place, limit: number) => ofNotes.all({ leadId, ...before, limit }),
    moves: (leadId: number, before: Place, limit: number) => ofMoves.all({ leadId, ...before, limit }),
    /** `to` is null for nobody. */
    assignments: (leadId: number, before: Place, limit: number) =>
      ofAssignments.all({ leadId, ...before, limit }),
    consents: (number: string, before: Place, limit: number) => ofConsents.all({ number, ...before, limit }),
    /** Other leads that were merged into this one. */
    merges: (leadId: number, before: Place, limit: number) => ofMerges.all({ leadId, ...before, limit }),
  };
}
