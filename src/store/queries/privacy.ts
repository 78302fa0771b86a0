import type { SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { RedactedTable, SearchIndex } from '../../core/erasable.ts';
import { sql } from '../drizzle.ts';

/** Whose rows are meant: one person may have several leads, merged into one, and several numbers. */
export interface PersonKey {
  readonly leadIds: readonly number[];
  /** E.164; a caller ID that cannot be read as a number as it came. */
  readonly numbers: readonly string[];
}

/** A text between textback and the business's own people. */
export interface StaffText {
  readonly id: number;
  readonly createdAt: number;
  readonly body: string;
}

interface NoticeText {
  readonly id: number;
  /** The text that carried it. */
  readonly messageId: number | null;
}

/** Over and done with: what is going on is left as it is. */
const IS_OVER: Readonly<Record<RedactedTable, string>> = {
  messages: 'not_before IS NULL',
  calls: "state = 'ended'",
  outbound_calls: 'ended_at IS NOT NULL',
};
const TIME: Readonly<Record<RedactedTable, string>> = {
  messages: 'created_at',
  calls: 'arrived_at',
  outbound_calls: 'dialed_at',
};
/**
 * By which numbers a row belongs to a person, beside its lead; each has its index. That is named, because SQLite may
 * take all calls without a number, and those are many once they are erased.
 */
const NUMBER: Readonly<
  Record<RedactedTable, readonly (readonly [column: string, where: string, index: string])[]>
> = {
  // A text from a customer has a lead always.
  messages: [['to_number', "direction = 'out'", 'messages_recipient']],
  calls: [
    ['from_number', 'from_number IS NOT NULL', 'calls_from_arrived'],
    ['from_raw', "from_number IS NULL AND from_raw <> ''", 'calls_from_raw'],
  ],
  outbound_calls: [['dialled_number', 'dialled_number IS NOT NULL', 'outbound_calls_number']],
};
const LEAD: Readonly<Record<RedactedTable, string>> = {
  messages: 'messages_lead',
  calls: 'calls_lead_arrived',
  outbound_calls: 'outbound_calls_lead',
};
/** A customer asked in these words to stop, and nobody has decided yet what was meant. */
const IS_DECIDED = `NOT EXISTS (SELECT 1 FROM consent_reviews AS review
  WHERE review.number = messages.from_number AND review.decided_at IS NULL AND review.message_id = messages.id)`;

/** Where personal data is, of one person or older than a day. */
export function privacyReader(db: BetterSQLite3Database) {
  const ids = (query: SQL): number[] => db.all<{ id: number }>(query).map(({ id }) => id);
  const count = (query: SQL): number => db.get<{ n: number }>(query).n;
  return {
    /** A lead, and those that were merged into it. */
    leadsOf: (leadId: number): { readonly id: number; readonly number: string }[] =>
      db.all(sql`SELECT id, number FROM leads WHERE id = ${leadId}
        UNION ALL SELECT id, number FROM leads WHERE merged_into = ${leadId}`),
    /** Rows of a person that still say something, but for what is going on. */
    rowsOf: (table: RedactedTable, person: PersonKey, limit: number): number[] =>
      ids(sql`${ofPerson(table, person)} LIMIT ${limit}`),
    countOf: (table: RedactedTable, person: PersonKey): number =>
      count(sql`SELECT count(*) AS n FROM (${ofPerson(table, person)})`),
    /** The oldest rows from before `at` that still say something, but for what is going on. */
    rowsBefore: (table: RedactedTable, at: number, limit: number): number[] =>
      ids(sql`SELECT id ${before(table, at)} ORDER BY ${sql.raw(TIME[table])} LIMIT ${limit}`),
    /** How many that is, with what is going on: the index tells it alone. */
    countBefore: (table: RedactedTable, at: number): number =>
      count(sql`SELECT count(*) AS n FROM ${sql.raw(table)}
        WHERE erased_at IS NULL AND ${sql.raw(TIME[table])} < ${at}`),
    /** Leads with whom nothing has happened since before `at`, the oldest first; not where something waits for a decision. */
    leadsBefore: (at: number, limit: number): number[] =>
      ids(sql`SELECT id ${untouched(at)} ORDER BY last_activity_at LIMIT ${limit}`),
    countLeadsBefore: (at: number): number => count(sql`SELECT count(*) AS n ${untouched(at)}`),
    /** Notes on those leads. */
    countNotesBefore: (at: number): number =>
      count(sql`SELECT count(*) AS n FROM notes WHERE lead_id IN (SELECT id ${untouched(at)})`),
    /** What people were told before `at`. */
    noticesBefore: (at: number, limit: number): number[] =>
      ids(sql`SELECT id ${toldBefore(at)} ORDER BY created_at LIMIT ${limit}`),
    countNoticesBefore: (at: number): number => count(sql`SELECT count(*) AS n ${toldBefore(at)}`),
    /** Alerts from before `at`: those that are over, and those about one customer. */
    alertsBefore: (at: number, limit: number): number[] =>
      ids(sql`SELECT id FROM alerts WHERE raised_at < ${at} AND (resolved_at < ${at} OR kind IN ('response-late', 'auto-reply-loop'))
        ORDER BY raised_at LIMIT ${limit}`),
    /** Texts to a person that are being sent right now. */
    beingSent: ({ leadIds, numbers }: PersonKey): number =>
      count(sql`SELECT count(*) AS n FROM messages WHERE not_before IS NOT NULL
        AND (lead_id IN (${list(leadIds)}) OR to_number IN (${list(numbers)}))`),
    notesOf: ({ leadIds }: PersonKey): number =>
      count(sql`SELECT count(*) AS n FROM notes WHERE lead_id IN (${list(leadIds)})`),
    /** What the business's people were told of a lead. */
    noticesOf: ({ leadIds }: PersonKey, limit: number): NoticeText[] =>
      db.all(sql`SELECT id, message_id AS messageId FROM notices
        WHERE lead_id IN (${list(leadIds)}) LIMIT ${limit}`),
    countNoticesOf: ({ leadIds }: PersonKey): number =>
      count(sql`SELECT count(*) AS n FROM notices WHERE lead_id IN (${list(leadIds)})`),
    /** Texts between textback and the business's people that still say something, oldest first. */
    staffTexts: (after: Pick<StaffText, 'id' | 'createdAt'>, limit: number): StaffText[] =>
      db.all(sql`SELECT id, created_at AS createdAt, body FROM messages
        WHERE lead_id IS NULL AND (created_at, id) > (${after.createdAt}, ${after.id})
          AND erased_at IS NULL AND not_before IS NULL
        ORDER BY created_at, id LIMIT ${limit}`),
    alertsAfter: (
      id: number,
      limit: number,
    ): { readonly id: number; readonly subject: string; readonly detail: string }[] =>
      db.all(sql`SELECT id, subject, detail FROM alerts WHERE id > ${id} ORDER BY id LIMIT ${limit}`),
  };
}

export function privacyWriter(db: BetterSQLite3Database) {
  return {
    /** Takes out what texts say, and the customer's number. */
    eraseTexts(ids: readonly number[], at: number): void {
      db.run(sql`UPDATE messages SET body = '', detail = '', erased_at = ${at},
        from_number = CASE direction WHEN 'in' THEN '' ELSE from_number END,
        to_number = CASE direction WHEN 'out' THEN '' ELSE to_number END
        WHERE id IN (${list(ids)})`);
      db.run(sql`UPDATE message_parts SET text = '' WHERE message_id IN (${list(ids)})`);
    },
    /** Takes out who called, and in what words it was decided whether to text them. */
    eraseCalls(ids: readonly number[], at: number): void {
      db.run(sql`UPDATE calls SET from_raw = '', from_number = NULL, from_name = '', erased_at = ${at}
        WHERE id IN (${list(ids)})`);
      db.run(sql`UPDATE decisions SET asked = NULL WHERE call_id IN (${list(ids)})`);
      db.run(sql`DELETE FROM held_texts WHERE call_id IN (${list(ids)})`);
    },
    /** Takes out who was called. */
    eraseCallsMade(ids: readonly number[], at: number): void {
      db.run(sql`UPDATE outbound_calls SET dialled_raw = '', dialled_number = NULL, erased_at = ${at}
        WHERE id IN (${list(ids)})`);
    },
    dropNotices(ids: readonly number[]): void {
      db.run(sql`DELETE FROM notices WHERE id IN (${list(ids)})`);
    },
    dropAlerts(ids: readonly number[]): void {
      db.run(sql`DELETE FROM alerts WHERE id IN (${list(ids)})`);
    },
    /**
     * Takes out of leads who they are, and what people wrote down about them. They stay, without a name, for what
     * they count in reports, and are in no list any more.
     */
    eraseLeads(ids: readonly number[], at: number): void {
      const leads = list(ids);
      db.run(sql`DELETE FROM notes WHERE lead_id IN (${leads})`);
      db.run(sql`DELETE FROM lead_tags WHERE lead_id IN (${leads})`);
      db.run(sql`DELETE FROM unread_conversations WHERE lead_id IN (${leads})`);
      db.run(sql`UPDATE response_clocks SET escalates_at = NULL
        WHERE lead_id IN (${leads}) AND escalates_at IS NOT NULL`);
      for (const column of [sql`into_id`, sql`from_id`]) {
        db.run(sql`DELETE FROM lead_merge_rows
          WHERE merge_id IN (SELECT id FROM lead_merges WHERE ${column} IN (${leads}))`);
        db.run(sql`UPDATE lead_merges SET before = json_set(before, '$.name', ''),
          after = json_set(after, '$.name', ''), tags = '[]' WHERE ${column} IN (${leads})`);
      }
      const subjects = list(ids.map((id) => `lead:${id}`));
      db.run(sql`UPDATE audit SET before = NULL, after = NULL WHERE subject IN (${subjects})`);
      db.run(sql`UPDATE leads SET number = ${ERASED_PREFIX} || id, name = '', paused_until = NULL,
        closed_at = coalesce(closed_at, ${at}), erased_at = ${at} WHERE id IN (${leads})`);
    },
    /** Takes a number out of what was asked about its consent, where nothing came of that. */
    forgetReviews(number: string): void {
      db.run(sql`UPDATE consent_reviews SET number = '' WHERE number = ${number} AND decided_at IS NOT NULL`);
      db.run(sql`UPDATE audit SET subject = 'consent:erased', before = NULL, after = NULL
        WHERE subject = ${`consent:${number}`}`);
    },
    /** Takes a number out of everything else that is kept by number alone; a block stays, without its note. */
    forgetNumber(number: string, isBlocked: boolean): void {
      // What the caps count goes on counting, for nobody.
      db.run(sql`UPDATE counted_texts SET number = '' WHERE number = ${number}`);
      db.run(sql`DELETE FROM refused_numbers WHERE number = ${number}`);
      db.run(sql`DELETE FROM early_receipts WHERE recipient = ${number}`);
      db.run(sql`DELETE FROM inbound_parts WHERE from_number = ${number}`);
      db.run(sql`UPDATE blocked_numbers SET note = '' WHERE number = ${number} AND note <> ''`);
      const block = isBlocked ? `block:${number}` : 'block:erased';
      db.run(sql`UPDATE audit SET subject = ${block}, before = NULL, after = NULL
        WHERE subject = ${`block:${number}`}`);
    },
    /** Takes out the rows that the query planner took as samples (sqlite_stat4), numbers among them; it does without. */
    dropSamples(): void {
      const has = db.get(sql`SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'`);
      if (has !== undefined) db.run(sql`DELETE FROM sqlite_stat4`);
    },
    /**
     * A step of clearing a search index of the words of rows that are gone: until it is all one piece, they stand in
     * it still, marked as deleted (https://www.sqlite.org/fts5.html#the_merge_command).
     * @returns whether there is more to do
     */
    mergeSearch(index: SearchIndex, isFirst: boolean): boolean {
      const [name, pages] = [sql.raw(index), isFirst ? -MERGED_PAGES : MERGED_PAGES];
      const changes = () => db.get<{ n: number }>(sql`SELECT total_changes() AS n`).n;
      const before = changes();
      db.run(sql`INSERT INTO ${name} (${name}, rank) VALUES ('merge', ${pages})`);
      return changes() - before >= 2;
    },
  };
}

/** About 0.1 MB: some milliseconds. */
const MERGED_PAGES = 32;

/** No number and no caller ID: with it, `leads.number` says whose lead an erased one was. */
const ERASED_PREFIX = 'erased:';

function ofPerson(table: RedactedTable, { leadIds, numbers }: PersonKey): SQL {
  const rows = (index: string) =>
    sql`SELECT id FROM ${sql.raw(table)} INDEXED BY ${sql.raw(index)}
      WHERE erased_at IS NULL AND ${sql.raw(IS_OVER[table])}`;
  return NUMBER[table].reduce(
    (found, [column, where, index]) =>
      sql`${found} UNION ${rows(index)} AND ${sql.raw(where)} AND ${sql.raw(column)} IN (${list(numbers)})`,
    sql`${rows(LEAD[table])} AND lead_id IN (${list(leadIds)})`,
  );
}

function before(table: RedactedTable, at: number): SQL {
  const also = table === 'messages' ? sql.raw(`AND ${IS_DECIDED}`) : sql``;
  return sql`FROM ${sql.raw(table)} WHERE erased_at IS NULL AND ${sql.raw(TIME[table])} < ${at}
    AND ${sql.raw(IS_OVER[table])} ${also}`;
}

/** Whoever seems to have asked for no more texts is left until somebody has decided: the words are needed for that. */
function untouched(at: number): SQL {
  return sql`FROM leads WHERE merged_into IS NULL AND erased_at IS NULL AND last_activity_at < ${at}
    AND id NOT IN (SELECT coalesce(asking.merged_into, asking.id)
      FROM consent_reviews AS review JOIN leads AS asking ON asking.number = review.number
      WHERE review.decided_at IS NULL)`;
}

function toldBefore(at: number): SQL {
  return sql`FROM notices WHERE created_at < ${at} AND (not_before IS NULL OR expires_at < ${at})`;
}

function list(values: readonly (number | string)[]): SQL {
  return sql`SELECT value FROM json_each(${JSON.stringify(values)})`;
}
