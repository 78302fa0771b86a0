import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Variant } from '../../src/core/message-variants.ts';
import { addHolidays, readHoliday } from '../../src/services/add-holidays.ts';
import { setHours } from '../../src/services/set-hours.ts';
import { setMessage } from '../../src/services/set-message.ts';
import type { Store } from '../../src/store/open-store.ts';
import { ACME, missCall } from '../fakes/missed-call.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

const LINE = '+12125550100';
const OTHER_LINE = '+12125550101';
const CUSTOMER = '+12125550123';
/** A Monday in New York. */
const NOON = Date.parse('2026-11-23T12:00-05:00');
const EVENING = Date.parse('2026-11-23T19:00-05:00');
const THANKSGIVING = Date.parse('2026-11-26T12:00-05:00');

function open(path = temporaryDatabasePath()) {
  const store = openTemporaryStore(path);
  store.transact('promised', (tx) => {
    for (const number of [LINE, OTHER_LINE]) {
      const line = tx.lines.add({ number, name: 'Acme HVAC', coolDownSeconds: 0, createdAt: 0 });
      tx.lines.setSteps(line.id, [
        { ringSeconds: null, destinations: [{ kind: 'number', value: '+12125550199' }] },
      ]);
    }
    const topUp = { kind: 'top-up', delta: 10, messageId: null, note: '', actor: 'test' } as const;
    tx.credits.add({ ...topUp, key: 'first', at: 0 });
  });
  return store;
}

function word(store: Store, variant: Variant | 'default', template: string) {
  const request = { number: LINE, template, variant, plain: false, dryRun: false };
  expect(setMessage(store, request, ACME, 'test', 0)).toMatchObject({ kind: 'changed' });
}

function openFor(store: Store, words: string) {
  expect(setHours(store, { number: LINE, words, dryRun: false }, ACME, 'test', 0)).toMatchObject({
    kind: 'changed',
  });
}

function closeOn(store: Store, number: string | null, day: string, hours?: string) {
  const read = readHoliday(day, 'A day off', hours);
  if (read.kind !== 'holiday') throw new Error(read.problem);
  const request = { number, holidays: [read.holiday], dryRun: false };
  expect(addHolidays(store, request, ACME, 'test', 0)).toMatchObject({ kind: 'holidays' });
}

let calls = 0;

/** What a caller is texted whom the line misses at `at`. */
function textAt(store: Store, at: number, caller: { from?: string; name?: string; line?: string } = {}) {
  const { from = CUSTOMER, name = '', line = LINE } = caller;
  // No two calls come in the same millisecond.
  calls += 1;
  const callId = missCall(store, { from, name, line, at: at - 25_000 + calls });
  const decision = store.read((reader) => reader.calls.decisionOf(callId));
  return store.read((reader) => reader.messages.byId(decision?.messageId ?? 0))?.body;
}

test('given hours and after-hours words, when calls are missed, then each gets the words of its time', () => {
  const store = open();
  openFor(store, 'mon-fri 8:00-17:00');
  word(store, 'default', 'Acme: busy right now.');
  word(store, 'after-hours', 'Acme: back {{next_open}}.');
  expect(textAt(store, NOON)).toBe('Acme: busy right now.');
  expect(textAt(store, EVENING)).toBe('Acme: back tomorrow at 8 AM.');
  expect(textAt(store, EVENING, { line: OTHER_LINE })).toContain('Sorry we missed your call');
});

test('given a line in another time zone, when a call is missed, then its own clock counts', () => {
  const store = open();
  openFor(store, 'mon-fri 8:00-17:00');
  word(store, 'after-hours', 'Back {{next_open}}.');
  store.transact('promised', (tx) => tx.lines.change(1, { timeZone: 'America/Los_Angeles' }));
  expect(textAt(store, Date.parse('2026-11-23T09:00-05:00'))).toBe('Back today at 8 AM.');
});

test('given holidays, when calls are missed, then holiday words go out, and the next opening is after them', () => {
  const store = open();
  openFor(store, 'mon-fri 8:00-17:00');
  word(store, 'after-hours', 'Closed, back {{next_open}}.');
  closeOn(store, null, '4th thu nov');
  closeOn(store, LINE, '2026-11-27', '10-12');
  expect(textAt(store, THANKSGIVING)).toBe('Closed, back tomorrow at 10 AM.');
  word(store, 'holiday', 'Happy holidays! Back {{next_open}}.');
  expect(textAt(store, THANKSGIVING)).toBe('Happy holidays! Back tomorrow at 10 AM.');
  expect(textAt(store, THANKSGIVING - 86_400_000 + 8 * 3_600_000)).toBe('Closed, back Friday at 10 AM.');
});

test('given one day that is a holiday of the line and of every line, when missed, then the line’s own counts', () => {
  const store = open();
  word(store, 'holiday', 'Holiday.');
  closeOn(store, LINE, 'nov 26', '9-17');
  closeOn(store, null, '2026-11-26');
  expect(textAt(store, THANKSGIVING)).toContain('Sorry we missed your call');
  expect(textAt(store, THANKSGIVING, { line: OTHER_LINE })).toContain('Sorry we missed your call');
  expect(textAt(store, THANKSGIVING + 6 * 3_600_000)).toBe('Holiday.');
});

test('given words by outcome and for known customers, when calls are missed, then who called counts first', () => {
  const path = temporaryDatabasePath();
  const store = open(path);
  word(store, 'no-answer', 'Nobody could pick up.');
  word(store, 'known-customer', 'Hi {{caller_name}}, good to hear from you.');
  expect(textAt(store, NOON, { name: 'Pat Smith' })).toBe('Nobody could pick up.');
  expect(textAt(store, NOON)).toBe('Nobody could pick up.');
  const db = new Database(path);
  db.exec("UPDATE leads SET stage_id = (SELECT id FROM stages WHERE name = 'Contacted')");
  db.close();
  expect(textAt(store, NOON)).toBe('Hi Pat Smith, good to hear from you.');
  expect(textAt(store, NOON, { from: '+12125550124' })).toBe('Nobody could pick up.');
});

test('given a booking link and the number in the words, when a call is missed, then both are said', () => {
  const store = open();
  word(store, 'default', 'Call {{business_phone}} or book: {{booking_link}}');
  expect(textAt(store, NOON)).toBe('Call (212) 555-0100 or book:');
  store.transact('promised', (tx) => tx.lines.change(1, { bookingLink: 'https://acme.example/book' }));
  expect(textAt(store, NOON)).toBe('Call (212) 555-0100 or book: https://acme.example/book');
});

test('given a holiday broken by hand in the database, when a call is missed, then the text goes out', () => {
  const store = open();
  store.transact('promised', (tx) =>
    tx.hours.addHoliday({ lineId: null, rule: 'whenever', name: 'x', hours: 'closed', createdAt: 0 }),
  );
  expect(textAt(store, NOON)).toContain('Sorry we missed your call');
});
