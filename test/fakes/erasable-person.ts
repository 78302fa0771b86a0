import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Call, CallEvent } from '../../src/core/call.ts';
import { blockNumber } from '../../src/services/block-number.ts';
import { mergeLeads } from '../../src/services/merge-leads.ts';
import { nameLead } from '../../src/services/name-lead.ts';
import { noteLead } from '../../src/services/note-lead.ts';
import type { Pace } from '../../src/services/privacy-pace.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { tagLead } from '../../src/services/tag-lead.ts';
import { advanceAndSettle } from './advance-and-settle.ts';
import { business, LINE, openServiceBench, type ServiceBench } from './service-bench.ts';

export const PERSON = '+12125550177';
export const OTHER_PHONE = '+12125550178';
export const BYSTANDER = '+12125550144';
const STAFF_PHONE = '+12125550190';
const MARIA = { label: 'user:Maria', userId: 1 };

/** Words that stand nowhere but where the person is meant. */
export const NAME = 'Quintessa Zywicki';
export const WORDS = ['Quintessa', 'Zywicki', 'zanzibar', 'xylophone', 'gargoyle', 'wolverine', 'marzipan'];
export const NUMBERS = ['2125550177', '2125550178', '(212) 555-0177', '(212) 555-0178', '5550177', '5550178'];

/** Somebody who stands in every table in which a customer can: see the tests of privacy. */
export async function meetPerson(bench: ServiceBench = openServiceBench()): Promise<ServiceBench> {
  bench.topUp(100);
  const { store, clock } = bench;
  const now = () => clock.now();
  const text = (words: string, from = PERSON) =>
    receiveText(store, { from, to: LINE, text: words, part: null }, business, now());
  store.transact('promised', (tx) => {
    const nothing = { email: 'maria@acme.example', language: null, login: 'maria', extension: null };
    tx.users.add({ ...nothing, name: 'Maria', role: 'owner', phone: STAFF_PHONE, createdAt: 0 });
    for (const channel of ['sms', 'email'] as const)
      tx.notices.addChannel({ userId: 1, channel, address: '', kinds: null, atNight: true, createdAt: 0 });
  });
  await bench.missCall(BYSTANDER);
  await bench.sendDue();
  await bench.missCall(PERSON);
  await bench.sendDue();
  nameLead(store, { who: PERSON, name: NAME, dryRun: false }, 'US', MARIA, now());
  text('Do you repair a zanzibar boiler?');
  noteLead(store, { who: PERSON, body: 'Has a xylophone in the hall', dryRun: false }, 'US', MARIA, now());
  tagLead(store, { who: PERSON, tags: ['gargoyle'], dryRun: false }, 'US', MARIA, now());
  await clock.advance(60_000);
  text('Also from my wolverine', OTHER_PHONE);
  mergeLeads(store, { from: OTHER_PHONE, into: PERSON, dryRun: false }, 'US', MARIA, now());
  text('#2 note she pays in marzipan', STAFF_PHONE);
  text('#2 Maria here, 212-555-0177 is right?', STAFF_PHONE);
  await bench.sendDue();
  await bench.missCall(OTHER_PHONE);
  text('And something for the bystander', BYSTANDER);
  await bench.sendDue();
  store.transact('promised', (tx) => {
    const call = { extension: 'PJSIP/100', dialledRaw: '2125550177', dialledNumber: PERSON, leadId: null };
    const made = tx.outboundCalls.add({ ...call, linkedId: '1.1', dialedAt: now() });
    tx.outboundCalls.change(made?.id ?? 0, { endedAt: now() });
    tx.refusedNumbers.learn({ number: PERSON, why: 'zanzibar is full', refusedAt: now() });
    tx.caps.count(PERSON, now());
    const part = { fromNumber: PERSON, toNumber: LINE, reference: 3, total: 2, index: 1 };
    tx.inbound.addPart({ ...part, text: 'half a zanzibar', receivedAt: now() });
    const receipt = { gateway: 'carrier', state: 'delivered', detail: '', receivedAt: now() } as const;
    tx.messages.keepEarlyReceipt({ ...receipt, recipient: PERSON }, ['x1']);
    tx.alerts.raise({ kind: 'auto-reply-loop', subject: PERSON, detail: 'lead 2 loops', raisedAt: now() });
    tx.alerts.raise({ kind: 'response-late', subject: 'lead:2', detail: 'no zanzibar', raisedAt: now() });
  });
  endCalls(bench);
  const db = new Database(bench.path);
  db.exec('ANALYZE');
  db.close();
  // One text to a person at a time, staff among them.
  for (let texts = 0; texts < 5; texts += 1) await bench.sendDue();
  return bench;
}

/** Everybody has hung up by now, callers and phones. */
export function endCalls({ store, clock }: ServiceBench): void {
  for (const { id } of store.read((reader) => reader.calls.open())) {
    const happen = (event: (call: Call) => CallEvent) =>
      advanceAndSettle(store, (reader) => reader.calls.byId(id), event, business, clock.now());
    happen(() => ({ type: 'caller-hung-up' }));
    happen(({ callerChannelId }) => ({
      ...{ type: 'leg-ended', channelId: `${callerChannelId}-leg1`, cause: 16, techCause: null },
    }));
  }
}

export function block(bench: ServiceBench): void {
  const request = { number: PERSON, exact: false, treatment: undefined, note: 'a wolverine', dryRun: false };
  blockNumber(bench.store, request, 'US', 'user:Maria', bench.clock.now());
}

/** Goes on to the end without waiting. */
export const atOnce: Pace = {
  rest: async () => {},
  isStopped: () => false,
  onProgress: () => {},
};

/** Every value of every column, by `table.column`; the tables of full-text search too. */
export function dumpColumns(path: string): ReadonlyMap<string, readonly string[]> {
  const db = new Database(path, { readonly: true });
  try {
    const columns = db
      .prepare<[], { t: string; c: string }>(
        `SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'`,
      )
      .all();
    return new Map(
      columns.map(({ t, c }) => [
        `${t}.${c}`,
        db
          .prepare(`SELECT CAST("${c}" AS TEXT) FROM "${t}" WHERE "${c}" IS NOT NULL`)
          .pluck()
          .all()
          .map(String),
      ]),
    );
  } finally {
    db.close();
  }
}

/** Which of `words` stand in the files of a database, however they came there. */
export function foundInFiles(path: string, words: readonly string[]): readonly string[] {
  const files = [path, `${path}-wal`].map((file) => readFileSync(file).toString('latin1').toLowerCase());
  return words.filter((word) => files.some((bytes) => bytes.includes(word.toLowerCase())));
}
