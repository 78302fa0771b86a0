import { beforeEach, describe, expect, test } from 'vitest';
import { NOTICE_CHANNELS, type NoticeChannel } from '../../src/core/notice.ts';
import { segmentText } from '../../src/core/segments.ts';
import type { Notifier } from '../../src/notifiers/notifier.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { deliverNotices } from '../../src/services/deliver-notices.ts';
import { testNoticeChannels } from '../../src/services/notice-channels.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { watchLinks } from '../../src/services/watch-links.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const MARIA = '+12125550150';
const JOE = '+12125550151';
interface Told {
  readonly channel: NoticeChannel;
  readonly words: string;
}

let bench: ServiceBench;
let sent: (Told & { readonly to: string })[];

beforeEach(() => {
  bench = openServiceBench();
  sent = [];
  bench.topUp(100);
  addPerson('Maria', MARIA, 'es');
  addPerson('Joe', JOE, null);
});

/** Told of everything, by every channel, at any hour. */
function addPerson(name: string, phone: string, language: string | null): void {
  const email = `${name.toLowerCase()}@acme.example`;
  bench.store.transact('promised', (tx) => {
    const person = { name, role: 'owner', phone, email, language, login: null, extension: null } as const;
    const { id: userId } = tx.users.add({ ...person, createdAt: 1 });
    for (const channel of NOTICE_CHANNELS) {
      const address = { sms: '', email: '', push: '', ntfy: name, webhook: `https://${name}.example/` }[
        channel
      ];
      tx.notices.addChannel({ userId, channel, address, kinds: null, atNight: true, createdAt: 1 });
    }
    const keys = { p256dh: name, auth: name };
    const device = { endpoint: `https://push.example/${name}`, userAgent: '', sessionId: null, createdAt: 1 };
    tx.push.addDevice({ userId, ...keys, ...device });
  });
}

/** Where each of the two is told; by push, the id of the phone. */
const PLACES = {
  Maria: [MARIA, 'maria@acme.example', 'Maria', 'https://Maria.example/', '1'],
  Joe: [JOE, 'joe@acme.example', 'Joe', 'https://Joe.example/', '2'],
};

/** What goes out to one of the two, by channel; texts as the carrier gets them. */
async function toldTo(name: keyof typeof PLACES): Promise<readonly Told[]> {
  const { store, clock, gateway } = bench;
  const log = createRecordingLog();
  const notifiers = {
    email: takes('email'),
    webhook: takes('webhook'),
    ntfy: takes('ntfy'),
    push: takes('push'),
  };
  while ((await deliverNotices({ store, notifiers, clock, log })) > 0);
  await bench.sendDue();
  const theirs = sent.filter(({ to }) => PLACES[name].includes(to));
  // A long text goes out segment by segment.
  const text = gateway.submitted.filter(({ to }) => PLACES[name].includes(to)).map((segment) => segment.text);
  return [
    ...theirs.map(({ channel, words }) => ({ channel, words })),
    { channel: 'sms' as const, words: text.join('') },
  ].toSorted((one, other) => one.channel.localeCompare(other.channel));
}

function takes(channel: NoticeChannel): Notifier {
  return {
    async send({ address, title, body }) {
      sent.push({ channel, to: address, words: `${title}. ${body}` });
      return { kind: 'sent' };
    },
    close() {},
  };
}

const byEveryChannel = (words: string) =>
  NOTICE_CHANNELS.toSorted((a, b) => a.localeCompare(b)).map((channel) => ({ channel, words }));

const write = (from: string, text: string) =>
  receiveText(bench.store, { from, to: LINE, text, part: null }, business, bench.clock.now());

describe('somebody who reads Spanish beside somebody who reads English', () => {
  test('given a missed call, then each is told of it in their language, on every channel', async () => {
    await bench.missCall();
    expect(await toldTo('Maria')).toEqual(
      byEveryChannel(
        'Llamada perdida: PAT SMITH (212) 555-0123. Llamada a Acme HVAC, sin respuesta tras 25 s. Mensaje enviado. #1',
      ),
    );
    expect(await toldTo('Joe')).toEqual(
      byEveryChannel(
        'Missed call: PAT SMITH (212) 555-0123. Called Acme HVAC, nobody answered after 25 s. Texted. #1',
      ),
    );
  });

  test('given a reply, then its words stand as the customer wrote them, in a frame of each language', async () => {
    write(CUSTOMER, 'Can you come today?');
    expect(await toldTo('Maria')).toEqual(
      byEveryChannel('Mensaje de (212) 555-0123 para Acme HVAC. Can you come today? #1'),
    );
    expect(await toldTo('Joe')).toEqual(
      byEveryChannel('(212) 555-0123 wrote to Acme HVAC. Can you come today? #1'),
    );
  });

  test('given Asterisk away for a minute, then what it means is told in each language', async () => {
    const link = { name: 'ARI', isUp: false, since: bench.clock.now() - 60_000, why: 'ECONNRESET' };
    watchLinks(bench.store, [link], bench.clock.now());
    announceAlerts(bench.store, business, bench.clock.now());
    expect(await toldTo('Maria')).toEqual(
      byEveryChannel(
        'La central de teléfonos no responde. textback no tiene contacto con Asterisk (ARI): ECONNRESET. Los teléfonos siguen sonando, y las llamadas se registran después',
      ),
    );
    expect(await toldTo('Joe')).toEqual(
      byEveryChannel(
        'The phone system cannot be reached. textback has lost Asterisk (ARI): ECONNRESET; calls ring on through the dialplan, and are caught up with later',
      ),
    );
  });

  test('given credits by the segment, when few are left, then either alert is one segment, and costs one', async () => {
    bench.store.transact('promised', (tx) => {
      tx.settings.set('low-balance', '2000', bench.clock.now());
      tx.settings.set('charge', 'segment', bench.clock.now());
    });
    bench.topUp(1_850);
    bench.queueText();
    const before = bench.balance();
    announceAlerts(bench.store, business, bench.clock.now());
    const words =
      'Quedan pocos créditos. Créditos restantes: 1,959 (menos de 2,000). Para recargar: "textback credits topup 100"';
    expect(await toldTo('Maria')).toEqual(byEveryChannel(words));
    expect(segmentText(words)).toMatchObject({ encoding: 'gsm7', segments: [words] });
    expect(before - bench.balance()).toBe(1 + 1);
  });

  test('given a test of alerts, then each reads their own', async () => {
    for (const name of ['Maria', 'Joe']) testNoticeChannels(bench.store, name, business, bench.clock.now());
    expect(await toldTo('Maria')).toEqual(
      byEveryChannel('Aviso de prueba de textback. Si puede leer esto, los avisos le llegan por este medio.'),
    );
    expect(await toldTo('Joe')).toEqual(
      byEveryChannel('Test alert from textback. If you can read this, alerts reach you here.'),
    );
  });
});
