import { check, integer, sqliteTable, text } from '../drizzle.ts';
import { oneOf } from './checks.ts';

const LINK_STATES = ['connecting', 'up', 'down'] as const;

/** What the daemon last said of each gateway that it is configured with, for other processes to show. */
export const gatewayHealth = sqliteTable(
  'gateway_health',
  {
    name: text('name').primaryKey(),
    /** In order of preference, from 0. */
    position: integer('position').notNull(),
    state: text('state', { enum: LINK_STATES }).notNull(),
    /** Why it is in this state, for people. */
    why: text('why').notNull(),
    since: integer('since').notNull(),
    /** The latest trouble, of the link or with a text, for people; null where there was none. */
    lastError: text('last_error'),
    lastErrorAt: integer('last_error_at'),
  },
  (t) => [check('gateway_health_state', oneOf(t.state, LINK_STATES))],
);
