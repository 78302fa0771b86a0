import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NoticeKind } from '../../src/core/notice.ts';
import type { NoticeAttempt } from '../../src/core/notice-state.ts';
import type { OutgoingNotice } from '../../src/notifiers/notifier.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { deliverNotices, type Notifiers } from '../../src/services/deliver-notices.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { watchLinks } from '../../src/services/watch-links.ts';
import type { NoticeRow } from '../../src/store/queries/notices.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const HOUR_MS = 3_600_000;
let bench: ServiceBench;

beforeEach(() => {
  bench = openServiceBench();
});

function addUser(name: string, role: 'owner' | 'staff' = 'owner', phone: string | null = null): number {
  const email = `${name.toLowerCase()}@acme.example`;
  const user = { name, role, phone, email, language: null, login: null, extension: null, createdAt: 1 };
  return bench.store.transact('promised', (tx) => tx.users.add(user)).id;
}

interface Channel {
  readonly channel?: 'sms' | 'email' | 'webhook' | 'ntfy';
  readonly address?: string;
  readonly kinds?: readonly NoticeKind[] | null;
  readonly atNight?: boolean;
}

function tellBy(
  userId: number,
  { channel = 'email', address = '', kinds = null, atNight = true }: Channel = {},
) {
  bench.store.transact('promised', (tx) =>
    tx.notices.addChannel({ userId, channel, address, kinds, atNight, createdAt: 1 }),
  );
}

function notices(): readonly NoticeRow[] {
  return bench.store.read((reader) => reader.notices.newest(100).map(({ notice }) => notice)).toReversed();
}

function own(leadId: number, ownerId: number): void {
  const db = new Database(bench.path);
  db.prepare('UPDATE leads SET owner_id = ? WHERE id = ?').run(ownerId, leadId);
  db.close();
}

const reply = (text: string) =>
  receiveText(bench.store, { from: CUSTOMER, to: LINE, text, part: null }, business, bench.clock.now());

describe('who is told of what', () => {
  test('given nobody who wants to be told, when a call is missed, then nothing is kept', async () => {
    addUser('Maria');
    await bench.missCall();
    expect(notices()).toEqual([]);
  });

  test('given a lead without an owner, when a call is missed and the caller writes, then everybody is told of both', async () => {
    tellBy(addUser('Maria'));
    tellBy(addUser('Joe', 'staff'));
    await bench.missCall();
    reply('Can you come today?');
    expect(notices().map(({ kind, address, title }) => [kind, address, title])).toEqual([
      ['missed-call', 'maria@acme.example', 'Missed call: PAT SMITH (212) 555-0123'],
      ['missed-call', 'joe@acme.example', 'Missed call: PAT SMITH (212) 555-0123'],
      ['reply', 'maria@acme.example', 'PAT SMITH (212) 555-0123 wrote to Acme HVAC'],
      ['reply', 'joe@acme.example', 'PAT SMITH (212) 555-0123 wrote to Acme HVAC'],
    ]);
    expect(notices()[0]?.body).toBe('Called Acme HVAC, nobody answered after 25 s. Texted. #1');
    expect(notices()[2]?.body).toBe('Can you come today? #1');
  });

  test('given an owner, then only the owner is told; given one who is told of nothing, then everybody', async () => {
    const maria = addUser('Maria');
    const joe = addUser('Joe', 'staff');
    tellBy(maria);
    await bench.missCall();
    own(1, joe);
    reply('one');
    tellBy(joe);
    reply('two');
    expect(notices().map(({ userId, kind }) => [userId, kind])).toEqual([
      [maria, 'missed-call'],
      [maria, 'reply'],
      [joe, 'reply'],
    ]);
  });

  test('given a channel for replies only, then misses do not come through it', async () => {
    tellBy(addUser('Maria'), { kinds: ['reply'] });
    await bench.missCall();
    reply('Hello?');
    expect(notices().map(({ kind }) => kind)).toEqual(['reply']);
  });

  test('given STOP, START and HELP, then nobody is told: there is nothing to answer', () => {
    tellBy(addUser('Maria'));
    for (const words of ['STOP', 'START', 'HELP']) reply(words);
    expect(notices()).toEqual([]);
  });

  test('given a caller who was blocked, when they write, then nobody is told', () => {
    tellBy(addUser('Maria'));
    const blocked = { number: CUSTOMER, treatment: null, note: '', actor: 'cli:maria', blockedAt: 1 };
    bench.store.transact('promised', (tx) => tx.blockedNumbers.put(blocked));
    reply('Buy now');
    expect(notices()).toEqual([]);
  });

  test('given a caller who hung up at once, then nobody is told', async () => {
    tellBy(addUser('Maria'));
    await bench.missCall(CUSTOMER, 1, 'abandoned');
    expect(notices()).toEqual([]);
  });

  test('given an alert of the business, when it is announced, then its owners are told, once, and staff is not', () => {
    tellBy(addUser('Maria'));
    tellBy(addUser('Joe', 'staff'));
    const alert = { kind: 'low-balance', subject: '', detail: '9 credits are left', raisedAt: 1 } as const;
    bench.store.transact('promised', (tx) => tx.alerts.raise(alert));
    announceAlerts(bench.store, business, bench.clock.now());
    announceAlerts(bench.store, business, bench.clock.now());
    expect(notices().map(({ address, title, body }) => [address, title, body])).toEqual([
      ['maria@acme.example', 'Few credits left', '9 credits are left'],
    ]);
  });

  test('given a removed person, then they are told of nothing', async () => {
    const maria = addUser('Maria');
    tellBy(maria);
    bench.store.transact('promised', (tx) => tx.users.change(maria, { removedAt: 2 }));
    await bench.missCall();
    expect(notices()).toEqual([]);
  });
});

describe('at night', () => {
  test('given the middle of the night, when a call is missed, then it is told in the morning, but for who wants it at once', async () => {
    const maria = addUser('Maria');
    tellBy(maria, { atNight: false });
    tellBy(maria, { channel: 'ntfy', address: 'acme', atNight: true });
    await bench.clock.advance(untilHour(2));
    await bench.missCall();
    const [quiet, loud] = notices();
    expect(hourOf(quiet?.notBefore ?? 0)).toBe(7);
    expect(loud?.notBefore).toBe(bench.clock.now());
  });

  test('given a gateway that fails at night, then it is told at once', async () => {
    tellBy(addUser('Maria'), { atNight: false });
    await bench.clock.advance(untilHour(2));
    const alert = { kind: 'gateway-down', subject: 'carrier', detail: 'it is down', raisedAt: 1 } as const;
    bench.store.transact('promised', (tx) => tx.alerts.raise(alert));
    announceAlerts(bench.store, business, bench.clock.now());
    expect(notices()).toMatchObject([{ notBefore: bench.clock.now(), isUrgent: true }]);
  });
});

/** From the clock's time to the next full hour `hour` in New York. */
function untilHour(hour: number): number {
  for (let ms = 0; ms < 25 * HOUR_MS; ms += 60_000) {
    const at = new Date(bench.clock.now() + ms);
    if (hourOf(at.getTime()) === hour) return ms;
  }
  throw new Error('no such hour');
}

function hourOf(at: number): number {
  return Number(
    new Intl.DateTimeFormat('en-US', {
      timeZone: business.timeZone,
      hour: 'numeric',
      hourCycle: 'h23',
    }).format(at),
  );
}

describe('by text', () => {
  const PHONE = '+12125550150';

  test('given a phone, when a call is missed, then a text from the line carries it, for a credit, and the caller is texted all the same', async () => {
    tellBy(addUser('Maria', 'owner', PHONE), { channel: 'sms' });
    await bench.missCall();
    expect(bench.balance()).toBe(8);
    await bench.sendDue();
    const [toCustomer, toMaria] = bench.gateway.submitted.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(toCustomer?.to).toBe(CUSTOMER);
    expect(toMaria).toMatchObject({ to: PHONE, from: LINE });
    expect(toMaria?.text).toBe(
      'Missed call: PAT SMITH (212) 555-0123. Called Acme HVAC, nobody answered after 25 s. Texted. #1',
    );
    expect(notices()).toMatchObject([{ state: 'sent', messageId: expect.any(Number), notBefore: null }]);
  });

  test('given a limit a day, when it is reached, then no more texts go out to that person, and it says so', async () => {
    bench.store.transact('promised', (tx) => tx.settings.set('alert-texts-per-day', '1', 1));
    tellBy(addUser('Maria', 'owner', PHONE), { channel: 'sms' });
    reply('one');
    reply('two');
    expect(notices().map(({ state, detail }) => [state, detail])).toEqual([
      ['sent', ''],
      ['failed', 'the limit of 1 alerts by text a day is reached'],
    ]);
    await bench.clock.advance(24 * HOUR_MS);
    reply('three');
    expect(notices().at(-1)?.state).toBe('sent');
  });

  test('given a person who texted STOP, then they get no alert by text either', () => {
    tellBy(addUser('Maria', 'owner', PHONE), { channel: 'sms' });
    bench.optOut(PHONE);
    reply('Hello?');
    expect(notices()).toMatchObject([
      {
        state: 'failed',
        detail: 'this phone asked for no more texts from the business; START from it brings them back',
        messageId: null,
      },
    ]);
  });

  test('given no credit, then the reply is kept all the same, and the alert has failed', () => {
    for (let spent = 0; spent < 10; spent += 1) bench.queueText(`+121255501${60 + spent}`);
    tellBy(addUser('Maria', 'owner', PHONE), { channel: 'sms' });
    expect(reply('Hello?')).toMatchObject({ kind: 'stored' });
    expect(notices()).toMatchObject([{ state: 'failed', detail: 'there was no credit left' }]);
  });
});

describe('on its way', () => {
  const log = createRecordingLog();

  function deliverWith(answer: NoticeAttempt, sent: OutgoingNotice[] = []) {
    const email = {
      send: async (notice: OutgoingNotice) => {
        sent.push(notice);
        return answer;
      },
      close() {},
    };
    const notifiers: Notifiers = { email, webhook: null, ntfy: null, push: null };
    return deliverNotices({ store: bench.store, notifiers, clock: bench.clock, log });
  }

  test('given a mail server that is away, when it is back, then the notice arrives once, under the same id', async () => {
    tellBy(addUser('Maria'));
    reply('Hello?');
    const sent: OutgoingNotice[] = [];
    expect(await deliverWith({ kind: 'retryable', why: 'away' }, sent)).toBe(1);
    expect(await deliverWith({ kind: 'sent' }, sent)).toBe(0);
    await bench.clock.advance(30_000);
    expect(await deliverWith({ kind: 'sent' }, sent)).toBe(1);
    await bench.clock.advance(HOUR_MS);
    expect(await deliverWith({ kind: 'sent' }, sent)).toBe(0);
    expect(sent.map(({ id, address }) => [id, address])).toEqual([
      [1, 'maria@acme.example'],
      [1, 'maria@acme.example'],
    ]);
    expect(notices()).toMatchObject([{ state: 'sent', attempts: 2, notBefore: null }]);
  });

  test('given a channel that the configuration cannot serve, then it fails with what to do', async () => {
    tellBy(addUser('Maria'), { channel: 'ntfy', address: 'acme' });
    reply('Hello?');
    await deliverWith({ kind: 'sent' });
    expect(notices()).toMatchObject([{ state: 'failed', detail: '[ntfy] is not set in the configuration' }]);
  });

  test('given a daemon that was away for too long, then old news are not told', async () => {
    tellBy(addUser('Maria'));
    reply('Hello?');
    await bench.clock.advance(13 * HOUR_MS);
    const sent: OutgoingNotice[] = [];
    await deliverWith({ kind: 'sent' }, sent);
    expect(sent).toEqual([]);
    expect(notices()).toMatchObject([{ state: 'failed', detail: 'too late to be of use' }]);
  });
});

describe('links that are down', () => {
  const link = (isUp: boolean) => [
    { name: 'ARI', isUp, since: bench.clock.now(), why: 'connection refused' },
  ];
  const open = () => bench.store.read((reader) => reader.alerts.open('pbx-down', 'ARI'));

  test('given Asterisk away for under a minute, then nobody hears of it; for longer, then once, until it is back', async () => {
    const down = link(false);
    watchLinks(bench.store, down, bench.clock.now());
    expect(open()).toBeUndefined();
    await bench.clock.advance(60_000);
    watchLinks(bench.store, down, bench.clock.now());
    watchLinks(bench.store, down, bench.clock.now());
    expect(open()?.detail).toContain('connection refused');
    watchLinks(bench.store, link(true), bench.clock.now());
    expect(open()).toBeUndefined();
  });

  test('given a gateway that has been down for a minute, then it is an alert of its own', async () => {
    const health = {
      name: 'carrier',
      position: 0,
      state: 'down',
      why: 'refused',
      since: bench.clock.now(),
    } as const;
    bench.store.transact('promised', (tx) =>
      tx.gateways.replaceAll([{ ...health, lastError: null, lastErrorAt: null }]),
    );
    await bench.clock.advance(60_000);
    watchLinks(bench.store, [], bench.clock.now());
    const alert = bench.store.read((reader) => reader.alerts.open('gateway-down', 'carrier'));
    expect(alert?.detail).toBe(
      'the gateway carrier is down: refused; texts wait, or go out through the next gateway',
    );
  });
});
