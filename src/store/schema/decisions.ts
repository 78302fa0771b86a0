import { type Asked, SUPPRESSIONS } from '../../core/text-back-question.ts';
import { check, integer, sql, sqliteTable, text } from '../drizzle.ts';
import { calls } from './calls.ts';
import { oneOf } from './checks.ts';
import { messages } from './messages.ts';

/** Why a call was, or was not, answered with a text. One per call, in the transaction of its outcome. */
export const decisions = sqliteTable(
  'decisions',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id),
    verdict: text('verdict', { enum: ['send', 'suppress'] }).notNull(),
    reason: text('reason', { enum: SUPPRESSIONS }),
    messageId: integer('message_id').references(() => messages.id),
    /** What was asked, in order, with the answers; null on calls from before that was kept. */
    asked: text('asked', { mode: 'json' }).$type<readonly Asked[]>(),
    decidedAt: integer('decided_at').notNull(),
  },
  (t) => [
    check('decisions_verdict', oneOf(t.verdict, ['send', 'suppress'])),
    check('decisions_reason', oneOf(t.reason, SUPPRESSIONS)),
    check('decisions_shape', sql`(${t.verdict} = 'send') = (${t.reason} IS NULL)`),
    check('decisions_message', sql`(${t.verdict} = 'send') = (${t.messageId} IS NOT NULL)`),
  ],
);
