import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { QUARTER_MS } from '../../core/hour-of-week.ts';
import { AUTO_REPLIES } from '../../core/message-kind.ts';
import { and, asc, desc, eq, gte, inArray, sql } from '../drizzle.ts';
import { preparedByShape } from '../prepared-by-shape.ts';
import { earlyReceipts, messageParts, messages } from '../schema.ts';

export type MessageRow = typeof messages.$inferSelect;
export type NewMessage = typeof messages.$inferInsert;
export type PartRow = typeof messageParts.$inferSelect;
export type EarlyReceipt = typeof earlyReceipts.$inferSelect;
export type NewEarlyReceipt = Omit<EarlyReceipt, 'id' | 'receipt' | 'carrierId'>;

export function messageReader(db: BetterSQLite3Database) {
  const byId = db
    .select()
    .from(messages)
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare();
  const ofLead = db
    .select()
    .from(messages)
    .where(eq(messages.leadId, sql.placeholder('leadId')))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const partsOf = db
    .select()
    .from(messageParts)
    .where(eq(messageParts.messageId, sql.placeholder('messageId')))
    .orderBy(asc(messageParts.index))
    .prepare();
  const latestTo = db
    .select()
    .from(messages)
    .where(and(eq(messages.direction, sql`'out'`), eq(messages.toNumber, sql.placeholder('toNumber'))))
    .orderBy(desc(messages.id))
    .limit(1)
    .prepare();
  const autoReplies = db
    .select({ count: sql<number>`count(*)` })
    .from(messages)
    .where(
      and(
        eq(messages.leadId, sql.placeholder('leadId')),
        gte(messages.createdAt, sql.placeholder('since')),
        inArray(messages.kind, [...AUTO_REPLIES]),
      ),
    )
    .prepare();
  const toStaff = db
    .select({ createdAt: messages.createdAt })
    .from(messages)
    .where(and(eq(messages.userId, sql.placeholder('userId')), sql`kind = 'alert' AND user_id IS NOT NULL`))
    .orderBy(desc(messages.id))
    .limit(1)
    .offset(sql.placeholder('skip'))
    .prepare();
  // As the index messages_tally has it.
  const quarter = sql`${messages.createdAt} / ${sql.raw(String(QUARTER_MS))}`;
  const latestOut = db
    .select({ state: messages.state, detail: messages.detail })
    .from(messages)
    .where(and(gte(quarter, sql.placeholder('quarter')), eq(messages.direction, sql`'out'`)))
    .orderBy(desc(quarter))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** How the latest texts to anybody ended, the newest quarters of an hour first; `since` to a quarter's precision. */
    latestOut: (since: number, limit: number): Pick<MessageRow, 'state' | 'detail'>[] =>
      latestOut.all({ quarter: Math.floor(since / QUARTER_MS), limit }),
    byId: (id: number): MessageRow | undefined => byId.get({ id }),
    /** Newest first. */
    ofLead: (leadId: number, limit: number): MessageRow[] => ofLead.all({ leadId, limit }),
    /** How many texts have answered a lead's keywords by themselves since then. */
    autoRepliesSince: (leadId: number, since: number): number =>
      autoReplies.get({ leadId, since })?.count ?? 0,
    /** When the `nth` newest answer to one of the business's people was written; null where there are fewer. */
    nthAnswerAt: (userId: number, nth: number): number | null =>
      toStaff.get({ userId, skip: nth - 1 })?.createdAt ?? null,
    /** In order. */
    partsOf: (messageId: number): PartRow[] => partsOf.all({ messageId }),
    /**
     * The part that a gateway sent to `toNumber` under one of `carrierIds`, of the recipient's last 50 texts.
     * Carriers use ids again, and some answer every submit with the same: of several, the newest whose fate is
     * open, its first segment first.
     */
    partByCarrierId: (
      gateway: string,
      carrierIds: readonly string[],
      toNumber: string,
    ): PartRow | undefined => {
      const latest = db
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.direction, sql`'out'`), eq(messages.toNumber, toNumber)))
        .orderBy(desc(messages.id))
        .limit(50);
      return db
        .select()
        .from(messageParts)
        .where(
          and(
            inArray(messageParts.messageId, latest),
            eq(messageParts.gateway, gateway),
            inArray(messageParts.carrierId, [...carrierIds]),
          ),
        )
        .orderBy(
          sql`${messageParts.state} IN ('pending', 'accepted') DESC`,
          desc(messageParts.messageId),
          asc(messageParts.index),
        )
        .limit(1)
        .get();
    },
    /** The newest text to a number. */
    latestTo: (toNumber: string): MessageRow | undefined => latestTo.get({ toNumber }),
  };
}

export function messageWriter(db: BetterSQLite3Database) {
  const insert = preparedByShape((row: NewMessage) => db.insert(messages).values(row).returning().prepare());
  const update = preparedByShape((change: Partial<Omit<MessageRow, 'id'>>) =>
    db
      .update(messages)
      .set(change)
      .where(eq(messages.id, sql.placeholder('of')))
      .prepare(),
  );
  const insertPart = db
    .insert(messageParts)
    .values({
      messageId: sql.placeholder('messageId'),
      index: sql.placeholder('index'),
      text: sql.placeholder('text'),
      state: 'pending',
    })
    .prepare();
  const updatePart = preparedByShape((change: Partial<PartRow>) =>
    db
      .update(messageParts)
      .set(change)
      .where(
        and(eq(messageParts.messageId, sql.placeholder('of')), eq(messageParts.index, sql.placeholder('at'))),
      )
      .prepare(),
  );
  const addParts = (messageId: number, texts: readonly string[]): void => {
    texts.forEach((text, index) => {
      insertPart.run({ messageId, index, text });
    });
  };
  return {
    add: (message: NewMessage): MessageRow => insert(message).get(message),
    addParts,
    /** Cuts a text anew of which no carrier has a part. */
    replaceParts(messageId: number, texts: readonly string[]): void {
      db.delete(messageParts).where(eq(messageParts.messageId, messageId)).run();
      addParts(messageId, texts);
    },
    change(id: number, change: Partial<Omit<MessageRow, 'id'>>): void {
      update(change).run({ ...change, of: id });
    },
    changePart(part: Pick<PartRow, 'messageId' | 'index'>, change: Partial<PartRow>): void {
      updatePart(change).run({ ...change, of: part.messageId, at: part.index });
    },
    /** Keeps a receipt that names no segment yet, under every id that it may mean. */
    keepEarlyReceipt(receipt: NewEarlyReceipt, carrierIds: readonly string[]): void {
      let first: number | null = null;
      for (const carrierId of carrierIds) {
        const { id } = db
          .insert(earlyReceipts)
          .values({ ...receipt, carrierId, receipt: first ?? 0 })
          .returning({ id: earlyReceipts.id })
          .get();
        if (first === null)
          db.update(earlyReceipts).set({ receipt: id }).where(eq(earlyReceipts.id, id)).run();
        first ??= id;
      }
    },
    /** What was kept for a segment, oldest first. */
    earlyReceipts: (gateway: string, carrierId: string, recipient: string): EarlyReceipt[] =>
      db
        .select()
        .from(earlyReceipts)
        .where(
          and(
            eq(earlyReceipts.gateway, gateway),
            eq(earlyReceipts.carrierId, carrierId),
            eq(earlyReceipts.recipient, recipient),
          ),
        )
        .orderBy(asc(earlyReceipts.id))
        .all(),
    /** What was kept for a recipient since `at`, oldest first; each receipt once, under its first id. */
    earlyReceiptsTo: (gateway: string, recipient: string, at: number): EarlyReceipt[] =>
      db
        .select()
        .from(earlyReceipts)
        .where(
          and(
            eq(earlyReceipts.gateway, gateway),
            eq(earlyReceipts.recipient, recipient),
            eq(earlyReceipts.id, earlyReceipts.receipt),
            gte(earlyReceipts.receivedAt, at),
          ),
        )
        .orderBy(asc(earlyReceipts.id))
        .all(),
    /** Lets go of a receipt, under all ids that it was kept under. */
    dropEarlyReceipt({ receipt }: Pick<EarlyReceipt, 'receipt'>): void {
      db.delete(earlyReceipts).where(eq(earlyReceipts.receipt, receipt)).run();
    },
  };
}
