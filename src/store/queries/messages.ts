import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { earlyReceipts, messageParts, messages } from '../schema.ts';

export type MessageRow = typeof messages.$inferSelect;
export type NewMessage = typeof messages.$inferInsert;
export type PartRow = typeof messageParts.$inferSelect;
export type EarlyReceipt = typeof earlyReceipts.$inferSelect;

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
    earlyReceipt: (
      gateway: string,
      carrierIds: readonly string[],
      recipient: string,
    ): EarlyReceipt | undefined =>
      db
        .select()
        .from(earlyReceipts)
        .where(
          and(
            eq(earlyReceipts.gateway, gateway),
            inArray(earlyReceipts.carrierId, [...carrierIds]),
            eq(earlyReceipts.recipient, recipient),
          ),
        )
        .orderBy(desc(earlyReceipts.id))
        .limit(1)
        .get(),
  };
}

export function messageWriter(db: BetterSQLite3Database) {
  return {
    add: (message: NewMessage): MessageRow => db.insert(messages).values(message).returning().get(),
    addParts(messageId: number, texts: readonly string[]): void {
      db.insert(messageParts)
        .values(texts.map((text, index) => ({ messageId, index, text, state: 'pending' as const })))
        .run();
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
    keepEarlyReceipt(receipt: Omit<EarlyReceipt, 'id'>): void {
      db.insert(earlyReceipts).values(receipt).run();
    },
    dropEarlyReceipt(id: number): void {
      db.delete(earlyReceipts).where(eq(earlyReceipts.id, id)).run();
    },
  };
}
