import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SmppServer } from '../../src/demo/smpp-server.ts';
import { startSmppServer } from '../../src/demo/smpp-server.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';

const patience = { timeout: 10_000, interval: 5 };
let carrier: SmppServer;
let bench: GatewayBench;

beforeEach(async () => {
  carrier = await startSmppServer({ systemId: 'acme', password: 'secret' });
  bench = startGatewayBench(carrier.port);
  await bench.whenUp();
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await carrier.close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe('submitting', () => {
  test('given a text in GSM 7 bit, when submitted, then the carrier sees from, to, words and reference', async () => {
    expect(await bench.gateway.submit(aSubmit({ text: 'Café [5 €]' }))).toMatchObject({ kind: 'accepted' });
    expect(carrier.submits()).toMatchObject([
      {
        from: '+12125550100',
        to: '+12125550123',
        text: 'Café [5 €]',
        dataCoding: 0,
        esmClass: 0,
        udh: '',
        userMessageReference: 7,
        registeredDelivery: 1,
      },
    ]);
  });

  test('given a part in UCS-2, when submitted, then it carries the concatenation header', async () => {
    const part = { reference: 0xab, index: 2, total: 3 };
    await bench.gateway.submit(aSubmit({ text: 'ждём 👍', encoding: 'ucs2', part }));
    expect(carrier.submits()).toMatchObject([
      { text: 'ждём 👍', dataCoding: 8, esmClass: 0x40, udh: '0003ab0302', part },
    ]);
  });

  test('given ids in hex, when accepted, then the id is the one that the carrier gave', async () => {
    carrier.behave({ ids: 'hex' });
    const result = await bench.gateway.submit(aSubmit());
    expect(result).toEqual({ kind: 'accepted', id: carrier.submits()[0]?.id });
    expect(carrier.submits()[0]?.id).toMatch(/[a-f]/);
  });

  test.each([
    [0x0b, 'rejected', 'ESME_RINVDSTADR'],
    [0x0a, 'rejected', 'ESME_RINVSRCADR'],
    [0x08, 'retryable', 'ESME_RSYSERR'],
    [0x14, 'retryable', 'ESME_RMSGQFUL'],
    [0xff, 'unknown', 'ESME_RUNKNOWNERR'],
    [0x4ff, 'rejected', '0x000004ff'],
  ])(
    'given the answer 0x%s, when submitted, then it is %s because of %s',
    async (submitStatus, kind, name) => {
      carrier.behave({ submitStatus });
      expect(await bench.gateway.submit(aSubmit())).toMatchObject({
        kind,
        why: expect.stringContaining(name),
      });
    },
  );

  test('given a window of 10, when 25 are submitted to a slow carrier, then 10 are under way and all get there', async () => {
    carrier.behave({ answerAfterMs: 60 });
    const results = Array.from({ length: 25 }, () => bench.gateway.submit(aSubmit()));
    await vi.waitFor(() => expect(carrier.submits()).toHaveLength(10), patience);
    expect(carrier.submits().every(({ status }) => status === null)).toBe(true);
    const kinds = (await Promise.all(results)).map(({ kind }) => kind);
    expect(kinds).toEqual(Array(25).fill('accepted'));
    // None of the second ten was written before one of the first had its answer.
    const [first, , , , , , , , , , eleventh] = carrier.submits();
    expect((eleventh?.receivedAt ?? 0) - (first?.receivedAt ?? 0)).toBeGreaterThanOrEqual(59);
  });

  test('given a carrier that throttles, when it has said so, then nothing is written until its second is over', async () => {
    const clock = createFakeClock();
    await using calm = startGatewayBench(carrier.port, { window: 1 }, clock);
    await calm.whenUp();
    carrier.behave({ throttleNext: 1 });
    const first = calm.gateway.submit(aSubmit());
    expect(await first).toMatchObject({ kind: 'retryable', afterMs: 1_000 });
    const second = calm.gateway.submit(aSubmit());
    await clock.advance(999);
    expect(carrier.submits()).toHaveLength(1);
    await clock.advance(1);
    expect(await second).toMatchObject({ kind: 'accepted' });
  });
});

describe('the link', () => {
  test.each(['before-answer', 'after-answer'] as const)(
    'given the link is dropped %s, when it is, then the fate is told truly and the next text gets through',
    async (dropNext) => {
      carrier.behave({ dropNext });
      const { kind } = await bench.gateway.submit(aSubmit());
      expect(kind).toBe(dropNext === 'before-answer' ? 'unknown' : 'accepted');
      await bench.whenDown(/lost the link/);
      await bench.whenUp();
      expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
      expect(bench.changes.map(({ link }) => link)).toEqual(['up', 'down', 'up']);
    },
  );

  test('given the carrier says unbind, when it does, then it is answered and the gateway binds again', async () => {
    await carrier.unbind();
    await bench.whenDown(/unbind/);
    await bench.whenUp();
    expect(carrier.bound).toBe(1);
  });

  test('given no link, when a text is submitted, then it is retryable, with the reason', async () => {
    await carrier.close();
    await bench.whenDown(/connection refused: nothing listens there/);
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({
      kind: 'retryable',
      why: expect.stringContaining('connection refused'),
    });
  });

  test('given a carrier that hangs up each time, when attempts go on, then they come ever later and are told once', async () => {
    const clock = createFakeClock();
    let attempts = 0;
    const rude = createServer((socket) => {
      attempts += 1;
      socket.resume().end();
    });
    const options = { reconnectBaseMs: 1_000, reconnectCapMs: 60_000, bindTimeoutMs: 3_600_000 };
    const patient = startGatewayBench(await listen(rude), options, clock);
    await patient.whenDown(/the other side closed the connection/);
    for (const [index, waitMs] of [750, 1_500, 3_000, 6_000].entries()) {
      await vi.waitFor(() => expect(patient.reconnects).toBe(index + 1), patience);
      await clock.advance(waitMs - 1);
      expect(attempts).toBe(index + 1);
      await clock.advance(1);
      await vi.waitFor(() => expect(attempts).toBe(index + 2), patience);
    }
    expect(patient.changes).toHaveLength(1);
    expect(patient.log.lines).toHaveLength(1);
    await patient.gateway.stop(0);
    expect(clock.waiting).toBe(0);
    rude.close();
  });

  test('given a carrier that comes back, when the next attempt is due, then the gateway is up again', async () => {
    const { port } = carrier;
    await carrier.close();
    await bench.whenDown(/connection refused/);
    carrier = await startSmppServer({ port });
    await bench.whenUp();
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
  });

  test('given a wrong password, when the bind is refused, then it says which status and what to check, once', async () => {
    let refusals = 0;
    await using strict = await startSmppServer({
      password: 'another',
      onEvent: ({ event }) => {
        if (event === 'bind-refused') refusals += 1;
      },
    });
    await using refused = startGatewayBench(strict.port);
    await refused.whenDown(
      /the carrier refused the bind: ESME_RINVPASWD: .*check system_id and password_file/,
    );
    await vi.waitFor(() => expect(refusals).toBeGreaterThanOrEqual(3), patience);
    expect(refused.changes).toHaveLength(1);
  });

  test('given an HTTP server at the port, when it answers, then it says what came and stays alive', async () => {
    const http = createHttpServer();
    await using wrong = startGatewayBench(await listen(http));
    await wrong.whenDown(/not SMPP: .*"HTTP\/1\.1 400.*check that host and port/);
    http.closeAllConnections();
    http.close();
  });

  test('given a service that says nothing, when the bind time is over, then it says so', async () => {
    const mute = createServer((socket) => socket.resume());
    const deaf = startGatewayBench(await listen(mute), { bindTimeoutMs: 30 });
    await deaf.whenDown(/no answer to the bind within 30 ms; is this the SMPP port\?/);
    await deaf.gateway.stop(0);
    mute.close();
  });
});

describe('TLS', () => {
  const pem = (name: string): string =>
    readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
  const cert = pem('loopback-cert.pem');
  const tls = { key: pem('loopback-key.pem'), cert };

  test('given a trusted certificate, when it connects, then it binds after the handshake and texts go out', async () => {
    await using secure = await startSmppServer({ tls });
    await using client = startGatewayBench(secure.port, { tls: true, tlsCa: cert });
    await client.whenUp();
    expect(await client.gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
  });

  test('given a certificate that nobody vouches for, when it connects, then it is refused with the reason', async () => {
    await using secure = await startSmppServer({ tls });
    await using client = startGatewayBench(secure.port, { tls: true });
    await client.whenDown(/self-signed certificate/);
  });

  test('given a port without TLS, when it connects with TLS, then it is down and alive', async () => {
    await using client = startGatewayBench(carrier.port, { tls: true, tlsCa: cert });
    await client.whenDown(/cannot use/);
  });
});

describe('receiving', () => {
  const from = '+12125550123';
  const to = '+12125550100';

  test.each([
    ['GSM 7 bit', { text: 'Sí, [mañana] €' }],
    ['UCS-2', { text: '明日 👍' }],
    ['message_payload', { text: 'x'.repeat(900), asPayload: true }],
  ])('given a text in %s, when it comes, then its words are whole', async (_what, inbound) => {
    expect(await carrier.sendInbound({ from, to, ...inbound })).toBe(0);
    expect(bench.inbound).toEqual([{ from, to, text: inbound.text, part: null }]);
  });

  test.each([
    ['udh8', 0x7f, 0x7f],
    ['udh16', 0x7f, 0x1_007f],
    ['sar', 0xbeef, 0x1_beef],
  ] as const)(
    'given a part told by %s, when it comes, then its place, its words and the width of its reference are known',
    async (partIn, reference, named) => {
      const part = { reference, index: 2, total: 3 };
      await carrier.sendInbound({ from, to, text: 'second', part, partIn });
      expect(bench.inbound).toEqual([{ from, to, text: 'second', part: { ...part, reference: named } }]);
    },
  );

  test('given a store, when a text comes, then it is in the store before the carrier has its answer', async () => {
    const order: string[] = [];
    bench.inbound.push = (item) => {
      order.push(`stored ${item.text}`);
      return 0;
    };
    await carrier.sendInbound({ from, to, text: 'hi' }).then((status) => order.push(`answered ${status}`));
    expect(order).toEqual(['stored hi', 'answered 0']);
  });

  test.each([
    ['decimal', 'hex', 'tlv'],
    ['decimal', 'zero-padded', 'text'],
    ['hex', 'decimal', 'text'],
    ['hex', 'decimal', 'both'],
    ['hex', 'hex', 'tlv'],
  ] as const)(
    'given ids answered in %s and reported in %s by %s, when the receipt comes, then it names the text',
    async (ids, reported, form) => {
      carrier.behave({ ids, receipt: { state: 'delivered', afterMs: 0, form, ids: reported } });
      const result = await bench.gateway.submit(aSubmit());
      await vi.waitFor(() => expect(bench.receipts).toHaveLength(1), patience);
      expect(result.kind).toBe('accepted');
      if (result.kind === 'accepted') expect(bench.receipts[0]?.ids).toContain(result.id);
      expect(bench.receipts[0]).toMatchObject({ state: 'delivered', recipient: from });
    },
  );

  test('given a failed delivery, when its receipt comes, then the carrier words the reason', async () => {
    await carrier.sendReceipt({ id: '77', from, to, state: 'undelivered' });
    expect(bench.receipts).toMatchObject([{ state: 'undelivered', detail: 'UNDELIV err:001' }]);
  });
});

describe('stopping', () => {
  test('given answers under way, when it stops, then they come in, it unbinds, and what follows is handed back', async () => {
    carrier.behave({ answerAfterMs: 50 });
    const result = bench.gateway.submit(aSubmit());
    await vi.waitFor(() => expect(carrier.submits()).toHaveLength(1), patience);
    await bench.gateway.stop(5_000);
    expect(await result).toMatchObject({ kind: 'accepted' });
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'retryable' });
    expect(bench.gateway.state).toBe('down');
    await vi.waitFor(() => expect(carrier.bound).toBe(0), patience);
  });

  test('given an answer that never comes, when the grace is over, then it stops all the same and the fate is unknown', async () => {
    carrier.behave({ silent: true });
    const result = bench.gateway.submit(aSubmit());
    await vi.waitFor(() => expect(carrier.submits()).toHaveLength(1), patience);
    await bench.gateway.stop(50);
    expect(await result).toMatchObject({ kind: 'unknown' });
  });

  test('given nothing under way, when it stops, then it leaves no timer behind to hold the process', async () => {
    const clock = createFakeClock();
    const alone = startGatewayBench(carrier.port, {}, clock);
    await alone.whenUp();
    await alone.gateway.stop(5_000);
    await vi.waitFor(() => expect(clock.waiting).toBe(0), patience);
  });

  test('given it never connected, when it stops, then no attempt is left to come', async () => {
    const clock = createFakeClock();
    const { port } = carrier;
    await carrier.close();
    const alone = startGatewayBench(port, {}, clock);
    await alone.whenDown(/connection refused/);
    expect(clock.waiting).toBe(1);
    await alone.gateway.stop(1_000);
    expect(clock.waiting).toBe(0);
  });
});
