import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const LINE = '+12125550100';
const CONSENTING = '+13125550166';

/** Each command once, or more: `first` make what others look at; whatever else changes something is rehearsed. */
export function commandLines(path: string, folder: string, configFile: string) {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const db = new Database(path, { readonly: true });
  const one = (sql: string) => String(db.prepare(sql).pluck().get());
  const call = one('SELECT call_id FROM decisions WHERE message_id IS NOT NULL LIMIT 1');
  const outbound = one('SELECT id FROM outbound_calls LIMIT 1');
  const lead = one('SELECT lead_id FROM notes ORDER BY id DESC LIMIT 1');
  const [other, merged] = db
    .prepare(`SELECT id FROM leads WHERE merged_into IS NULL AND id NOT IN (2, ${lead}) LIMIT 2`)
    .pluck()
    .all()
    .map(String);
  const customer = one(`SELECT number FROM leads WHERE id = ${lead}`);
  const user = one('SELECT name FROM users ORDER BY id LIMIT 1');
  // Not the only owner, who stays.
  const staff = one("SELECT name FROM users WHERE role <> 'owner' ORDER BY id LIMIT 1");
  const passkey = one('SELECT p.id FROM passkeys p JOIN users u ON u.id = p.user_id ORDER BY u.id LIMIT 1');
  const reviewed = one('SELECT number FROM consent_reviews LIMIT 1');
  const stage = one("SELECT name FROM stages WHERE kind = 'open' ORDER BY position DESC LIMIT 1");
  db.close();
  const backup = join(folder, 'copy.db');
  const exported = join(folder, 'all.jsonl');
  const asterisk = join(folder, 'asterisk');
  mkdirSync(asterisk);
  writeFileSync(join(asterisk, 'extensions.conf'), '[general]\n');
  const contacts = file('contacts.csv', 'name,number\nKim,+13125550177\nNobody,12\n');
  const calendar = file(
    'days.ics',
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20270704\r\nSUMMARY:Fourth\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
  );
  const dry = (words: string, ...more: string[]) => [...words.split(' '), ...more, '--dry-run'];
  const plain = (words: string, ...more: string[]) => [...words.split(' '), ...more];
  const elsewhere = (name: string) =>
    file(`${name}.toml`, readFileSync(configFile, 'utf8').replaceAll(path, join(folder, `${name}.db`)));
  const first = [
    plain('backup create', backup),
    plain('data export', exported),
    plain('alert add', 'Maria', 'email', 'maria@acme.example'),
    plain('line hunt add-step', LINE, 'PJSIP/101!', '--hours', 'mon-fri 8-17'),
    plain('holiday add', 'jul 4', 'Fourth of July', '--hours', '9-12'),
    plain('lead merge', merged ?? '', lead),
    plain('token add', 'CRM', '--user', 'Maria', '--expires', '90d'),
    plain('webhook add', 'CRM', 'https://crm.acme.example/textback'),
    plain('webhook test', 'CRM'),
    plain('consent record', CONSENTING, '--opt-out', '--note', 'said so on the phone'),
  ];
  const rest = [
    plain('backup verify', backup),
    plain('backup before-upgrade'),
    dry('backup restore', backup),
    plain('line list'),
    plain('line show', LINE),
    dry('line add', '+12125550177', '--forward', '+12125550199'),
    dry('line set', LINE, 'ring-timeout', '30'),
    dry('line owners', LINE, user),
    dry('line remove', '+12125550101'),
    plain('line hunt show', LINE),
    dry('line hunt set', LINE, 'PJSIP/100! 15s [mon-fri 8-17]; +12125550199'),
    dry('line hunt add-step', LINE, 'PJSIP/101'),
    dry('line hunt set-step', LINE, '1', '--ring', '15'),
    dry('line hunt remove-step', LINE, '1'),
    dry('line hunt move-step', LINE, '1', '1'),
    plain('message preview', '“Hi” from {{business_name}}', '--line', LINE),
    dry('message set', LINE, 'Hi from {{business_name}}'),
    dry('message clear', LINE, '--when', 'busy'),
    plain('message list', LINE),
    plain('message templates list'),
    plain('message templates show', 'hvac'),
    dry('message use', LINE, 'hvac'),
    dry('hours set', LINE, 'mon-fri 8-17'),
    plain('hours show', LINE),
    dry('hours clear', LINE),
    dry('holiday add', 'dec 25', 'Christmas'),
    plain('holiday list'),
    dry('holiday remove', 'jul 4'),
    dry('holiday import', calendar),
    plain('call list'),
    plain('call show', call),
    plain('call explain', call),
    plain('call outbound list'),
    plain('call outbound show', outbound),
    plain('simulate', '--line', LINE, '--from', '+13125550123', '--outcome', 'no-answer'),
    plain('test-call', '--line', LINE, '--dry'),
    plain('doctor'),
    plain('health'),
    plain('lead list'),
    plain('lead show', lead, '--limit', '1000'),
    plain('lead search', customer.slice(-7)),
    dry('lead name', lead, 'Kim'),
    dry('lead stage', lead, stage),
    dry('lead assign', lead, user),
    dry('lead unassign', lead),
    dry('lead note', lead, 'called'),
    dry('lead tag', lead, 'vip'),
    dry('lead untag', lead, 'vip'),
    dry('lead merge', other ?? '', lead),
    dry('lead unmerge', merged ?? ''),
    dry('lead import', contacts),
    plain('stage list'),
    dry('stage add', 'Waiting'),
    dry('stage rename', stage, 'Else'),
    dry('stage move', stage, '--first'),
    dry('stage kind', stage, 'qualified'),
    dry('stage remove', stage, '--leads-to', 'New Lead'),
    dry('block add', '+13125550188'),
    plain('block list'),
    plain('block show', '+12125550129'),
    dry('block remove', '+12125550129'),
    plain('inbox list'),
    plain('inbox show', lead, '--keep-unread'),
    dry('inbox reply', lead, 'On my way'),
    dry('inbox stage', lead, stage),
    dry('inbox assign', lead, user),
    dry('inbox unassign', lead),
    dry('inbox close', lead),
    dry('inbox reopen', lead),
    plain('inbox unread', lead),
    plain('report', '--month', '2026-10', '--by', 'week'),
    plain('consent show', CONSENTING),
    dry('consent record', '+13125550165', '--opt-in', '--note', 'by phone'),
    plain('consent list'),
    plain('consent review'),
    dry('consent resolve', reviewed, '--dismiss'),
    plain('credits balance'),
    dry('credits topup', '10'),
    dry('credits refund', '1', '--reason', 'a test'),
    plain('credits history'),
    plain('credits audit'),
    plain('gateway list'),
    plain('alert list'),
    plain('alert sent'),
    plain('alert channels'),
    dry('alert set', '2', '--kinds', 'reply', '--at-night'),
    dry('alert remove', '2'),
    plain('alert test', user),
    plain('settings list'),
    dry('settings set', 'low-balance', '50'),
    dry('settings reset', 'low-balance'),
    dry('user add', 'Robin'),
    plain('user list'),
    plain('user show', user),
    dry('user set', user, 'extension', 'PJSIP/105'),
    dry('user remove', staff),
    dry('user password', user, '--remove'),
    plain('user sessions', user),
    dry('user sessions', user, '--revoke'),
    plain('user passkey list', user),
    dry('user passkey remove', user, passkey),
    plain('token list'),
    dry('token revoke', 'CRM'),
    plain('webhook list'),
    dry('webhook add', 'n8n', 'http://127.0.0.1:5678/', '--events', 'lead.*'),
    plain('webhook show', 'CRM'),
    dry('webhook set', 'CRM', '--disable'),
    plain('webhook deliveries', 'CRM'),
    dry('webhook replay', 'CRM', '--since', '2h'),
    dry('webhook remove', 'CRM'),
    plain('audit list'),
    dry('asterisk install', '--plain', '--dir', asterisk),
    dry('asterisk uninstall', '--dir', asterisk),
    plain('caps show'),
    plain('caps list'),
    dry('caps release', '--send'),
    dry('privacy erase', customer),
    dry('privacy purge', '--older-than', '2y'),
    dry('data import', exported, '--config', elsewhere('empty')),
    plain('privacy compact', '--config', elsewhere('other')),
    plain('config check'),
    plain('config dump'),
    plain('json call list'),
  ];
  return { first, rest };
}
