import { check, index, integer, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';

/** The pipeline, in order; filled by the first migration, editable after. */
export const stages = sqliteTable(
  'stages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    position: integer('position').notNull(),
    name: text('name').notNull(),
  },
  (t) => [uniqueIndex('stages_position').on(t.position), uniqueIndex('stages_name').on(t.name)],
);

export const leads = sqliteTable(
  'leads',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** E.164; a caller ID that cannot be read as a number is kept as it came, and never texted. */
    number: text('number').notNull(),
    name: text('name').notNull(),
    source: text('source', { enum: ['missed-call', 'text'] }).notNull(),
    stageId: integer('stage_id')
      .notNull()
      .references(() => stages.id),
    createdAt: integer('created_at').notNull(),
    lastActivityAt: integer('last_activity_at').notNull(),
  },
  (t) => [
    uniqueIndex('leads_number').on(t.number),
    index('leads_last_activity').on(t.lastActivityAt),
    check('leads_source', oneOf(t.source, ['missed-call', 'text'])),
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
  (t) => [index('stage_moves_lead').on(t.leadId, t.at)],
);
