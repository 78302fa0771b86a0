import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { prefixOf } from '../../core/caps.ts';
import { and, asc, eq, gt, lt, lte, sql } from '../drizzle.ts';
import { calls, countedTexts, heldTexts, lines } from '../schema.ts';

export type HeldRow = typeof heldTexts.$inferSelect;

/** A held text with the call that it answers. */
export interface HeldText extends HeldRow {
  readonly lineId: number;
  readonly lineNumber: string;
  readonly leadId: number | null;
}

export function capReader(db: BetterSQLite3Database) {
  const countOf = (rows: ReturnType<typeof counted>) =>
    db.select({ count: sql<number>`count(*)` }).from(rows).prepare();
  /** Rows of a stretch of time, walked no further than a limit: counting costs no more than the limit allows. */
  const counted = (column: 'number' | 'prefix' | null) =>
    db
      .select({ id: countedTexts.id })
      .from(countedTexts)
      .where(
        and(
          column === null ? undefined : eq(countedTexts[column], sql.placeholder('key')),
          gt(countedTexts.at, sql.placeholder('after')),
          lte(countedTexts.at, sql.placeholder('now')),
        ),
      )
      .limit(sql.placeholder('limit'))
      .as('counted');
  const ofNumber = countOf(counted('number'));
  const ofPrefix = countOf(counted('prefix'));
  const ofAll = countOf(counted(null));
  const held = db
    .select({
      callId: heldTexts.callId,
      cap: heldTexts.cap,
      fromNumber: heldTexts.fromNumber,
      toNumber: heldTexts.toNumber,
      body: heldTexts.body,
      heldAt: heldTexts.heldAt,
      notBefore: heldTexts.notBefore,
      expiresAt: heldTexts.expiresAt,
      lineId: calls.lineId,
      lineNumber: lines.number,
      leadId: calls.leadId,
    })
    .from(heldTexts)
    .innerJoin(calls, eq(calls.id, heldTexts.callId))
    .innerJoin(lines, eq(lines.id, calls.lineId));
  const heldAfter = held
    .where(gt(heldTexts.callId, sql.placeholder('after')))
    .orderBy(asc(heldTexts.callId))
    .limit(sql.placeholder('limit'))
    .prepare();
  const heldOf = db
    .select()
    .from(heldTexts)
    .where(eq(heldTexts.callId, sql.placeholder('callId')))
    .prepare();
  const heldTo = db
    .select()
    .from(heldTexts)
    .where(eq(heldTexts.toNumber, sql.placeholder('number')))
    .prepare();
  return {
    /** Texts to a number in (now - windowMs, now]; counted no further than `limit`. */
    usedByNumber: (number: string, now: number, windowMs: number, limit: number): number =>
      ofNumber.get({ key: number, after: now - windowMs, now, limit })?.count ?? 0,
    /** The same of all numbers that share a prefix. */
    usedByPrefix: (prefix: string, now: number, windowMs: number, limit: number): number =>
      ofPrefix.get({ key: prefix, after: now - windowMs, now, limit })?.count ?? 0,
    /** The same of all numbers. */
    used: (now: number, windowMs: number, limit: number): number =>
      ofAll.get({ after: now - windowMs, now, limit })?.count ?? 0,
    /** What is held, in the order of the calls, those after the call `after`. */
    held: (limit: number, after = 0): HeldText[] => heldAfter.all({ limit, after }),
    /** What is held for a number. */
    heldTo: (number: string): HeldRow[] => heldTo.all({ number }),
    heldOf: (callId: number): HeldRow | undefined => heldOf.get({ callId }),
  };
}

export function capWriter(db: BetterSQLite3Database) {
  const insert = db
    .insert(countedTexts)
    .values({
      number: sql.placeholder('number'),
      prefix: sql.placeholder('prefix'),
      at: sql.placeholder('at'),
    })
    .prepare();
  return {
    count(number: string, at: number): void {
      insert.run({ number, prefix: prefixOf(number), at });
    },
    hold(text: HeldRow): void {
      db.insert(heldTexts).values(text).run();
    },
    letGo(callId: number): void {
      db.delete(heldTexts).where(eq(heldTexts.callId, callId)).run();
    },
    /** Lets go of what was held in vain; the calls that it answers. */
    letGoOfExpired: (now: number): { readonly callId: number }[] =>
      db.delete(heldTexts).where(lte(heldTexts.expiresAt, now)).returning({ callId: heldTexts.callId }).all(),
    dropCountsBefore(at: number): void {
      db.delete(countedTexts).where(lt(countedTexts.at, at)).run();
    },
  };
}
