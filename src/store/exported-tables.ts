import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type * as schema from './schema.ts';

type NameOf<Table> = Table extends SQLiteTable<infer Config> ? Config['name'] : never;
type TableName = NameOf<(typeof schema)[keyof typeof schema]>;

/** A table that an export takes. */
interface ExportedTable {
  readonly name: TableName;
  /** SQL: which of its rows; absent for all. */
  readonly only?: string;
}

/** An address that lets whoever knows it read or send: a webhook's URL, the topic of ntfy. */
const OPEN_ADDRESS = "channel IN ('sms', 'email')";
const ALERT_CHANNEL = "action IN ('add alert channel', 'change alert channel', 'remove alert channel')";

/**
 * Everything of the business that is not this machine's own, in an order in which rows refer to rows before them as
 * far as that goes. A new table is named here or in NOT_EXPORTED, else the types do not fit.
 */
const TABLES = [
  // The name that Asterisk knows this textback by: two must not share it.
  { name: 'settings', only: "name <> 'installation'" },
  { name: 'users' },
  { name: 'notice_channels', only: OPEN_ADDRESS },
  { name: 'lines' },
  { name: 'hunt_steps' },
  { name: 'destinations' },
  { name: 'line_owners' },
  { name: 'hours' },
  { name: 'holidays' },
  { name: 'templates' },
  { name: 'stages' },
  { name: 'leads' },
  { name: 'lead_tags' },
  { name: 'notes' },
  { name: 'stage_moves' },
  { name: 'assignments' },
  { name: 'lead_merges' },
  { name: 'lead_merge_rows' },
  { name: 'unread_conversations' },
  { name: 'outbound_calls' },
  { name: 'calls' },
  { name: 'call_legs' },
  { name: 'response_clocks' },
  { name: 'messages' },
  { name: 'message_parts' },
  { name: 'decisions' },
  { name: 'held_texts' },
  { name: 'counted_texts' },
  { name: 'refused_numbers' },
  { name: 'blocked_numbers' },
  { name: 'credit_entries' },
  { name: 'consents' },
  { name: 'consent_reviews' },
  { name: 'early_receipts' },
  { name: 'inbound_parts' },
  { name: 'seen_texts' },
  // What people were not told of yet is not told by another database.
  { name: 'notices', only: `${OPEN_ADDRESS} AND not_before IS NULL` },
  { name: 'alerts', only: 'announced_at IS NOT NULL' },
  {
    name: 'audit',
    only: `NOT (${ALERT_CHANNEL}) OR coalesce(after ->> 'channel', before ->> 'channel') IN ('sms', 'email')`,
  },
] as const satisfies readonly ExportedTable[];

export const EXPORTED_TABLES: readonly ExportedTable[] = TABLES;

/** What an export leaves out, and why. */
export const NOT_EXPORTED: Readonly<Record<Exclude<TableName, (typeof TABLES)[number]['name']>, string>> = {
  passwords: 'whoever has the file could try words on their hashes',
  passkeys: 'they fit only the address that they were made under',
  sessions: 'browsers that are signed in here',
  api_tokens: 'programs that may ask here',
  push_keys: 'with which whoever has the file could write to phones',
  push_devices: 'phones and browsers that show alerts of this machine',
  kept_answers: 'what such programs were answered within a day',
  webhook_endpoints:
    'where programs of this machine’s owner are told, with the secrets that they are told by',
  events: 'what those programs are told; another database tells of what happens there',
  webhook_deliveries: 'how far that is',
  gateway_health: 'how the gateways are at this moment; the daemon says it anew',
};
