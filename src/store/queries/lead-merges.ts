import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, desc, eq, isNull, min, sql } from '../drizzle.ts';
import { MERGED_TABLES, type MergedFields, type UnreadTexts } from '../schema/lead-merges.ts';
import { assignments, leadMergeRows, leadMerges, leads, unreadConversations } from '../schema.ts';

export type LeadMergeRow = typeof leadMerges.$inferSelect;
export type NewLeadMerge = Omit<LeadMergeRow, 'id' | 'undoneAt' | 'undoneBy'>;

/** What came after a merge, by the number that it came from or went to. */
const LATER = [
  { table: 'calls', at: 'arrived_at', number: 'coalesce(from_number, from_raw)' },
  { table: 'outbound_calls', at: 'dialed_at', number: 'dialled_number' },
  {
    table: 'messages',
    at: 'created_at',
    number: "CASE direction WHEN 'in' THEN from_number ELSE to_number END",
  },
] as const;

export function leadMergeReader(db: BetterSQLite3Database) {
  const standing = db
    .select()
    .from(leadMerges)
    .where(and(eq(leadMerges.fromId, sql.placeholder('fromId')), isNull(leadMerges.undoneAt)))
    .orderBy(desc(leadMerges.at), desc(leadMerges.id))
    .limit(1)
    .prepare();
  const unreadOf = db
    .select({
      ...{ reader: unreadConversations.reader, texts: unreadConversations.texts },
      ...{ newestAt: unreadConversations.newestAt },
    })
    .from(unreadConversations)
    .where(eq(unreadConversations.leadId, sql.placeholder('leadId')))
    .prepare();
  const oldestKept = db
    .select({ id: min(leadMergeRows.mergeId) })
    .from(leadMergeRows)
    .prepare();
  const byId = db
    .select()
    .from(leadMerges)
    .where(eq(leadMerges.id, sql.placeholder('id')))
    .prepare();
  return {
    /** The merge that a lead is in another by; undefined where it is in none. */
    standing: (fromId: number): LeadMergeRow | undefined => standing.get({ fromId }),
    unreadOf: (leadId: number): UnreadTexts[] => unreadOf.all({ leadId }),
    /** The oldest merge of which it is still known what it moved. */
    oldestKept(): LeadMergeRow | undefined {
      const id = oldestKept.get()?.id ?? null;
      return id === null ? undefined : byId.get({ id });
    },
  };
}

export function leadMergeWriter(db: BetterSQLite3Database) {
  return {
    /** Keeps a merge, and moves everything of the one lead to the other. */
    merge(merge: NewLeadMerge): void {
      const { id } = db.insert(leadMerges).values(merge).returning({ id: leadMerges.id }).get();
      MERGED_TABLES.forEach((table, index) => {
        const [name, column] = columnOf(table);
        db.run(sql`INSERT INTO lead_merge_rows (merge_id, table_index, row_id)
          SELECT ${id}, ${index}, id FROM ${name} WHERE ${column} = ${merge.fromId}`);
        db.run(sql`UPDATE ${name} SET ${column} = ${merge.intoId} WHERE ${column} = ${merge.fromId}`);
      });
      db.update(leads).set({ mergedInto: merge.intoId }).where(eq(leads.id, merge.fromId)).run();
    },
    /** Gives back what a merge moved, as far as it is still there, and forgets which that was. */
    undo({ id, intoId, fromId }: LeadMergeRow, undoneAt: number, undoneBy: string): void {
      MERGED_TABLES.forEach((table, index) => {
        const [name, column] = columnOf(table);
        db.run(sql`UPDATE ${name} SET ${column} = ${fromId}
          WHERE id IN (SELECT row_id FROM lead_merge_rows WHERE merge_id = ${id} AND table_index = ${index})
            AND ${column} = ${intoId}`);
      });
      db.update(leads).set({ mergedInto: null }).where(eq(leads.id, fromId)).run();
      db.update(leadMerges).set({ undoneAt, undoneBy }).where(eq(leadMerges.id, id)).run();
      db.delete(leadMergeRows).where(eq(leadMergeRows.mergeId, id)).run();
    },
    /**
     * Moves what came since `at` from or to one of `numbers`.
     * @returns when the newest of it was, and the newest text; null for none
     */
    moveLater(
      fromId: number,
      toId: number,
      numbers: readonly string[],
      at: number,
    ): { readonly newest: number | null; readonly newestText: number | null } {
      const list = JSON.stringify(numbers);
      const times = LATER.map(({ table, at: time, number }) => {
        const rows = db.all<{ at: number }>(sql`UPDATE ${sql.raw(table)} SET lead_id = ${toId}
          WHERE lead_id = ${fromId} AND ${sql.raw(time)} >= ${at}
            AND ${sql.raw(number)} IN (SELECT value FROM json_each(${list}))
          RETURNING ${sql.raw(time)} AS at`);
        return { table, newest: newestOf(rows.map((row) => row.at)) };
      });
      db.run(sql`UPDATE response_clocks SET lead_id = ${toId} WHERE lead_id = ${fromId} AND missed_at >= ${at}
        AND call_id IN (SELECT id FROM calls WHERE lead_id = ${toId} AND arrived_at >= ${at})`);
      return {
        newest: newestOf(times.map(({ newest }) => newest).filter((each) => each !== null)),
        newestText: times.find(({ table }) => table === 'messages')?.newest ?? null,
      };
    },
    changeLead(id: number, fields: Partial<MergedFields>): void {
      db.update(leads).set(fields).where(eq(leads.id, id)).run();
    },
    setUnread(leadId: number, unread: readonly UnreadTexts[]): void {
      db.delete(unreadConversations).where(eq(unreadConversations.leadId, leadId)).run();
      if (unread.length === 0) return;
      db.insert(unreadConversations)
        .values(unread.map((each) => ({ ...each, leadId })))
        .run();
    },
    /** Takes back the assignment that a merge made. */
    dropAssignment(leadId: number, at: number): void {
      db.delete(assignments)
        .where(and(eq(assignments.leadId, leadId), eq(assignments.at, at), eq(assignments.reason, 'merge')))
        .run();
    },
    /** From now on a merge cannot be undone. */
    forgetRows(mergeId: number): void {
      db.delete(leadMergeRows).where(eq(leadMergeRows.mergeId, mergeId)).run();
    },
  };
}

function newestOf(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}

/** A table, and its column that says which lead a row belongs to. */
function columnOf(table: (typeof MERGED_TABLES)[number]) {
  const column = table === 'leads' ? 'merged_into' : 'lead_id';
  return [sql.raw(table), sql.raw(column)] as const;
}
