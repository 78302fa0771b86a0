import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/services/act-as.ts';
import { actorOf } from '../../src/services/act-as.ts';
import { closeConversation } from '../../src/services/close-conversation.ts';
import { listInbox } from '../../src/services/list-inbox.ts';
import { markConversation } from '../../src/services/mark-conversation.ts';
import { newestTextId, newTexts } from '../../src/services/new-texts.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { replyToLead } from '../../src/services/reply-to-lead.ts';
import type { NewUser } from '../../src/store/queries/users.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const SAM = '+12125550124';
const SECOND_LINE = '+12125550101';
const SYSTEM: Actor = { label: 'cli:root', userId: null };
let bench: ServiceBench;
let maria: Actor;
let joe: Actor;

beforeEach(() => {
  bench = openServiceBench();
  maria = addUser({ name: 'Maria' });
  joe = addUser({ name: 'Joe', role: 'staff' });
});

function addUser(user: Partial<NewUser>): Actor {
  const blank = { name: '', role: 'owner', phone: null, email: null, language: null, login: null } as const;
  const added = bench.store.transact('promised', (tx) =>
    tx.users.add({ ...blank, extension: null, createdAt: 1, ...user }),
  );
  return actorOf(added);
}

async function write(text: string, from = CUSTOMER, to = LINE) {
  await bench.clock.advance(1_000);
  return receiveText(bench.store, { from, to, text, part: null }, business, bench.clock.now());
}

function inboxOf(actor: Actor, more: { limit?: number; before?: number; unreadOnly?: boolean } = {}) {
  const inbox = listInbox(bench.store, { limit: 20, unreadOnly: false, ...more }, actor);
  if (inbox.kind !== 'inbox') throw new Error(inbox.problem);
  return inbox.conversations.map(({ number, unread }) => [number, unread]);
}

const leadOf = (number: string) => bench.store.read((reader) => reader.leads.byNumber(number));

function replyAs(actor: Actor, text: string, line?: string, dryRun = false) {
  const request = { who: CUSTOMER, text, line, dryRun };
  return replyToLead(bench.store, request, 'US', actor, bench.clock.now());
}

describe('the inbox', () => {
  test('given texts of two customers, then each person has their own unread state, newest first', async () => {
    await write('one');
    await write('two');
    await write('hello', SAM);
    const both = [
      [SAM, 1],
      [CUSTOMER, 2],
    ];
    for (const actor of [maria, joe, SYSTEM]) expect(inboxOf(actor)).toEqual(both);
    markConversation(bench.store, leadOf(SAM)?.id ?? 0, true, maria, bench.clock.now());
    expect(inboxOf(maria)).toEqual([
      [CUSTOMER, 2],
      [SAM, 0],
    ]);
    expect(inboxOf(joe)).toEqual(both);
    expect(inboxOf(maria, { unreadOnly: true })).toEqual([[CUSTOMER, 2]]);
    markConversation(bench.store, leadOf(SAM)?.id ?? 0, false, maria, bench.clock.now());
    expect(inboxOf(maria)).toEqual(both);
  });

  test('given many conversations, when they are paged, then each is shown once', async () => {
    const numbers = Array.from({ length: 7 }, (_, index) => `+1212555013${index}`);
    for (const number of numbers) await write('hello', number);
    for (const number of numbers.slice(0, 5))
      markConversation(bench.store, leadOf(number)?.id ?? 0, true, maria, 1);
    const seen: unknown[] = [];
    let before: number | undefined;
    for (let page = 0; page < 4; page += 1) {
      const inbox = listInbox(
        bench.store,
        { limit: 3, unreadOnly: false, ...(before === undefined ? {} : { before }) },
        maria,
      );
      if (inbox.kind !== 'inbox' || inbox.conversations.length === 0) break;
      seen.push(...inbox.conversations.map(({ number }) => number));
      before = inbox.conversations.at(-1)?.id;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => numbers[n]));
  });

  test('given an import without any text, then it is no conversation', async () => {
    bench.store.transact('promised', (tx) =>
      tx.leads.findOrAdd({ number: SAM, name: 'Sam', source: 'import' }, 1, bench.clock.now()),
    );
    expect(inboxOf(maria)).toEqual([]);
  });

  test('given STOP, then there is nothing to read', async () => {
    await write('STOP');
    expect(inboxOf(maria, { unreadOnly: true })).toEqual([]);
  });

  test('given a conversation that is closed, when the customer writes again, then it is open and unread', async () => {
    await write('hello');
    const request = { who: CUSTOMER, close: true, dryRun: false };
    expect(closeConversation(bench.store, request, 'US', maria, bench.clock.now())).toMatchObject({
      kind: 'changed',
    });
    expect(closeConversation(bench.store, request, 'US', maria, bench.clock.now())).toMatchObject({
      kind: 'unchanged',
    });
    expect(inboxOf(joe)).toEqual([[CUSTOMER, 0]]);
    await write('again');
    expect(leadOf(CUSTOMER)?.closedAt).toBeNull();
    expect(inboxOf(joe)).toEqual([[CUSTOMER, 1]]);
  });
});

describe('a reply by a person', () => {
  test('given a text to the second line, when somebody answers, then it comes from there, under their name, and is read', async () => {
    bench.store.transact('promised', (tx) =>
      tx.lines.add({ number: SECOND_LINE, name: 'Acme Plumbing', createdAt: 1 }),
    );
    await write('hello', CUSTOMER, SECOND_LINE);
    const sent = replyAs(joe, '  On my way.  ');
    expect(sent).toMatchObject({ kind: 'queued', from: SECOND_LINE, credits: 1 });
    expect(inboxOf(joe)).toEqual([[CUSTOMER, 0]]);
    expect(inboxOf(maria)).toEqual([[CUSTOMER, 1]]);
    await bench.sendDue();
    expect(bench.gateway.submitted).toMatchObject([{ from: SECOND_LINE, to: CUSTOMER, text: 'On my way.' }]);
    const id = sent.kind === 'queued' ? sent.messageId : 0;
    const row = bench.store.read((reader) => reader.messages.byId(id));
    expect(row).toMatchObject({ kind: 'reply', state: 'sent', userId: joe.userId });
  });

  test('given a line by name, then that one; given one that does not exist, then nothing is sent', async () => {
    await write('hello');
    expect(replyAs(joe, 'Hi', LINE)).toMatchObject({ kind: 'queued', from: LINE });
    expect(replyAs(joe, 'Hi', '+12125550109')).toMatchObject({ kind: 'not-found' });
    expect(bench.balance()).toBe(9);
  });

  test('given a text-back that waits, when a person writes first, then only the person’s text goes out, for one credit', async () => {
    bench.setLine({ textDelaySeconds: 600 });
    await bench.missCall();
    expect(bench.balance()).toBe(9);
    replyAs(maria, 'Sorry, I am with a customer. At 5?');
    expect(bench.balance()).toBe(9);
    await bench.clock.advance(600_000);
    await bench.sendDue();
    expect(bench.gateway.submitted.map(({ text }) => text)).toEqual(['Sorry, I am with a customer. At 5?']);
  });

  test('given a person’s text, when the customer calls and is missed, then no automatic text cuts in, until the pause is over', async () => {
    await write('hello');
    replyAs(maria, 'At 5?');
    const first = await bench.missCall();
    const decisionOf = (id: number) => bench.store.read((reader) => reader.calls.decisionOf(id));
    expect(decisionOf(first)).toMatchObject({ verdict: 'suppress', reason: 'in-conversation' });
    await bench.clock.advance(4 * 3_600_000);
    const second = await bench.missCall();
    expect(decisionOf(second)).toMatchObject({ verdict: 'send' });
  });

  test('given a customer who opted out, then a person’s text is refused too, and costs nothing', async () => {
    bench.optOut(CUSTOMER);
    await write('hello');
    expect(replyAs(maria, 'Hi')).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('opted out'),
    });
    expect(bench.balance()).toBe(10);
  });

  test.each([
    ['', 'invalid'],
    ['   ', 'invalid'],
    ['x'.repeat(1_531), 'invalid'],
  ] as const)('given %j, then it is refused', async (text, kind) => {
    await write('hello');
    expect(replyAs(maria, text)).toMatchObject({ kind });
  });

  test('given a rehearsal, then nothing is sent and nothing is read', async () => {
    await write('hello');
    expect(replyAs(maria, 'Hi', undefined, true)).toMatchObject({ kind: 'queued', credits: 1 });
    expect(bench.balance()).toBe(10);
    expect(inboxOf(maria)).toEqual([[CUSTOMER, 1]]);
  });
});

test('given somebody who watches, then new texts come in order, both ways, and alerts to staff do not', async () => {
  await write('before');
  const seen = newestTextId(bench.store);
  await write('Can you come?');
  replyAs(joe, 'Yes.');
  const fresh = newTexts(bench.store, seen);
  expect(fresh.map(({ direction, by, message }) => [direction, by, message.text])).toEqual([
    ['in', null, 'Can you come?'],
    ['out', 'Joe', 'Yes.'],
  ]);
  expect(newTexts(bench.store, fresh.at(-1)?.message.id ?? 0)).toEqual([]);
});

describe('staff who only have a phone', () => {
  const PHONE = '+12125550150';
  const timeline = () =>
    bench.store.read((reader) => reader.messages.ofLead(leadOf(CUSTOMER)?.id ?? 0, 10)).toReversed();
  const answers = async () => {
    await bench.sendDue();
    return bench.gateway.submitted.filter(({ to }) => to === PHONE).map(({ text }) => text);
  };

  beforeEach(async () => {
    bench.store.transact('promised', (tx) => tx.users.change(maria.userId ?? 0, { phone: PHONE }));
    await write('Can you come?');
  });

  test('given the number of a conversation, when they write after it, then the customer gets it from the business, and the timeline says by whom', async () => {
    expect(await write('#1 on my way, 20 min', PHONE)).toMatchObject({ kind: 'command' });
    await bench.sendDue();
    expect(bench.gateway.submitted).toMatchObject([{ from: LINE, to: CUSTOMER, text: 'on my way, 20 min' }]);
    expect(timeline().at(-1)).toMatchObject({ direction: 'out', kind: 'reply', userId: maria.userId });
    // Their phone is no customer.
    expect(leadOf(PHONE)).toBeUndefined();
  });

  test('given note, won, lost and block, then each is done, in their name, without a text to anybody', async () => {
    await write('#1 note key is under the mat', PHONE);
    await write('#1 won', PHONE);
    expect(leadOf(CUSTOMER)?.stage).toBe('Booked');
    await write('#1 lost', PHONE);
    expect(leadOf(CUSTOMER)?.stage).toBe('Lost');
    await write('#1 block', PHONE);
    expect(bench.store.read((reader) => reader.blockedNumbers.of(CUSTOMER))).toMatchObject({
      actor: 'user:Maria',
    });
    const audit = bench.store.read((reader) => reader.audit.of('lead:1', 10));
    expect(audit.map(({ action, actor }) => [action, actor])).toEqual([
      ['stage', 'user:Maria'],
      ['stage', 'user:Maria'],
      ['note', 'user:Maria'],
    ]);
    expect(await answers()).toEqual([]);
  });

  test.each([
    ['#', '#12 On my way'],
    ['on my way', 'Sent to nobody'],
    ['#99 on my way', 'Not done: There is no lead "#99"'],
  ])('given %j, then nobody else is texted, and they are told', async (text, words) => {
    await write(text, PHONE);
    expect(await answers()).toEqual([expect.stringContaining(words)]);
    expect(bench.gateway.submitted).toHaveLength(1);
  });

  test.each([
    ['#', '#12 Voy en camino: le llega al cliente 12.'],
    ['on my way', 'No se ha enviado a nadie.'],
    ['#99 on my way', 'No se hizo. No existe el cliente "#99".'],
    ['#1 hello', 'No se hizo. No se le escribe a +12125550123: el cliente no quiere recibir mensajes.'],
  ])('given %j of somebody who reads Spanish, then they are told so in Spanish', async (text, words) => {
    bench.store.transact('promised', (tx) => tx.users.change(maria.userId ?? 0, { language: 'es-MX' }));
    bench.optOut(CUSTOMER);
    await write(text, PHONE);
    expect(await answers()).toEqual([expect.stringContaining(words)]);
  });

  test('given a customer who opted out, then the text is not relayed, and they are told why', async () => {
    bench.optOut(CUSTOMER);
    await write('#1 hello', PHONE);
    expect(await answers()).toEqual([expect.stringContaining('opted out')]);
  });

  test('given somebody who may only read, then nothing is done', async () => {
    bench.store.transact('promised', (tx) => tx.users.change(maria.userId ?? 0, { role: 'read-only' }));
    await write('#1 hello', PHONE);
    expect(await answers()).toEqual([expect.stringContaining('you may read')]);
    expect(timeline()).toHaveLength(1);
  });

  test('given a stranger, then # is a text like any other', async () => {
    expect(await write('#1 on my way', SAM)).toMatchObject({ kind: 'stored' });
    await bench.sendDue();
    expect(bench.gateway.submitted).toEqual([]);
  });

  test('given STOP from their phone, then no alert is texted there any more', async () => {
    await write('STOP', PHONE);
    expect(bench.store.read((reader) => reader.consents.current(PHONE))).toMatchObject({
      state: 'opted-out',
    });
  });

  test('given the same text twice, as a carrier sends it again, then the customer gets it once', async () => {
    const text = { from: PHONE, to: LINE, text: '#1 hello', part: null, dedupeKey: 'sip:1' };
    receiveText(bench.store, text, business, bench.clock.now());
    expect(receiveText(bench.store, text, business, bench.clock.now())).toEqual({ kind: 'known' });
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
  });

  test('given a phone that answers by itself, then it is not answered for ever', async () => {
    for (let turn = 0; turn < 25; turn += 1) await write('I am driving', PHONE);
    expect(bench.balance()).toBe(0);
    bench.topUp(100);
    for (let turn = 0; turn < 25; turn += 1) await write('I am driving', PHONE);
    expect(bench.balance()).toBe(90);
  });
});
