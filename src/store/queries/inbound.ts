import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, lt } from '../drizzle.ts';
import { earlyReceipts, inboundParts } from '../schema.ts';

export type InboundPartRow = typeof inboundParts.$inferSelect;
export type PartKey = Pick<InboundPartRow, 'fromNumber' | 'toNumber' | 'reference' | 'total'>;

export function inboundReader(db: BetterSQLite3Database) {
  return {
    /** The parts that have come of one long text, in order. */
    partsOf: (key: PartKey): InboundPartRow[] =>
      db.select().from(inboundParts).where(matches(key)).orderBy(asc(inboundParts.index)).all(),
  };
}

export function inboundWriter(db: BetterSQLite3Database) {
  return {
    /** The same part twice is one. */
    addPart(part: InboundPartRow): void {
      db.insert(inboundParts).values(part).onConflictDoNothing().run();
    },
    dropParts(key: PartKey): void {
      db.delete(inboundParts).where(matches(key)).run();
    },
    /** Lets go of receipts that no message ever claimed. Returns how many. */
    dropEarlyReceiptsBefore: (at: number): number =>
      db.delete(earlyReceipts).where(lt(earlyReceipts.receivedAt, at)).run().changes,
    /** Long texts of which a part has been missing since `at`: their first parts, to be kept as they are. */
    incompleteBefore: (at: number): InboundPartRow[] =>
      db.select().from(inboundParts).where(lt(inboundParts.receivedAt, at)).limit(1000).all(),
  };
}

function matches(key: PartKey) {
  return and(
    eq(inboundParts.fromNumber, key.fromNumber),
    eq(inboundParts.toNumber, key.toNumber),
    eq(inboundParts.reference, key.reference),
    eq(inboundParts.total, key.total),
  );
}
