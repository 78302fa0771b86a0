import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, isNull, sql } from '../drizzle.ts';
import { pushDevices, pushKeys, users } from '../schema.ts';

export type PushKeyRow = typeof pushKeys.$inferSelect;
export type PushDeviceRow = typeof pushDevices.$inferSelect;

/** More than one person uses; see services/push-devices.ts. */
const SHOWN = 20;

export function pushReader(db: BetterSQLite3Database) {
  const keys = db.select().from(pushKeys).where(eq(pushKeys.id, 1)).prepare();
  const devicesOf = db
    .select()
    .from(pushDevices)
    .where(eq(pushDevices.userId, sql.placeholder('userId')))
    .orderBy(asc(pushDevices.id))
    .limit(SHOWN)
    .prepare();
  const byEndpoint = db
    .select()
    .from(pushDevices)
    .where(eq(pushDevices.endpoint, sql.placeholder('endpoint')))
    .prepare();
  const byId = db
    .select({ device: pushDevices })
    .from(pushDevices)
    .innerJoin(users, eq(users.id, pushDevices.userId))
    .where(and(eq(pushDevices.id, sql.placeholder('id')), isNull(users.removedAt)))
    .prepare();
  return {
    /** Undefined until they are made. */
    keys: (): PushKeyRow | undefined => keys.get(),
    /** A person's, the oldest first; 20 at most. */
    devicesOf: (userId: number): PushDeviceRow[] => devicesOf.all({ userId }),
    byEndpoint: (endpoint: string): PushDeviceRow | undefined => byEndpoint.get({ endpoint }),
    /** Whose person was not removed. */
    device: (id: number): PushDeviceRow | undefined => byId.get({ id })?.device,
  };
}

export function pushWriter(db: BetterSQLite3Database) {
  return {
    setKeys(keys: Omit<PushKeyRow, 'id'>): void {
      db.insert(pushKeys)
        .values({ id: 1, ...keys })
        .run();
    },
    addDevice: (device: Omit<PushDeviceRow, 'id'>): PushDeviceRow =>
      db.insert(pushDevices).values(device).returning().get(),
    removeDevice(id: number): void {
      db.delete(pushDevices).where(eq(pushDevices.id, id)).run();
    },
  };
}
