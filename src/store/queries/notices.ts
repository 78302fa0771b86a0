import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { NOTICE_CHANNELS, type NoticeChannel } from '../../core/notice.ts';
import { and, asc, desc, eq, gt, isNull, lt, lte, sql } from '../drizzle.ts';
import { noticeChannels, notices, users } from '../schema.ts';
import type { UserRow } from './users.ts';

export type NoticeChannelRow = typeof noticeChannels.$inferSelect;
export type NoticeRow = typeof notices.$inferSelect;
export type NewNotice = Omit<NoticeRow, 'id' | 'attempts'>;
/** A way to tell a person, and the person. */
export type ChannelWithUser = NoticeChannelRow & Pick<UserRow, 'role' | 'phone' | 'email' | 'language'>;

export function noticeReader(db: BetterSQLite3Database) {
  const due = db
    .select()
    .from(notices)
    .where(lte(notices.notBefore, sql.placeholder('now')))
    .orderBy(asc(notices.notBefore))
    .limit(sql.placeholder('limit'))
    .prepare();
  const newest = db
    .select({ notice: notices, userName: users.name })
    .from(notices)
    .innerJoin(users, eq(users.id, notices.userId))
    .where(lt(notices.id, sql.placeholder('before')))
    .orderBy(desc(notices.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const latestOf = db
    .select()
    .from(notices)
    .where(
      and(eq(notices.userId, sql.placeholder('userId')), eq(notices.channel, sql.placeholder('channel'))),
    )
    .orderBy(desc(notices.createdAt))
    .limit(sql.placeholder('limit'))
    .prepare();
  const channelsOf = db
    .select()
    .from(noticeChannels)
    .where(eq(noticeChannels.userId, sql.placeholder('userId')))
    .orderBy(asc(noticeChannels.channel), asc(noticeChannels.address))
    .limit(20)
    .prepare();
  const channels = db
    .select({
      channel: noticeChannels,
      ...{ role: users.role, phone: users.phone, email: users.email, language: users.language },
    })
    .from(noticeChannels)
    .innerJoin(users, eq(users.id, noticeChannels.userId))
    .where(isNull(users.removedAt))
    .orderBy(asc(noticeChannels.id))
    .limit(200)
    .prepare();
  const channelById = db
    .select()
    .from(noticeChannels)
    .where(eq(noticeChannels.id, sql.placeholder('id')))
    .prepare();
  const textsSince = db
    .select({ count: sql<number>`count(*)` })
    .from(notices)
    .where(
      and(
        eq(notices.userId, sql.placeholder('userId')),
        eq(notices.channel, sql.placeholder('channel')),
        gt(notices.createdAt, sql.placeholder('since')),
      ),
    )
    .prepare();
  return {
    /** Those whose time has come, oldest first. */
    due: (now: number, limit: number): NoticeRow[] => due.all({ now, limit }),
    /** Newest first, those with an id under `before`. */
    newest: (limit: number, before: number = Number.MAX_SAFE_INTEGER) => newest.all({ limit, before }),
    /** What a person was told, newest first. */
    latestOf: (userId: number, limit: number): NoticeRow[] =>
      // Each way from its own place in the index.
      NOTICE_CHANNELS.flatMap((channel) => latestOf.all({ userId, channel, limit }))
        .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
        .slice(0, limit),
    /** How a person is told; 20 at most. */
    channelsOf: (userId: number): NoticeChannelRow[] => channelsOf.all({ userId }),
    /** How everybody is told; 200 at most. */
    channels: (): ChannelWithUser[] =>
      channels.all().map(({ channel, ...user }) => ({ ...channel, ...user })),
    channelById: (id: number): NoticeChannelRow | undefined => channelById.get({ id }),
    /** How many notices a person had through a channel. */
    countSince: (userId: number, channel: NoticeChannel, since: number): number =>
      textsSince.get({ userId, channel, since })?.count ?? 0,
  };
}

export function noticeWriter(db: BetterSQLite3Database) {
  return {
    /** Undefined where somebody was told of this through this channel before. */
    add: (notice: NewNotice): NoticeRow | undefined =>
      db.insert(notices).values(notice).onConflictDoNothing().returning().get(),
    change(id: number, change: Partial<Omit<NoticeRow, 'id' | 'key'>>): void {
      db.update(notices).set(change).where(eq(notices.id, id)).run();
    },
    /** Undefined where the person has this one already. */
    addChannel: (channel: Omit<NoticeChannelRow, 'id'>): NoticeChannelRow | undefined =>
      db.insert(noticeChannels).values(channel).onConflictDoNothing().returning().get(),
    changeChannel(id: number, change: Pick<NoticeChannelRow, 'address' | 'kinds' | 'atNight'>): void {
      db.update(noticeChannels).set(change).where(eq(noticeChannels.id, id)).run();
    },
    removeChannel(id: number): void {
      db.delete(noticeChannels).where(eq(noticeChannels.id, id)).run();
    },
  };
}
