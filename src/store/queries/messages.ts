import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, inArray, sql } from '../drizzle.ts';
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
  return {
    byId: (id: number): MessageRow | undefined => byId.get({ id }),
    /** Newest first. */
    ofLead: (leadId: number, limit: number): MessageRow[] => ofLead.all({ leadId, limit }),
    /** In order. */
    partsOf: (messageId: number): PartRow[] => partsOf.all({ messageId }),
    /** The newest part that a gateway sent to `toNumber` under one of `carrierIds`. Carriers reuse ids. */
    partByCarrierId: (
      gateway: string,
      carrierIds: readonly string[],
      toNumber: string,
    ): PartRow | undefined =>
      db
        .select({ part: messageParts })
        .from(messageParts)
        .innerJoin(messages, eq(messages.id, messageParts.messageId))
        .where(
          and(
            eq(messageParts.gateway, gateway),
            inArray(messageParts.carrierId, [...carrierIds]),
            eq(messages.toNumber, toNumber),
          ),
        )
        .orderBy(desc(messageParts.messageId))
        .limit(1)
        .get()?.part,
  };
}

export function messageWriter(db: BetterSQLite3Database) {
  const addParts = (messageId: number, texts: readonly string[]): void => {
    db.insert(messageParts)
      .values(texts.map((text, index) => ({ messageId, index, text, state: 'pending' as const })))
      .run();
  };
  return {
    add: (message: NewMessage): MessageRow => db.insert(messages).values(message).returning().get(),
    addParts,
    /** Cuts a text anew of which no carrier has a part. */
    replaceParts(messageId: number, texts: readonly string[]): void {
      db.delete(messageParts).where(eq(messageParts.messageId, messageId)).run();
      addParts(messageId, texts);
    },
    change(id: number, change: Partial<Omit<MessageRow, 'id'>>): void {
      db.update(messages).set(change).where(eq(messages.id, id)).run();
    },
    changePart(part: Pick<PartRow, 'messageId' | 'index'>, change: Partial<PartRow>): void {
      db.update(messageParts)
        .set(change)
        .where(and(eq(messageParts.messageId, part.messageId), eq(messageParts.index, part.index)))
        .run();
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
    /** Takes out what was kept for a segment, oldest first, with all other ids that it was kept under. */
    takeEarlyReceipts(gateway: string, carrierId: string, recipient: string): EarlyReceipt[] {
      const found = db
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
        .all();
      for (const { receipt } of found) {
        db.delete(earlyReceipts).where(eq(earlyReceipts.receipt, receipt)).run();
      }
      return found;
    },
  };
}
