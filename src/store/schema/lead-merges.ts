import { check, index, integer, primaryKey, sql, sqliteTable, text } from '../drizzle.ts';
import { leads } from './leads.ts';

/** What a merge changes of the lead that goes on. */
export interface MergedFields {
  readonly name: string;
  readonly ownerId: number | null;
  readonly closedAt: number | null;
  readonly lastActivityAt: number;
  readonly lastTextAt: number | null;
  readonly pausedUntil: number | null;
}

/** Who has not seen how many texts of a lead. */
export interface UnreadTexts {
  readonly reader: string;
  readonly texts: number;
  readonly newestAt: number;
}

/** What a merge found, as far as undoing it needs to know. */
export interface BeforeMerge extends MergedFields {
  /** Of the lead that goes on, and of the other. */
  readonly unread: readonly UnreadTexts[];
  readonly otherUnread: readonly UnreadTexts[];
}

/** Tables whose rows belong to a lead and move with it. */
export const MERGED_TABLES = [
  'calls',
  'outbound_calls',
  'messages',
  'notes',
  'stage_moves',
  'assignments',
  'response_clocks',
  'leads',
] as const;

/** Two leads that turned out to be one person. */
export const leadMerges = sqliteTable(
  'lead_merges',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The lead that goes on. */
    intoId: integer('into_id')
      .notNull()
      .references(() => leads.id),
    fromId: integer('from_id')
      .notNull()
      .references(() => leads.id),
    before: text('before', { mode: 'json' }).$type<BeforeMerge>().notNull(),
    after: text('after', { mode: 'json' }).$type<MergedFields>().notNull(),
    /** Tags that the lead that goes on got from the other. */
    tags: text('tags', { mode: 'json' }).$type<readonly string[]>().notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
    undoneAt: integer('undone_at'),
    undoneBy: text('undone_by'),
  },
  (t) => [
    index('lead_merges_into').on(t.intoId, t.at),
    index('lead_merges_from').on(t.fromId, t.at),
    check('lead_merges_undone', sql`(${t.undoneAt} IS NULL) = (${t.undoneBy} IS NULL)`),
  ],
);

/** Which rows a merge moved, until it cannot be undone any more. */
export const leadMergeRows = sqliteTable(
  'lead_merge_rows',
  {
    mergeId: integer('merge_id')
      .notNull()
      .references(() => leadMerges.id),
    /** One of MERGED_TABLES, by its place. */
    tableIndex: integer('table_index').notNull(),
    rowId: integer('row_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.mergeId, t.tableIndex, t.rowId] }),
    check(
      'lead_merge_rows_table',
      sql`${t.tableIndex} BETWEEN 0 AND ${sql.raw(String(MERGED_TABLES.length - 1))}`,
    ),
  ],
);
