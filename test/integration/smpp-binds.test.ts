import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SmppServer, startSmppServer } from '../../src/demo/smpp-server.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';

const patience = { timeout: 10_000, interval: 5 };
const from = '+12125550123';
const to = '+12125550100';
let carrier: SmppServer;

beforeEach(async () => {
  carrier = await startSmppServer();
});
afterEach(() => carrier.close());

async function whenRoles(...roles: string[]): Promise<void> {
  await vi.waitFor(() => expect([...carrier.roles].sort()).toEqual(roles), patience);
}

describe('a transmitter and a receiver', () => {
  let bench: GatewayBench;

  beforeEach(async () => {
    bench = startGatewayBench(carrier.port, { bindMode: 'transmitter-receiver' });
    await bench.whenUp();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  test('given a pair, when bound, then texts go out over one link and come in over the other', async () => {
    await whenRoles('receiver', 'transmitter');
    carrier.behave({ receipt: { state: 'delivered', afterMs: 0, form: 'both', ids: 'as-answered' } });
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
    expect(await carrier.sendInbound({ from, to, text: 'hi' })).toBe(0);
    await vi.waitFor(() => expect(bench.receipts).toHaveLength(1), patience);
    expect(bench.inbound).toMatchObject([{ text: 'hi' }]);
    expect(bench.changes.map(({ link }) => link)).toEqual(['up']);
  });

  test.each(['transmitter', 'receiver'] as const)(
    'given the %s is lost, when it is, then the gateway is down until that one alone is bound again',
    async (role) => {
      const other = role === 'receiver' ? 'transmitter' : 'receiver';
      carrier.behave({ bindStatus: 0x0d });
      carrier.drop(role);
      await bench.whenDown(new RegExp(`^${role}: lost the link`));
      expect(carrier.roles).toEqual([other]);
      carrier.behave({ bindStatus: 0 });
      await bench.whenUp();
      await whenRoles('receiver', 'transmitter');
      expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
      expect(await carrier.sendInbound({ from, to, text: 'hi' })).toBe(0);
    },
  );

  test('given no receiver, when a text is submitted, then the transmitter takes it; without that, it is retryable', async () => {
    carrier.behave({ bindStatus: 0x0d });
    carrier.drop('receiver');
    await bench.whenDown(/^receiver/);
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
    carrier.drop('transmitter');
    await vi.waitFor(() => expect(carrier.bound).toBe(0), patience);
    await vi.waitFor(async () => {
      expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'retryable' });
    }, patience);
  });

  test('given it stops, when it does, then both links say unbind', async () => {
    await bench.gateway.stop(1_000);
    await whenRoles();
    expect(bench.gateway.state).toBe('down');
  });

  test('given an account that may not receive, when its bind is refused, then it says which and what to check', async () => {
    await using strict = await startSmppServer({
      onEvent: ({ event }) => {
        if (event === 'bound') strict.behave({ bindStatus: 0x0d });
      },
    });
    await using half = startGatewayBench(strict.port, { bindMode: 'transmitter-receiver' });
    await half.whenDown(/^(receiver|transmitter): .*ESME_RBINDFAIL.*may bind as a (receiver|transmitter)/);
    expect(half.gateway.state).toBe('down');
  });
});

describe('several links side by side', () => {
  let bench: GatewayBench;

  beforeEach(async () => {
    bench = startGatewayBench(carrier.port, { binds: 3, window: 2 });
    await whenRoles('transceiver', 'transceiver', 'transceiver');
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  test('given three links with a window of 2, when 6 texts are submitted, then each link has two under way', async () => {
    carrier.behave({ silent: true });
    for (let n = 0; n < 7; n += 1) void bench.gateway.submit(aSubmit());
    await vi.waitFor(() => expect(carrier.submits()).toHaveLength(6), patience);
    expect(
      carrier
        .submits()
        .map(({ link }) => link)
        .sort(),
    ).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('given one of them is cut, when it is, then the gateway stays up, says nothing, and makes that one anew', async () => {
    carrier.behave({ dropNext: 'before-answer' });
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'unknown' });
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
    await whenRoles('transceiver', 'transceiver', 'transceiver');
    expect(bench.changes.map(({ link }) => link)).toEqual(['up']);
    expect(
      bench.log.lines.some(({ level, message }) => level === 'warn' && /lost the link/.test(message)),
    ).toBe(true);
  });

  test('given all are cut, when they are, then it is down once and up once', async () => {
    carrier.drop();
    await bench.whenDown(/lost the link/);
    await bench.whenUp();
    expect(bench.changes.map(({ link }) => link)).toEqual(['up', 'down', 'up']);
  });
});

describe('the pace', () => {
  test('given 5 a second over two links, when 12 are submitted, then no second has more than 5, and none is refused', async () => {
    const clock = createFakeClock();
    await using strict = await startSmppServer({ clock, behaviour: { maxPerSecond: 5 } });
    await using bench = startGatewayBench(strict.port, { binds: 2, maxPerSecond: 5 }, clock);
    await vi.waitFor(() => expect(strict.bound).toBe(2), patience);
    const results = Array.from({ length: 12 }, () => bench.gateway.submit(aSubmit()));
    for (const expected of [5, 10, 12]) {
      await vi.waitFor(() => expect(strict.submits()).toHaveLength(expected), patience);
      // Nothing more comes before the second is over.
      await clock.advance(999);
      expect(strict.submits()).toHaveLength(expected);
      await clock.advance(1);
    }
    expect((await Promise.all(results)).every(({ kind }) => kind === 'accepted')).toBe(true);
  });
});

describe('certificates', () => {
  const pem = (name: string): string =>
    readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
  const cert = pem('loopback-cert.pem');
  const tls = { key: pem('loopback-key.pem'), cert };
  let secure: SmppServer;

  beforeEach(async () => {
    secure = await startSmppServer({ tls });
  });
  afterEach(() => secure.close());

  test('given a trusted certificate of another name, when it connects, then it is refused before the password is sent', async () => {
    await using client = startGatewayBench(secure.port, {
      tls: true,
      tlsCa: cert,
      tlsServerName: 'smpp.carrier.example',
    });
    await client.whenDown(/does not match certificate's altnames/);
    expect(secure.bound).toBe(0);
  });

  test('given the name that the certificate bears, when it connects to an address, then it is up', async () => {
    await using client = startGatewayBench(secure.port, {
      tls: true,
      tlsCa: cert,
      tlsServerName: 'localhost',
    });
    await client.whenUp();
  });

  test('given an authority that did not sign it, when it connects, then it is refused', async () => {
    await using client = startGatewayBench(secure.port, { tls: true, tlsCa: pem('stranger-cert.pem') });
    await client.whenDown(/self-signed certificate|unable to verify/);
    expect(secure.bound).toBe(0);
  });

  test('given tls_verify = false, when nobody vouches for the certificate, then it is up and the log warns', async () => {
    await using client = startGatewayBench(secure.port, { tls: true, tlsVerify: false });
    await client.whenUp();
    expect(client.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('tls_verify = false') }),
    );
  });

  test('given an expired certificate, when it connects, then it is refused', async () => {
    await using old = await startSmppServer({
      tls: { key: pem('loopback-key.pem'), cert: pem('expired-cert.pem') },
    });
    await using client = startGatewayBench(old.port, { tls: true, tlsCa: pem('expired-cert.pem') });
    await client.whenDown(/certificate has expired/);
  });
});

describe('long texts on the wire', () => {
  const text = `${'Tomorrow at nine? '.repeat(20)}`;

  test.each(['udh', 'udh16', 'sar', 'payload'] as const)(
    'given long_messages = %s, when a text of several segments goes out, then the carrier can put it together',
    async (longMessages) => {
      const clock = createFakeClock();
      const options = { longMessages, validityPeriod: 'relative', serviceType: 'CMT' } as const;
      await using bench = startGatewayBench(carrier.port, options, clock);
      await bench.whenUp();
      const cut = bench.gateway.cut?.(text);
      const segments = cut?.segments ?? [];
      const reference = 0x1234;
      for (const [at, words] of segments.entries()) {
        const part =
          segments.length === 1 ? null : { reference: 0x34, index: at + 1, total: segments.length };
        const request = aSubmit({ text: words, part, reference, expiresAt: clock.now() + 60_500 });
        expect(await bench.gateway.submit(request)).toMatchObject({ kind: 'accepted' });
      }
      const seen = carrier.submits();
      expect(seen.map((each) => each.text).join('')).toBe(text);
      expect(seen[0]).toMatchObject({ serviceType: 'CMT', validityPeriod: '000000000100000R' });
      const expected = { udh: 0x34, udh16: 0x1_1234, sar: 0x1_1234, payload: undefined }[longMessages];
      expect(seen.map(({ part }) => part?.reference)).toEqual(segments.map(() => expected));
      expect(seen.every(({ asPayload }) => asPayload === (longMessages === 'payload'))).toBe(true);
    },
  );
});
