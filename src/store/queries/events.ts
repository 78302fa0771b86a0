import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { EventFacts, EventKind, EventSubject } from '../../core/webhook-event.ts';
import { and, asc, eq, gt, gte, isNull, lt, max, min, or, sql } from '../drizzle.ts';
import { events, webhookEndpoints } from '../schema.ts';

export type EventRow = typeof events.$inferSelect;
export type NewEvent = Partial<EventSubject> & {
  readonly kind: EventKind;
  readonly at: number;
  readonly facts?: EventFacts;
  /** Absent: for every endpoint. */
  readonly endpointId?: number;
};

export function eventReader(db: BetterSQLite3Database) {
  const awaited = db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(gt(webhookEndpoints.id, 0))
    .limit(1)
    .prepare();
  const newest = db
    .select({ id: max(events.id) })
    .from(events)
    .prepare();
  const byUid = db
    .select()
    .from(events)
    .where(eq(events.uid, sql.placeholder('uid')))
    .prepare();
  const firstSince = db
    .select({ id: min(events.id) })
    .from(events)
    .where(gte(events.at, sql.placeholder('at')))
    .prepare();
  const after = db
    .select()
    .from(events)
    .where(and(gt(events.id, sql.placeholder('id')), isNull(events.endpointId)))
    .orderBy(asc(events.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const nextFor = db
    .select()
    .from(events)
    .where(
      and(
        gt(events.id, sql.placeholder('id')),
        or(
          eq(events.endpointId, sql.placeholder('endpointId')),
          and(
            isNull(events.endpointId),
            or(
              sql`${sql.placeholder('kinds')} IS NULL`,
              sql`${events.kind} IN (SELECT value FROM json_each(${sql.placeholder('kinds')}))`,
            ),
          ),
        ),
      ),
    )
    .orderBy(asc(events.id))
    .limit(1)
    .prepare();
  return {
    /** Whether anybody follows: without an endpoint nothing is kept. */
    isAwaited: (): boolean => awaited.get() !== undefined,
    /** 0 where there are none. */
    newestId: (): number => newest.get()?.id ?? 0,
    byUid: (uid: string): EventRow | undefined => byUid.get({ uid }),
    /** The first of those that happened at `at` or later; null where there is none. What is heard of late has its place late. */
    firstSince: (at: number): number | null => firstSince.get({ at })?.id ?? null,
    /** For everybody, in order, those after an id. */
    after: (id: number, limit: number): EventRow[] => after.all({ id, limit }),
    /** The next after `id` that an endpoint wants. `kinds` null for all. */
    nextFor: (endpointId: number, id: number, kinds: readonly EventKind[] | null): EventRow | undefined =>
      nextFor.get({ id, endpointId, kinds: kinds === null ? null : JSON.stringify(kinds) }),
  };
}

export function eventWriter(db: BetterSQLite3Database) {
  const add = db
    .insert(events)
    .values({
      // 96 bits: as good as never the same twice.
      uid: sql`'evt_' || lower(hex(randomblob(12)))`,
      ...{ kind: sql`${sql.placeholder('kind')}`, at: sql`${sql.placeholder('at')}` },
      endpointId: sql`${sql.placeholder('endpointId')}`,
      leadId: sql`${sql.placeholder('leadId')}`,
      callId: sql`${sql.placeholder('callId')}`,
      outboundCallId: sql`${sql.placeholder('outboundCallId')}`,
      messageId: sql`${sql.placeholder('messageId')}`,
      facts: sql`${sql.placeholder('facts')}`,
    })
    .returning()
    .prepare();
  const NOTHING = { endpointId: null, leadId: null, callId: null, outboundCallId: null, messageId: null };
  return {
    /** Whatever it tells of is written in the same transaction. */
    add: ({ facts = {}, ...event }: NewEvent): EventRow =>
      add.get({ ...NOTHING, ...event, facts: JSON.stringify(facts) }),
    /** The oldest from before `at`, so many at most, with what was kept of their deliveries. Returns how many. */
    dropBefore(at: number, limit: number): number {
      const old = db
        .select({ id: events.id })
        .from(events)
        .where(lt(events.at, at))
        .orderBy(asc(events.at))
        .limit(limit)
        .all();
      if (old.length === 0) return 0;
      const ids = sql`SELECT value FROM json_each(${JSON.stringify(old.map(({ id }) => id))})`;
      db.run(sql`DELETE FROM webhook_deliveries WHERE event_id IN (${ids})`);
      db.run(sql`DELETE FROM events WHERE id IN (${ids})`);
      return old.length;
    },
  };
}
