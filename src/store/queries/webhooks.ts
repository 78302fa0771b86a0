import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, getTableColumns, sql } from '../drizzle.ts';
import { events, webhookDeliveries, webhookEndpoints } from '../schema.ts';

export type EndpointRow = typeof webhookEndpoints.$inferSelect;
export type NewEndpoint = Pick<
  EndpointRow,
  'name' | 'url' | 'secret' | 'kinds' | 'settledThrough' | 'createdAt'
>;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
/** With what was delivered. */
export type DeliveredEvent = DeliveryRow & Pick<typeof events.$inferSelect, 'uid' | 'kind' | 'at'>;

/** A service keeps them few. */
const MOST_ENDPOINTS = 100;

export function webhookReader(db: BetterSQLite3Database) {
  const all = db
    .select()
    .from(webhookEndpoints)
    .orderBy(asc(webhookEndpoints.id))
    .limit(MOST_ENDPOINTS)
    .prepare();
  const byId = db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, sql.placeholder('id')))
    .prepare();
  const byName = db
    .select()
    .from(webhookEndpoints)
    .where(sql`${webhookEndpoints.name} = ${sql.placeholder('name')} COLLATE NOCASE`)
    .prepare();
  const deliveryOf = db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, sql.placeholder('endpointId')),
        eq(webhookDeliveries.eventId, sql.placeholder('eventId')),
      ),
    )
    .prepare();
  const latest = db
    .select({
      ...getTableColumns(webhookDeliveries),
      ...{ uid: events.uid, kind: events.kind, at: events.at },
    })
    .from(webhookDeliveries)
    .innerJoin(events, eq(events.id, webhookDeliveries.eventId))
    .where(eq(webhookDeliveries.endpointId, sql.placeholder('endpointId')))
    .orderBy(desc(webhookDeliveries.triedAt), desc(webhookDeliveries.eventId))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** In the order in which they were added. */
    all: (): EndpointRow[] => all.all(),
    byId: (id: number): EndpointRow | undefined => byId.get({ id }),
    /** In any case. */
    byName: (name: string): EndpointRow | undefined => byName.get({ name }),
    deliveryOf: (endpointId: number, eventId: number): DeliveryRow | undefined =>
      deliveryOf.get({ endpointId, eventId }),
    /** What was tried last at an endpoint first. */
    latest: (endpointId: number, limit: number): DeliveredEvent[] => latest.all({ endpointId, limit }),
  };
}

export function webhookWriter(db: BetterSQLite3Database) {
  return {
    add: (endpoint: NewEndpoint): EndpointRow =>
      db.insert(webhookEndpoints).values(endpoint).returning().get(),
    change(id: number, change: Partial<Omit<EndpointRow, 'id'>>): void {
      db.update(webhookEndpoints).set(change).where(eq(webhookEndpoints.id, id)).run();
    },
    /** What is kept of what was sent there goes with the events. */
    remove(id: number): void {
      db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id)).run();
    },
    /** How the latest attempt went, in place of what was kept of the one before. */
    keepDelivery({ endpointId, eventId, ...rest }: DeliveryRow): void {
      db.insert(webhookDeliveries)
        .values({ endpointId, eventId, ...rest })
        .onConflictDoUpdate({
          target: [webhookDeliveries.eventId, webhookDeliveries.endpointId],
          set: rest,
        })
        .run();
    },
    /** What waited anywhere is not sent any more: all is settled up to `eventId`. */
    settleAllThrough(eventId: number): void {
      db.update(webhookEndpoints).set({ settledThrough: eventId, notBefore: null, failingSince: null }).run();
    },
  };
}
