import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSmppServer } from '../../src/demo/smpp-server.ts';
import { recordGatewayLink } from '../../src/services/gateway-health.ts';
import { acquireDaemonLock } from '../../src/store/daemon-lock.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { LINE, openInstalledBench } from '../fakes/installed-bench.ts';

interface Found {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly remedy: string | null;
}

/** The findings of one check, and the exit code. */
const asking = (textback: (...args: string[]) => Promise<{ code: number | null; stdout: string }>) => {
  return async (name: string) => {
    const ran = await textback('doctor', '--json', '--check', name);
    const { checks }: { checks: Found[] } = JSON.parse(ran.stdout);
    return { code: ran.code, found: checks };
  };
};

function openBench() {
  const bench = createCliBench();
  return { ...bench, ask: asking(bench.textback) };
}

describe('textback doctor: lines and phones', () => {
  test('given no line, or one that rings, or one without text-back, when it is run, then each is told', async () => {
    const { ask, textback } = openBench();
    expect((await ask('lines')).found).toMatchObject([
      { state: 'failed', remedy: expect.stringContaining('textback line add') },
    ]);
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    expect((await ask('lines')).found).toMatchObject([{ state: 'ok', detail: '1 line' }]);
    await textback('line', 'set', LINE, 'enabled', 'off');
    expect((await ask('lines')).found).toMatchObject([
      { state: 'warning', remedy: `textback line set ${LINE} enabled on` },
    ]);
  });

  test('given a line that rings nobody, with words and a gateway that are no more, when it is run, then all three are told', async () => {
    const { ask, textback, store } = openBench();
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    store.transact('promised', (tx) => {
      const id = tx.lines.byNumber(LINE)?.id ?? 0;
      tx.lines.setSteps(id, []);
      tx.lines.change(id, { message: 'Hi {{nobody_knows}}', gateways: ['gone'] });
    });
    const { code, found } = await ask('lines');
    expect(code).toBe(1);
    expect(found.map(({ detail }) => detail)).toEqual([
      `${LINE} rings nobody`,
      expect.stringContaining('nobody_knows'),
      expect.stringContaining('through gone, and textback.toml has carrier'),
    ]);
  });

  test('given phones that Asterisk does not know, or does not reach, when it is run, then lines that nobody answers for have failed', async () => {
    const { textback, pbx } = await openInstalledBench({ daemon: false });
    const ask = asking(textback);
    await textback('line', 'hunt', 'set', LINE, 'PJSIP/100 & 212-555-0199; Local/600@from-internal/n');
    pbx.ami.facts.places.add('from-internal,600,1');
    expect((await ask('phones')).found).toMatchObject([
      { state: 'ok', detail: expect.stringContaining('PJSIP/100, PJSIP/trunk, Local/600@from-internal') },
    ]);
    pbx.ari.facts.endpointState = (_, name) => (name === '100' ? 'offline' : null);
    expect((await ask('phones')).found).toMatchObject([
      { state: 'warning', detail: expect.stringContaining(`PJSIP/100, rung for ${LINE}`) },
      {
        state: 'failed',
        detail: expect.stringContaining('knows no PJSIP/trunk'),
        remedy: expect.stringContaining('dial_template'),
      },
    ]);
    pbx.ami.facts.places.clear();
    expect((await ask('phones')).found.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('PJSIP/100'),
      expect.stringContaining('PJSIP/trunk'),
      expect.stringContaining('no way to Local/600@from-internal'),
      `${LINE}: not one of its phones can be reached`,
    ]);
  });

  test('given a trunk that is refused by its provider, when it is run, then it says so', async () => {
    const { textback, pbx } = await openInstalledBench({ daemon: false });
    pbx.ami.facts.registrations.set('provider', 'Rejected');
    pbx.ami.facts.registrations.set('other', 'Registered');
    expect((await asking(textback)('trunks')).found).toMatchObject([
      { state: 'failed', detail: 'the trunk provider is not registered with its provider (Rejected)' },
    ]);
    pbx.ami.facts.registrations.set('provider', 'Registered');
    expect((await asking(textback)('trunks')).found).toMatchObject([
      { detail: 'registered: provider, other' },
    ]);
  });
});

describe('textback doctor: gateways, credits and people', () => {
  test('given a running daemon, when its gateway is up and then down, then that is what it says', async () => {
    const { textback, store } = await openInstalledBench();
    const ask = asking(textback);
    expect((await ask('gateways')).found).toMatchObject([
      { state: 'ok', detail: expect.stringContaining('carrier is up') },
      { state: 'warning', detail: 'carrier is a loopback: it sends no text to anybody' },
    ]);
    recordGatewayLink(store, 'carrier', 'down', 'the carrier refused the bind', Date.now());
    expect(await ask('gateways')).toMatchObject({
      code: 1,
      found: [
        { state: 'failed', detail: expect.stringContaining('the carrier refused the bind') },
        { state: 'warning' },
      ],
    });
  });

  test('given no daemon, when it is run, then the carrier itself is asked', async () => {
    const { ask, configFile } = openBench();
    const smpp = await startSmppServer({ systemId: 'acme', password: 'hush-1' });
    onTestFinished(() => smpp.close());
    const toml = readFileSync(configFile, 'utf8').replace('port = 2775', `port = ${smpp.port}`);
    writeFileSync(configFile, toml);
    expect((await ask('gateways')).found).toMatchObject([
      { state: 'ok', detail: 'carrier lets textback in' },
    ]);
    smpp.behave({ bindStatus: 0x0e });
    const refused = await ask('gateways');
    expect(refused.found).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('wrong password') },
    ]);
    expect(JSON.stringify(refused)).not.toContain('hush');
  });

  test('given a SIP MESSAGE gateway through an endpoint that is not there, when no daemon runs, then that is told', async () => {
    const { textback, configFile, pbx } = await openInstalledBench({ daemon: false });
    const toml = readFileSync(configFile, 'utf8').replace(
      /\[\[gateway\]\][^[]*/,
      '[[gateway]]\nname = "sip"\nkind = "sip-message"\nendpoint = "provider"\n',
    );
    writeFileSync(configFile, toml);
    pbx.ari.facts.endpointState = () => null;
    expect((await asking(textback)('gateways')).found).toMatchObject([
      { state: 'failed', detail: 'sip: Asterisk knows no PJSIP endpoint provider' },
    ]);
    pbx.ari.facts.modules.delete('res_pjsip_messaging');
    expect((await asking(textback)('modules')).found).toMatchObject([
      { detail: expect.stringContaining('res_pjsip_messaging') },
    ]);
  });

  test('given no credit, few, and many, when it is run, then it is failed, warned of, and well', async () => {
    const { ask, textback } = openBench();
    expect(await ask('credits')).toMatchObject({
      code: 1,
      found: [{ state: 'failed', remedy: 'Top up: textback credits topup 100' }],
    });
    await textback('credits', 'topup', '10');
    expect((await ask('credits')).found).toMatchObject([{ state: 'warning', detail: 'only 10 left' }]);
    await textback('credits', 'topup', '500');
    expect((await ask('credits')).found).toMatchObject([{ state: 'ok', detail: '510 left' }]);
  });

  test('given nobody who is told, or who cannot be reached, when it is run, then it says how', async () => {
    const { ask, textback, store } = openBench();
    expect((await ask('alerts')).found).toMatchObject([
      { state: 'warning', remedy: expect.stringContaining('textback alert add') },
    ]);
    await textback('user', 'add', 'Maria', '--role', 'owner', '--phone', '+12125550150');
    await textback('alert', 'add', 'Maria', 'sms');
    expect((await ask('alerts')).found).toMatchObject([{ state: 'ok', detail: '1 person is told' }]);

    await textback('user', 'add', 'Pat', '--role', 'staff');
    await textback('alert', 'add', 'Pat', 'email', 'pat@acme.example');
    expect((await ask('alerts')).found).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('no [smtp]') },
    ]);
    store.transact('promised', (tx) => {
      tx.users.change(tx.users.byName('Maria')?.id ?? 0, { phone: null, role: 'staff' });
    });
    expect((await ask('alerts')).found.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('no owner is told'),
      expect.stringContaining('"Maria" is to be told by sms, and has no phone'),
      expect.stringContaining('no [smtp]'),
    ]);
  });

  test('given somebody told by push, when no page is reached by https, or no phone is left, then it says how', async () => {
    const { ask, textback, textbackIn, store } = openBench();
    await textback('user', 'add', 'Maria', '--role', 'owner');
    store.transact('promised', (tx) => {
      const told = { userId: 1, channel: 'push', address: '', kinds: null, atNight: false } as const;
      tx.notices.addChannel({ ...told, createdAt: 1 });
    });
    expect((await ask('alerts')).found).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('https'),
        remedy: expect.stringContaining('public_url'),
      },
    ]);
    const env = { TEXTBACK_PUSH__CONTACT: 'maria@acme.example' };
    const asked = asking((...args) => textbackIn({ env }, ...args));
    expect((await asked('alerts')).found).toMatchObject([
      { state: 'warning', remedy: expect.stringContaining('textback alert remove 1') },
    ]);
    store.transact('promised', (tx) =>
      tx.push.addDevice({
        ...{ userId: 1, sessionId: null, endpoint: 'https://push.example/1', p256dh: '', auth: '' },
        ...{ userAgent: 'Firefox/1', createdAt: 1 },
      }),
    );
    expect((await asked('alerts')).found).toMatchObject([{ state: 'ok', detail: '1 person is told' }]);
  });

  test('given texts that carriers refused for want of a registration, when it is run, then that is the remedy', async () => {
    const { ask, textback, store } = openBench();
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    expect((await ask('texts')).found).toMatchObject([{ state: 'ok' }]);
    store.transact('promised', (tx) => {
      const at = Date.UTC(2026, 6, 1, 2);
      tx.messages.add({
        ...{ direction: 'out', kind: 'alert', fromNumber: LINE, toNumber: '+12125550150', body: 'x' },
        ...{ state: 'failed', detail: 'campaign not active', createdAt: at, expiresAt: at, settledAt: at },
      });
    });
    expect((await ask('texts')).found).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('campaign not active'),
        remedy: expect.stringContaining('10DLC'),
      },
    ]);
  });

  test('given somebody who may want no more texts, when it is run, then it says that they wait for a decision', async () => {
    const { ask, textback, store } = openBench();
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    expect((await ask('waiting')).found).toMatchObject([{ state: 'ok' }]);
    store.transact('promised', (tx) => {
      const at = Date.UTC(2026, 6, 1, 2);
      const { id } = tx.messages.add({
        ...{ direction: 'out', kind: 'alert', fromNumber: LINE, toNumber: '+12125550150', body: 'x' },
        ...{ state: 'sent', createdAt: at, expiresAt: at },
      });
      tx.consents.openReview({ number: '+12125550123', messageId: id, askedAt: at });
    });
    const { found } = await ask('waiting');
    expect(found).toMatchObject([{ state: 'warning', remedy: 'textback consent review' }]);
    expect(JSON.stringify(found)).not.toContain('2125550123');
  });
});

describe('textback doctor: the daemon’s own answer', () => {
  /** Something that answers where the daemon should, while a daemon holds the database. */
  async function listening(answer: string | null, status = 200) {
    const bench = createCliBench();
    const lock = acquireDaemonLock(bench.databasePath);
    onTestFinished(() => lock?.release());
    const server = createServer((_, response) => {
      if (answer !== null) response.writeHead(status).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const env = { TEXTBACK_HTTP__LISTEN: `127.0.0.1:${port}` };
    const ask = asking((...args) => bench.textbackIn({ env }, ...args));
    return { server, ask: () => ask('web') };
  }

  test.each([
    ['{"live":true,"reasons":[]}', 200, 'ok', 'the daemon lives'],
    [
      '{"live":false,"reasons":["the database does not answer"]}',
      503,
      'failed',
      'the database does not answer',
    ],
    ['<html>', 200, 'warning', 'another program'],
    [null, 200, 'failed', 'it hangs'],
  ])(
    'given %s with %i, when it is run, then that is %s',
    async (answer, status, state, words) => {
      const { ask } = await listening(answer, status);
      expect((await ask()).found).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
    },
    10_000,
  );

  test('given nothing listens there, when it is run, then it says so', async () => {
    const { server, ask } = await listening('');
    await new Promise((resolve) => server.close(resolve));
    expect((await ask()).found).toMatchObject([
      { state: 'warning', remedy: expect.stringContaining('listen under [http]') },
    ]);
  });
});
