import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { sql } from '../drizzle.ts';

/** What was found: the row, the lead that it belongs to now, and the words of the row. */
export interface SearchHit {
  readonly id: number;
  readonly leadId: number;
  readonly words: string;
  readonly at: number;
}

/** Full-text search. Each list has the newest rows first, those with an id under `before`. */
export function searchReader(db: BetterSQLite3Database) {
  return {
    /** Leads of which a number holds these digits, three at least. */
    numbers: (digits: string, before: number, limit: number): SearchHit[] =>
      db.all(sql`
        SELECT leads.id, coalesce(leads.merged_into, leads.id) AS leadId, leads.number AS words,
          leads.last_activity_at AS at
        FROM lead_number_parts AS part JOIN leads ON leads.id = part.rowid
        WHERE part.lead_number_parts MATCH ${`"${digits}"`} AND part.rowid < ${before} AND leads.erased_at IS NULL
        ORDER BY part.rowid DESC LIMIT ${limit}`),
    /** Leads whose name matches, as FTS5 reads it. */
    names: (match: string, before: number, limit: number): SearchHit[] =>
      db.all(sql`
        SELECT leads.id, coalesce(leads.merged_into, leads.id) AS leadId, leads.name AS words,
          leads.last_activity_at AS at
        FROM lead_name_words AS name JOIN leads ON leads.id = name.rowid
        WHERE name.lead_name_words MATCH ${match} AND name.rowid < ${before}
        ORDER BY name.rowid DESC LIMIT ${limit}`),
    notes: (match: string, before: number, limit: number): SearchHit[] =>
      db.all(sql`
        SELECT notes.id, notes.lead_id AS leadId, notes.body AS words, notes.at
        FROM note_words AS word JOIN notes ON notes.id = word.rowid
        WHERE word.note_words MATCH ${match} AND word.rowid < ${before}
        ORDER BY word.rowid DESC LIMIT ${limit}`),
    /** Texts, both ways; not those to the business's own people. */
    texts: (match: string, before: number, limit: number): SearchHit[] =>
      db.all(sql`
        SELECT messages.id, messages.lead_id AS leadId, messages.body AS words, messages.created_at AS at
        FROM message_words AS word JOIN messages ON messages.id = word.rowid
        WHERE word.message_words MATCH ${match} AND word.rowid < ${before} AND messages.lead_id IS NOT NULL
        ORDER BY word.rowid DESC LIMIT ${limit}`),
  };
}
