import Database from 'better-sqlite3';

/** Rows in the tables that a made-up business leaves empty, so that each table of an export has some. */
const EXTRAS: Readonly<Record<string, string>> = {
  settings:
    "INSERT INTO settings (name, value, changed_at) VALUES ('opt-out-reply', 'Bye “now”', 1795000000001), ('installation', 'box-1', 5)",
  notice_channels: `INSERT INTO notice_channels (id, user_id, channel, address, kinds, at_night, created_at) VALUES
    (1, 1, 'sms', '', NULL, 0, 1795000000002), (2, 1, 'email', 'pat@acme.example', '["missed-call"]', 1, 1795000000003),
    (3, 1, 'webhook', 'https://crm.example/hook?token=hush', NULL, 0, 4), (4, 1, 'ntfy', 'hush-topic', NULL, 0, 5)`,
  hours:
    "INSERT INTO hours (line_id, weekday, from_minute, to_minute) VALUES (1, 'mon', 480, 1020), (1, 'mon', 1200, 1500)",
  holidays: `INSERT INTO holidays (id, line_id, rule, name, hours, created_at) VALUES
    (3, NULL, '12-25', 'Christmas', 'closed', 1795000000006), (9, 1, '4th thu nov', 'Thanksgiving', '8-12', 1795000000007)`,
  templates:
    "INSERT INTO templates (line_id, variant, text) VALUES (1, 'after-hours', 'We open {{next_open}}.\nñ €'), (2, 'busy', '')",
  lead_merges: `INSERT INTO lead_merges (id, into_id, from_id, before, after, tags, actor, at, undone_at, undone_by) VALUES
    (5, 2, 1, '{"name":"","unread":[]}', '{"name":"Pat","ownerId":null}', '["vip"]', 'user:Pat', 1795000000008, NULL, NULL);
    UPDATE leads SET merged_into = 2 WHERE id = 1`,
  lead_merge_rows: 'INSERT INTO lead_merge_rows (merge_id, table_index, row_id) VALUES (5, 0, 1), (5, 7, 2)',
  counted_texts:
    "INSERT INTO counted_texts (id, number, prefix, at) VALUES (4, '+12125550123', '+1212555', 1795000000009)",
  refused_numbers:
    "INSERT INTO refused_numbers (number, why, refused_at) VALUES ('+12125550128', 'landline', 1795000000010)",
  blocked_numbers: `INSERT INTO blocked_numbers (number, treatment, note, actor, blocked_at) VALUES
    ('+12125550129', 'busy', 'robocaller', 'cli:pat', 1795000000011), ('"Bob" <x>', NULL, '', 'cli:pat', 0)`,
  consent_reviews: `INSERT INTO consent_reviews (id, number, message_id, asked_at, decided_at, verdict, actor)
    SELECT 2, from_number, id, 1795000000012, NULL, NULL, NULL FROM messages WHERE direction = 'in' LIMIT 1`,
  early_receipts: `INSERT INTO early_receipts (id, receipt, gateway, carrier_id, recipient, state, detail, received_at) VALUES (7, 7, 'carrier', 'ab', '+12125550123', 'delivered', '', 1795000000013)`,
  inbound_parts: `INSERT INTO inbound_parts (from_number, to_number, reference, total, "index", text, received_at) VALUES
    ('+12125550123', '+12125550100', 65536, 2, 1, 'half', 8)`,
  seen_texts: "INSERT INTO seen_texts (dedupe_key, seen_at) VALUES ('sip:a', 1795000000014)",
  notices: `INSERT INTO notices (id, key, user_id, channel, address, kind, lead_id, title, body, is_urgent, state, created_at, not_before, expires_at, settled_at) VALUES
    (1, 'k1', 1, 'email', 'pat@acme.example', 'missed-call', 1, 'Missed', 'call', 1, 'sent', 1, NULL, 2, 3),
    (2, 'k2', 1, 'ntfy', 'hush-topic', 'missed-call', 1, 'Missed', 'call', 0, 'sent', 1, NULL, 2, 3),
    (3, 'k3', 1, 'email', 'pat@acme.example', 'missed-call', 1, 'Missed', 'call', 0, 'queued', 1, 2, 3, NULL)`,
  passwords: "INSERT INTO passwords (user_id, hash, changed_at) VALUES (1, '$scrypt$hush', 1)",
  passkeys: `INSERT INTO passkeys (user_id, credential_id, public_key, sign_count, transports, name, created_at) VALUES
    (1, 'hush', 'hush', 0, '', 'hush', 1)`,
  sessions: `INSERT INTO sessions (user_id, token_hash, address, user_agent, created_at, last_seen_at) VALUES
    (1, 'hush', '127.0.0.1', 'hush', 1, 1)`,
  push_keys: "INSERT INTO push_keys (id, public_key, private_key, created_at) VALUES (1, 'hush', 'hush', 1)",
  push_devices: `INSERT INTO push_devices (user_id, endpoint, p256dh, auth, user_agent, created_at) VALUES
    (1, 'https://push.example/hush', 'hush', 'hush', 'hush', 1)`,
  alerts: `INSERT INTO alerts (id, kind, subject, detail, raised_at, announced_at, resolved_at) VALUES
    (1, 'gateway-down', 'carrier', 'away', 1, 2, 3), (2, 'low-balance', '', 'few', 1795000000015, NULL, NULL)`,
  audit: `INSERT INTO audit (id, at, actor, action, subject, before, after) VALUES
    (1, 1795000000016, 'cli:pat', 'set', 'line:+12125550100', '{"ringTimeoutSeconds":25}', '{"ringTimeoutSeconds":20}'),
    (2, 1, 'cli:pat', 'add alert channel', 'user:Pat', NULL, '{"channel":"webhook","address":"https://crm.example/hook?token=hush"}'),
    (3, 1, 'cli:pat', 'remove alert channel', 'user:Pat', '{"channel":"ntfy","address":"hush-topic"}', NULL),
    (4, 1, 'cli:pat', 'add alert channel', 'user:Pat', NULL, '{"channel":"email","address":"pat@acme.example"}')`,
};

/** What none of them says outside: it lets whoever knows it read or send. */
export const SECRET = /hush/;

export const EXTRA_TABLES: readonly string[] = Object.keys(EXTRAS);

/** Fills these tables of a database made by test/seed, in the order given above. */
export function fillExtras(path: string, tables: readonly string[] = EXTRA_TABLES): void {
  const db = new Database(path);
  try {
    db.pragma('foreign_keys = ON');
    db.transaction(() => {
      for (const [table, sql] of Object.entries(EXTRAS)) if (tables.includes(table)) db.exec(sql);
    })();
  } finally {
    db.close();
  }
}
