import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { writeConsent } from '../../src/services/record-consent.ts';
import { atOnce, block, dumpColumns, meetPerson, NUMBERS, PERSON, WORDS } from '../fakes/erasable-person.ts';
import { business, LINE, type ServiceBench } from '../fakes/service-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

interface TableContents {
  /** Says nothing of a customer: ids, times, states, counts, and what is the business's own. */
  readonly plain: string;
  /** Of a customer, and taken out: emptied where the row stays, else gone with it. */
  readonly erased?: string;
  /** Of a customer, and stays. Why stands beside it. */
  readonly kept?: string;
}

/**
 * Every column of the database, and what becomes of it when a customer is erased. A new column has to be put here, and
 * where it holds personal data, `store/queries/privacy.ts` has to know it.
 */
const TABLES: Readonly<Record<string, TableContents>> = {
  alerts: { plain: 'id kind raised_at announced_at resolved_at', erased: 'subject detail' },
  // Who looked after a lead: the business's own people.
  assignments: { plain: 'id lead_id user_id reason actor at' },
  // The subject, `block:+1…` or `consent:+1…`, stays for as long as what it tells of.
  audit: { plain: 'id at actor action', erased: 'before after', kept: 'subject' },
  // Without the number nobody would be blocked any more.
  blocked_numbers: { plain: 'treatment actor blocked_at', erased: 'note', kept: 'number' },
  // The phones of the business.
  call_legs: {
    plain:
      'channel_id call_id step endpoint label state dialed_at ringing_at answered_at confirmed_at ended_at end cause tech_cause',
  },
  calls: {
    plain:
      'id caller_channel_id line_id lead_id state outcome tally arrived_at bridged_at finished_at handling is_test voicemail voicemail_seconds returned_by returned_at erased_at',
    // The machine is empty once a call has ended.
    erased: 'from_raw from_number from_name machine',
  },
  // As the consent record; where there is none, the number goes.
  consent_reviews: { plain: 'id message_id asked_at decided_at verdict actor', kept: 'number' },
  // Who may not be texted, since when, and in what words they said so: 47 CFR 64.1200 wants it kept.
  consents: { plain: 'id state source line_id message_id actor at', kept: 'number wording' },
  // What the caps count, for 24 hours: the area goes on counting.
  counted_texts: { plain: 'id prefix at', erased: 'number' },
  credit_entries: { plain: 'id kind delta balance_after key message_id note actor at' },
  decisions: { plain: 'call_id verdict reason message_id decided_at', erased: 'asked' },
  destinations: { plain: 'id step_id position kind value name confirm' },
  early_receipts: { plain: 'id gateway carrier_id state received_at receipt', erased: 'recipient detail' },
  // The latest trouble of a link; the next one takes its place.
  gateway_health: { plain: 'name position state why since last_error last_error_at' },
  held_texts: { plain: 'call_id cap from_number held_at not_before expires_at', erased: 'to_number body' },
  holidays: { plain: 'id line_id rule name hours created_at' },
  hours: { plain: 'line_id weekday from_minute to_minute' },
  hunt_steps: { plain: 'id line_id position ring_seconds hours' },
  inbound_parts: { plain: 'to_number reference total index received_at', erased: 'from_number text' },
  lead_merge_rows: { plain: 'merge_id table_index row_id' },
  lead_merges: {
    plain: 'id into_id from_id actor at undone_at undone_by',
    erased: 'before after tags',
  },
  lead_tags: { plain: 'lead_id actor at', erased: 'tag' },
  leads: {
    plain:
      'id source stage_id owner_id merged_into closed_at created_at last_activity_at last_text_at paused_until erased_at',
    erased: 'number name',
  },
  line_owners: { plain: 'line_id position user_id hours' },
  lines: {
    plain:
      'id number name enabled ring_timeout_seconds min_ring_seconds message sender time_zone booking_link gateways text_expiry_seconds text_delay_seconds cool_down_seconds countries mode hunt_order hunt_turn caller_id caller_id_prefix confirm_seconds name_recording after_miss announcement announcement_answers voicemail owner_rule owner_turn response_target_seconds created_at removed_at',
  },
  message_parts: { plain: 'message_id index state gateway carrier_id', erased: 'text' },
  messages: {
    plain:
      'id direction kind lead_id line_id call_id user_id state attempts unknowns created_at tried_at gateway gateway_since bound_to part_reference announced_boot not_before expires_at sent_at settled_at erased_at',
    erased: 'from_number to_number body detail',
  },
  notes: { plain: 'id lead_id actor at', erased: 'body' },
  notice_channels: { plain: 'id user_id channel address kinds at_night created_at' },
  notices: {
    plain:
      'id key user_id channel address kind lead_id is_urgent state attempts message_id created_at not_before expires_at settled_at',
    erased: 'title body detail',
  },
  outbound_calls: {
    plain: 'id linked_id extension lead_id result dialed_at connected_at ended_at erased_at',
    erased: 'dialled_raw dialled_number',
  },
  refused_numbers: { plain: 'refused_at', erased: 'number why' },
  response_clocks: {
    plain:
      'id lead_id line_id call_id missed_at target_at escalates_at escalations ended_at response responded_by',
  },
  // A hash, let go of after 90 days.
  seen_texts: { plain: 'dedupe_key seen_at' },
  // The business's own people.
  api_tokens: { plain: 'id user_id name token_hash scope created_at expires_at last_used_at' },
  // What a program was answered may tell of a customer; a hash, let go of after a day.
  kept_answers: { plain: 'id asker key request_hash at', erased: 'answer' },
  push_devices: { plain: 'id user_id session_id endpoint p256dh auth user_agent created_at' },
  push_keys: { plain: 'id public_key private_key created_at' },
  passkeys: {
    plain: 'id user_id credential_id public_key sign_count transports name created_at last_used_at',
  },
  passwords: { plain: 'user_id hash changed_at temporary_until' },
  sessions: { plain: 'id user_id token_hash address user_agent passkey_id created_at last_seen_at' },
  settings: { plain: 'name value changed_at' },
  stage_moves: { plain: 'id lead_id from_stage_id to_stage_id actor at' },
  stages: { plain: 'id position name kind removed_at' },
  templates: { plain: 'line_id variant text' },
  unread_conversations: { plain: 'reader lead_id texts newest_at' },
  // What happened, by id: the rows that it is about say of whom, for as long as they do.
  events: { plain: 'id uid kind at endpoint_id lead_id call_id outbound_call_id message_id facts' },
  // What a receiver's server said to it: a status, never what it wrote.
  webhook_deliveries: { plain: 'event_id endpoint_id state tries detail first_tried_at tried_at took_ms' },
  webhook_endpoints: {
    plain:
      'id name url secret former_secret former_until kinds enabled off_why settled_through not_before failing_since delivered_at created_at',
  },
  users: { plain: 'id name role phone email language login extension created_at removed_at' },
};

/** What full-text search keeps of the tables above. */
const SEARCH = /^(lead_name_words|lead_number_parts|message_words|note_words)/;

function columnsAre(which: keyof TableContents): readonly string[] {
  return Object.entries(TABLES).flatMap(([table, contents]) =>
    (contents[which] ?? '').split(' ').flatMap((column) => (column === '' ? [] : `${table}.${column}`)),
  );
}

/** Columns in which something stands by which the person is known. */
function columnsThatTell(path: string): readonly string[] {
  const words = [...WORDS, ...NUMBERS];
  return [...dumpColumns(path)]
    .filter(([, values]) => values.some((value) => words.some((word) => value.includes(word))))
    .map(([column]) => column)
    .filter((column) => !SEARCH.test(column))
    .sort();
}

/** Columns that nothing in a test fills by itself. */
function fillTheRest(bench: ServiceBench): void {
  const db = new Database(bench.path);
  db.exec(`UPDATE messages SET detail = 'zanzibar' WHERE lead_id = 2;
    UPDATE notices SET detail = 'zanzibar' WHERE lead_id = 2;
    UPDATE calls SET from_name = 'Quintessa' WHERE lead_id = 2;
    UPDATE lead_merges SET tags = '["gargoyle"]';
    INSERT INTO kept_answers (asker, key, request_hash, answer, at)
      VALUES ('token:1', 'a', 'aa', '{"name":"Quintessa"}', 1);
    INSERT INTO refused_numbers (number, why, refused_at) VALUES ('${PERSON}', 'zanzibar', 1);
    UPDATE early_receipts SET detail = 'zanzibar';
    UPDATE decisions SET asked = json_array(json_object('rule', 'tagged', 'applies', json('true'), 'detail', 'gargoyle'))
      WHERE call_id IN (SELECT id FROM calls WHERE lead_id = 2);
    INSERT INTO held_texts (call_id, cap, from_number, to_number, body, held_at, not_before, expires_at)
      SELECT max(id), 'per-day', '${LINE}', '${PERSON}', 'zanzibar', 1, 1, 2 FROM calls WHERE lead_id = 2;
    INSERT INTO audit (at, actor, action, subject) VALUES (1, 'user:Maria', 'dismiss review', 'consent:${PERSON}');`);
  db.close();
}

test('given the schema, when its columns are walked, then each is in the list above, once', () => {
  const path = temporaryDatabasePath();
  openTemporaryStore(path);
  const walked = [...dumpColumns(path).keys()].filter((column) => !SEARCH.test(column)).sort();
  const listed = [...columnsAre('plain'), ...columnsAre('erased'), ...columnsAre('kept')].sort();
  expect(listed).toEqual(walked);
});

test('given a person in every column that can hold one, when they are erased, then they are in those alone that keep it', async () => {
  const bench = await meetPerson();
  const write = (text: string) =>
    receiveText(bench.store, { from: PERSON, to: LINE, text, part: null }, business, bench.clock.now());
  write('please stop texting me about the zanzibar');
  bench.store.transact('promised', (tx) =>
    writeConsent(
      tx,
      { number: PERSON, state: 'opted-out', source: 'phone', note: 'no more zanzibar' },
      'user:Maria',
      bench.clock.now(),
    ),
  );
  block(bench);
  fillTheRest(bench);
  const open = ['calls.machine'];
  expect([...columnsThatTell(bench.path), ...open].sort()).toEqual(
    [...columnsAre('erased'), ...columnsAre('kept')].sort(),
  );

  const request = { number: PERSON, dryRun: false };
  const erased = await eraseNumber(bench.store, request, 'US', 'user:Maria', bench.clock.now(), atOnce);
  expect(erased).toMatchObject({ kind: 'erased', isDone: true });
  expect(columnsThatTell(bench.path)).toEqual([...columnsAre('kept')].sort());
});
