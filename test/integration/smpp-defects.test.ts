import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';
import * as raw from '../fakes/raw-carrier.ts';

/*
 * Each defect of npm smpp 0.5.1 that shared notes or its source name, put on the wire by a carrier
 * written out in octets. Left alone, most of them make its Session deaf for good.
 */
let carrier: raw.RawCarrier;
let bench: GatewayBench;

beforeEach(async () => {
  carrier = await raw.startRawCarrier();
  bench = startGatewayBench(carrier.port);
  await bench.whenUp();
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

/** The session must still hear: a plain text goes through on the newest connection. */
async function expectStillListening(words: string): Promise<void> {
  carrier.send(raw.rawPdu(raw.DELIVER_SM, 900, raw.deliverBody({ message: words })));
  await vi.waitFor(() =>
    expect(carrier.received).toContainEqual(
      expect.objectContaining({ commandId: raw.DELIVER_SM_RESP, sequence: 900, status: 0 }),
    ),
  );
  expect(bench.inbound.at(-1)).toMatchObject({ text: words });
}

describe('a length that no PDU has', () => {
  test.each([0, 1, 4, 5, 15, 16_385, 0xffff_ffff])(
    'given command_length %i, when it comes, then the link is closed, made anew, and hears again',
    async (length) => {
      const header = raw.rawPdu(raw.DELIVER_SM, 1);
      header.writeUInt32BE(length, 0);
      carrier.send(header);
      await bench.whenDown(/not SMPP: a PDU of length/);
      await bench.whenUp();
      expect(carrier.connections).toBe(2);
      await expectStillListening('after a broken length');
    },
  );

  test('given command_length 4 and nothing after it, when it comes, then the link does not hang', async () => {
    carrier.send(Buffer.from([0, 0, 0, 4]));
    await bench.whenDown(/a PDU of length 4/);
    await bench.whenUp();
  });
});

describe('a PDU whose inside is wrong', () => {
  test.each([
    ['an integer TLV cut off at the end', raw.deliverBody({ tlvs: [raw.tlv(0x0204, Buffer.from([1]), 2)] })],
    ['an integer TLV without a value', raw.deliverBody({ tlvs: [raw.tlv(0x0427, '', 1)] })],
    ['an integer TLV that is too long', raw.deliverBody({ tlvs: [raw.tlv(0x0204, '123456789')] })],
    ['a TLV longer than the PDU', raw.deliverBody({ tlvs: [raw.tlv(0x001e, 'AB', 60_000)] })],
    ['half a TLV header', raw.deliverBody({ tlvs: [Buffer.from([0x04])] })],
    ['an unknown TLV', raw.deliverBody({ tlvs: [raw.tlv(0x1501, 'vendor')] })],
    ['the time field "R"', raw.deliverBody({ schedule: 'R' })],
    ['a time field of nonsense', raw.deliverBody({ schedule: 'not a time at al' })],
  ])('given %s, when it comes, then the text is taken on the same link', async (_what, body) => {
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, body));
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 1, status: 0 });
    expect(bench.inbound).toMatchObject([{ from: '+12125550123', to: '+12125550100', text: 'hello' }]);
    await expectStillListening('and the next one');
    expect(carrier.connections).toBe(1);
  });

  test('given a mandatory field cut off, when it comes, then it is refused on the same link', async () => {
    const submitMulti = 0x21;
    carrier.send(raw.rawPdu(submitMulti, 5, Buffer.from('\0\x01\x01123\0\x09\x01', 'latin1')));
    expect(await carrier.take(raw.GENERIC_NACK)).toMatchObject({ sequence: 5, status: 0x02 });
    await expectStillListening('after an unreadable PDU');
    expect(carrier.connections).toBe(1);
  });

  test('given a deliver_sm of a header only, when it comes, then it is answered on the same link', async () => {
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 6));
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 6 });
    await expectStillListening('after an empty PDU');
  });

  test('given a string TLV without its terminator, when a receipt comes, then the id ends where the TLV ends', async () => {
    const tlvs = [raw.tlv(0x001e, '1A2B'), raw.tlv(0x0427, Buffer.from([2]))];
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, raw.deliverBody({ esmClass: 0x04, message: '', tlvs })));
    await carrier.take(raw.DELIVER_SM_RESP);
    expect(bench.receipts).toMatchObject([{ state: 'delivered', recipient: '+12125550123' }]);
    expect(bench.receipts[0]?.ids[0]).toBe('1A2B');
  });

  test.each([
    ['ASCII', Buffer.from('id:42 stat:DELIVRD', 'latin1')],
    ['UCS-2', Buffer.from('id:42 stat:DELIVRD', 'utf16le').swap16()],
  ])(
    'given a receipt marked data_coding 8 whose body is %s, when it comes, then it is read',
    async (_what, message) => {
      const body = raw.deliverBody({ esmClass: 0x04, dataCoding: 8, message });
      carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, body));
      await carrier.take(raw.DELIVER_SM_RESP);
      expect(bench.receipts).toMatchObject([{ state: 'delivered', detail: 'DELIVRD' }]);
      expect(bench.receipts[0]?.ids).toContain('42');
    },
  );

  test('given a receipt that names no text, when it comes, then it is answered, logged and dropped', async () => {
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, raw.deliverBody({ esmClass: 0x04, message: 'done' })));
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ status: 0 });
    expect([...bench.receipts, ...bench.inbound]).toEqual([]);
    expect(bench.log.lines.map(({ message }) => message)).toContain(
      'a delivery receipt without a message id was dropped',
    );
  });

  test('given a request that only a carrier may get, when it comes, then it is refused and the link lives', async () => {
    carrier.send(raw.rawPdu(raw.SUBMIT_SM, 1, raw.deliverBody()));
    expect(await carrier.take(raw.SUBMIT_SM_RESP)).toMatchObject({ sequence: 1, status: 0x03 });
    await expectStillListening('after a stray submit');
  });

  test('given requests that nobody knows, when they come, then each gets generic_nack and the link lives', async () => {
    carrier.send(raw.rawPdu(0x0000_7777, 3), raw.rawPdu(0x0001_0203, 4));
    expect(await carrier.take(raw.GENERIC_NACK)).toMatchObject({ sequence: 3, status: 0x03 });
    expect(await carrier.take(raw.GENERIC_NACK)).toMatchObject({ sequence: 4, status: 0x03 });
    await expectStillListening('after unknown requests');
  });

  test('given outbind and alert_notification, which have no answer, when they come, then the link lives', async () => {
    carrier.send(raw.rawPdu(0x0b, 1, Buffer.from('a\0b\0')), raw.rawPdu(0x0102, 2));
    await expectStillListening('after outbind');
    expect(carrier.received.filter(({ commandId }) => commandId !== raw.DELIVER_SM_RESP)).toEqual([]);
  });
});

describe('a store that fails', () => {
  test('given storing throws, when a text comes, then the carrier is told to try again, and its next attempt is taken', async () => {
    bench.storeError = new Error('disk full');
    const text = raw.rawPdu(raw.DELIVER_SM, 1, raw.deliverBody());
    carrier.send(text);
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 1, status: 0x64 });
    bench.storeError = null;
    carrier.send(text);
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 1, status: 0 });
    expect(bench.inbound).toHaveLength(1);
  });

  test('given storing throws, when a receipt comes, then the carrier is told to try again', async () => {
    bench.storeError = new Error('disk full');
    carrier.send(
      raw.rawPdu(raw.DELIVER_SM, 1, raw.deliverBody({ esmClass: 4, message: 'id:9 stat:DELIVRD' })),
    );
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ status: 0x64 });
  });
});

describe('the same PDU twice', () => {
  test('given the very same deliver_sm again, when it comes, then it is answered and counts once', async () => {
    const text = raw.rawPdu(raw.DELIVER_SM, 11, raw.deliverBody());
    carrier.send(text, text);
    await carrier.take(raw.DELIVER_SM_RESP);
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 11, status: 0 });
    expect(bench.inbound).toHaveLength(1);
  });

  test('given the same words under another sequence number, when they come, then they are two texts', async () => {
    carrier.send(
      raw.rawPdu(raw.DELIVER_SM, 11, raw.deliverBody()),
      raw.rawPdu(raw.DELIVER_SM, 12, raw.deliverBody()),
    );
    await carrier.take(raw.DELIVER_SM_RESP);
    await carrier.take(raw.DELIVER_SM_RESP);
    expect(bench.inbound).toHaveLength(2);
  });
});

describe('answers that do not come', () => {
  test('given the link is cut, when submits are under way and others wait, then the first are unknown and the others retryable', async () => {
    const results = Array.from({ length: 12 }, () => bench.gateway.submit(aSubmit()));
    await vi.waitFor(() => expect(carrier.received).toHaveLength(10));
    carrier.socket.destroy();
    const kinds = (await Promise.all(results)).map(({ kind }) => kind);
    expect(kinds).toEqual([...Array(10).fill('unknown'), 'retryable', 'retryable']);
  });

  test('given an answer with a broken inside, when it comes, then the text is still known as accepted', async () => {
    const result = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from('77', 'latin1')));
    expect(await result).toEqual({ kind: 'accepted', id: '77' });
  });

  test('given an answer without a body, when it comes, then the text is accepted with an empty id', async () => {
    const result = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence));
    expect(await result).toEqual({ kind: 'accepted', id: '' });
  });

  test('given generic_nack, when it answers a submit, then its status decides', async () => {
    const result = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    carrier.send(raw.rawPdu(raw.GENERIC_NACK, sequence, Buffer.alloc(0), 0x58));
    expect(await result).toMatchObject({
      kind: 'retryable',
      afterMs: 1_000,
      why: expect.stringContaining('ESME_RTHROTTLED'),
    });
  });

  test('given answers to nothing, when they come, then nothing happens', async () => {
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, 4_711), raw.rawPdu(raw.GENERIC_NACK, 0, Buffer.alloc(0), 3));
    await expectStillListening('after stray answers');
  });

  test('given a text that one submit_sm cannot hold, when submitted, then it is rejected and nothing is written', async () => {
    expect(await bench.gateway.submit(aSubmit({ text: 'x'.repeat(300) }))).toMatchObject({
      kind: 'rejected',
    });
    await expectStillListening('after an impossible text');
    expect(carrier.received.some(({ commandId }) => commandId === raw.SUBMIT_SM)).toBe(false);
  });
});

describe('a stalled or flooding peer', () => {
  test('given a peer that answers nothing, when 20,000 texts are submitted, then 10 are written and 1,000 wait', async () => {
    let handedBack = 0;
    for (let n = 0; n < 20_000; n += 1) {
      void bench.gateway.submit(aSubmit()).then(({ kind }) => {
        if (kind === 'retryable') handedBack += 1;
      });
    }
    await vi.waitFor(() => expect(handedBack).toBe(20_000 - 1_000 - 10));
    await vi.waitFor(() => expect(carrier.received).toHaveLength(10));
  });

  test('given 5,000 texts at once, when they come, then all are taken while the process goes on with its work', async () => {
    let taken = 0;
    let mostInOneTurn = 0;
    let working = true;
    const work = (): void => {
      mostInOneTurn = Math.max(mostInOneTurn, bench.inbound.length - taken);
      taken = bench.inbound.length;
      if (working) setImmediate(work);
    };
    work();
    carrier.send(
      ...Array.from({ length: 5_000 }, (_, n) => raw.rawPdu(raw.DELIVER_SM, n + 1, raw.deliverBody())),
    );
    await vi.waitFor(() => expect(bench.inbound).toHaveLength(5_000), { timeout: 10_000, interval: 5 });
    working = false;
    // One read of the socket brings about a thousand.
    expect(mostInOneTurn).toBeLessThanOrEqual(100);
  });
});

describe('silence, on a clock of our own', () => {
  test('given no answer to a submit, when the response time is over, then it is unknown and its place is free', async () => {
    const clock = createFakeClock();
    await using slow = startGatewayBench(carrier.port, { window: 1, responseTimeoutMs: 10_000 }, clock);
    await slow.whenUp();
    const first = slow.gateway.submit(aSubmit());
    await carrier.take(raw.SUBMIT_SM);
    await clock.advance(10_000);
    expect(await first).toMatchObject({ kind: 'unknown', why: expect.stringContaining('10 s') });
    const second = slow.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from('8\0')));
    expect(await second).toEqual({ kind: 'accepted', id: '8' });
  });

  test('given a full window, when a text has waited too long for its place, then it is handed back, never written', async () => {
    const clock = createFakeClock();
    await using slow = startGatewayBench(carrier.port, { window: 1, responseTimeoutMs: 10_000 }, clock);
    await slow.whenUp();
    const first = slow.gateway.submit(aSubmit({ text: '1' }));
    await carrier.take(raw.SUBMIT_SM);
    await clock.advance(1);
    const [, third] = ['2', '3'].map((text) => slow.gateway.submit(aSubmit({ text })));
    await clock.advance(9_999);
    expect(await first).toMatchObject({ kind: 'unknown' });
    await carrier.take(raw.SUBMIT_SM);
    await clock.advance(1);
    expect(await third).toMatchObject({
      kind: 'retryable',
      why: expect.stringContaining('no place in the window'),
    });
    await expectHeard();
    expect(carrier.received.filter(({ commandId }) => commandId === raw.SUBMIT_SM)).toHaveLength(2);
  });

  test('given silence, when 30 s have passed, then enquire_link is sent; answered, the link lives; unanswered, it is made anew', async () => {
    const clock = createFakeClock();
    await using quiet = startGatewayBench(carrier.port, {}, clock);
    await quiet.whenUp();
    const connections = carrier.connections;
    await clock.advance(30_000);
    const asked = await carrier.take(raw.ENQUIRE_LINK);
    carrier.send(raw.rawPdu(raw.ENQUIRE_LINK_RESP, asked.sequence));
    await expectHeard();
    await clock.advance(30_000);
    await carrier.take(raw.ENQUIRE_LINK);
    expect(quiet.gateway.state).toBe('up');
    await clock.advance(10_000);
    await quiet.whenDown(/silent, no answer to enquire_link within 10000 ms/);
    await clock.advance(1_000);
    await quiet.whenUp();
    expect(carrier.connections).toBe(connections + 1);
  });

  test('given half a PDU and then nothing, when the silence is over, then the link is made anew', async () => {
    const clock = createFakeClock();
    await using hung = startGatewayBench(carrier.port, {}, clock);
    await hung.whenUp();
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, raw.deliverBody()).subarray(0, 20));
    await clock.advance(30_000);
    await carrier.take(raw.ENQUIRE_LINK);
    await clock.advance(10_000);
    await hung.whenDown(/silent/);
  });

  /** What was sent before has been handled: PDUs are read in order. */
  async function expectHeard(): Promise<void> {
    carrier.send(raw.rawPdu(raw.ENQUIRE_LINK, 800));
    await carrier.take(raw.ENQUIRE_LINK_RESP);
  }
});
