import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { ASSIGNMENT_REASONS } from '../../core/ownership.ts';
import { LEAD_SOURCES, STAGE_KINDS } from '../../core/pipeline.ts';
import { check, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { users } from './users.ts';

/** The pipeline, in order; filled by the first migration, editable after. A removed stage stays, for its moves. */
export const stages = sqliteTable(
  'stages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    kind: text('kind', { enum: STAGE_KINDS }).notNull().default('open'),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('stages_position').on(t.position).where(sql`removed_at IS NULL`),
    uniqueIndex('stages_name').on(sql`${t.name} COLLATE NOCASE`).where(sql`removed_at IS NULL`),
    check('stages_kind', oneOf(t.kind, STAGE_KINDS)),
  ],
);

export const leads = sqliteTable(
  'leads',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** E.164; a caller ID that cannot be read as a number is kept as it came, and never texted. */
    number: text('number').notNull(),
    name: text('name').notNull(),
    source: text('source', { enum: LEAD_SOURCES }).notNull(),
    stageId: integer('stage_id')
      .notNull()
      .references(() => stages.id),
    /** Null while nobody looks after it. */
    ownerId: integer('owner_id').references(() => users.id),
    /** The lead that it was merged into, which is never merged itself; what its number does is that lead's. */
    mergedInto: integer('merged_into').references((): AnySQLiteColumn => leads.id),
    /** When somebody closed the conversation; null while it is open. A call or text opens it again. */
    closedAt: integer('closed_at'),
    createdAt: integer('created_at').notNull(),
    lastActivityAt: integer('last_activity_at').notNull(),
    /** When the newest text came or went; null where there is none. */
    lastTextAt: integer('last_text_at'),
    /** Until when a person looks after the conversation, and automatic texts stay away; null for no such time. */
    pausedUntil: integer('paused_until'),
    /** When privacy purge took the name and number out; null while it has them. What it counts for stays. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    uniqueIndex('leads_number').on(t.number),
    index('leads_created').on(t.createdAt),
    index('leads_last_activity').on(t.lastActivityAt).where(sql`merged_into IS NULL AND erased_at IS NULL`),
    // Each lead is in one of the two, which together are the list of leads with the unassigned first.
    index('leads_unassigned')
      .on(t.lastActivityAt)
      .where(sql`merged_into IS NULL AND erased_at IS NULL AND (owner_id IS NULL AND closed_at IS NULL)`),
    index('leads_looked_after')
      .on(t.lastActivityAt)
      .where(
        sql`merged_into IS NULL AND erased_at IS NULL AND (owner_id IS NOT NULL OR closed_at IS NOT NULL)`,
      ),
    index('leads_texted')
      .on(t.lastTextAt)
      .where(sql`merged_into IS NULL AND erased_at IS NULL AND last_text_at IS NOT NULL`),
    index('leads_owner').on(t.ownerId, t.lastActivityAt),
    // With all that a count of a stage takes.
    index('leads_stage').on(t.stageId, t.lastActivityAt, t.id, t.mergedInto, t.erasedAt),
    index('leads_source')
      .on(t.source, t.lastActivityAt)
      .where(sql`merged_into IS NULL AND erased_at IS NULL`),
    index('leads_merged_into').on(t.mergedInto).where(sql`merged_into IS NOT NULL`),
    check('leads_source', oneOf(t.source, LEAD_SOURCES)),
    check('leads_merged', sql`${t.mergedInto} <> ${t.id}`),
  ],
);

export const stageMoves = sqliteTable(
  'stage_moves',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    fromStageId: integer('from_stage_id').references(() => stages.id),
    toStageId: integer('to_stage_id')
      .notNull()
      .references(() => stages.id),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    index('stage_moves_lead').on(t.leadId, t.at, t.id, t.toStageId),
    index('stage_moves_at').on(t.at, t.toStageId, t.leadId),
  ],
);

/** Who owned a lead from when on, and why; the newest is what `leads.owner_id` says. */
export const assignments = sqliteTable(
  'assignments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    /** Null for nobody. */
    userId: integer('user_id').references(() => users.id),
    reason: text('reason', { enum: ASSIGNMENT_REASONS }).notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    index('assignments_lead').on(t.leadId, t.at),
    check('assignments_reason', oneOf(t.reason, ASSIGNMENT_REASONS)),
  ],
);

export const leadTags = sqliteTable(
  'lead_tags',
  {
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    /** In small letters, with hyphens between the words. */
    tag: text('tag').notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.leadId, t.tag] }),
    index('lead_tags_tag').on(t.tag, t.leadId),
    check('lead_tags_tag', sql`length(${t.tag}) BETWEEN 1 AND 40`),
  ],
);

/** What staff wrote down about a lead. */
export const notes = sqliteTable(
  'notes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    body: text('body').notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    index('notes_lead').on(t.leadId, t.at),
    check('notes_body', sql`length(${t.body}) BETWEEN 1 AND 4000`),
  ],
);
