import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';
import * as raw from '../fakes/raw-carrier.ts';

/*
 * Octets that nobody meant. At worst the link is closed; the process lives, and with a carrier that behaves again,
 * texts go both ways. A run that fails names its seed.
 */
const SEED = 20_261_123;
const patience = { timeout: 10_000, interval: 2 };
let carrier: raw.RawCarrier;
let bench: GatewayBench;

beforeEach(async () => {
  carrier = await raw.startRawCarrier();
  // An answer that is lost among garbage is not waited for: the link is cut before its time is over.
  bench = startGatewayBench(carrier.port, {
    responseTimeoutMs: 5_000,
    reconnectBaseMs: 2,
    reconnectCapMs: 4,
  });
  await bench.whenUp();
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

let words = 0;

/** A whole session of a good carrier: a text in, a text out. Where the hostile one is stuck inside a PDU, it is cut first. */
async function expectGoodCarrierWorks(): Promise<void> {
  const before = carrier.connections;
  carrier.socket.destroy();
  await vi.waitFor(() => expect(carrier.connections).toBeGreaterThan(before), patience);
  await bench.whenUp();
  words += 1;
  const message = `good ${words}`;
  carrier.send(raw.rawPdu(raw.DELIVER_SM, 900, raw.deliverBody({ message })));
  expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence: 900, status: 0 });
  expect(bench.inbound.at(-1)).toMatchObject({ text: message });
  const result = bench.gateway.submit(aSubmit());
  const { sequence } = await carrier.take(raw.SUBMIT_SM);
  carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from('1\0')));
  expect(await result).toEqual({ kind: 'accepted', id: '1' });
}

/** Every octet of it has been handled, or the link is gone. */
async function send(...octets: Buffer[]): Promise<void> {
  const { socket } = carrier;
  await new Promise<void>((resolve) => socket.write(Buffer.concat(octets), () => resolve()));
}

const commands = fc.constantFrom(
  0x05,
  0x04,
  0x15,
  0x06,
  0x0b,
  0x21,
  0x102,
  0x103,
  0x111,
  0x03,
  0x07,
  0x08,
  0x8000_0000,
  0x8000_0004,
  0x8000_0005,
  0x8000_0009,
  0x8000_0015,
  0x8000_0006,
  0x8000_0003,
  0x7777_7777,
  0xffff_ffff,
);
const octets = (maxLength: number) => fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes));

/** Right by its length, anything inside. */
const wellFramed = fc
  .record({ command: commands, sequence: fc.nat(12), status: fc.nat(0x110), body: octets(120) })
  .map(({ command, sequence, status, body }) => raw.rawPdu(command, sequence, body, status));

const tlvs = fc.array(
  fc
    .record({
      tag: fc.constantFrom(0x001e, 0x0424, 0x0427, 0x020c, 0x020e, 0x020f, 0x0204, 0x1401, 0x000d),
      value: octets(20),
      lie: fc.option(fc.nat(0xffff), { freq: 4 }),
    })
    .map(({ tag, value, lie }) => raw.tlv(tag, value, lie ?? value.length)),
  { maxLength: 4 },
);

/** A deliver_sm that a carrier could mean, with a field or two that it could not. */
const delivery = fc
  .record({
    sequence: fc.nat(0x7fff_ffff),
    esmClass: fc.nat(255),
    dataCoding: fc.nat(255),
    message: octets(200),
    tlvs,
  })
  .map(({ sequence, ...fields }) => raw.rawPdu(raw.DELIVER_SM, sequence, raw.deliverBody(fields)));

/** Some octets of a PDU changed, left out or put in, its length among them. */
const mutated = fc
  .record({
    pdu: fc.oneof(delivery, wellFramed),
    changes: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    cut: fc.option(fc.nat(60)),
  })
  .map(({ pdu, changes, cut }) => {
    const copy = Buffer.from(pdu);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return cut === null ? copy : copy.subarray(0, Math.max(0, copy.length - cut));
  });

const hostile = fc.array(fc.oneof(octets(300), wellFramed, delivery, mutated), {
  minLength: 1,
  maxLength: 12,
});

describe('octets that nobody meant', () => {
  test('given 150 hostile sessions, when each is over, then the next carrier that behaves is served', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (chunks) => {
        await send(...chunks);
        await expectGoodCarrierWorks();
      }),
      { numRuns: 150, seed: SEED, endOnFailure: true },
    );
  }, 60_000);

  test('given a text under way in each of 60 hostile sessions, when the session is over, then its fate is told', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (chunks) => {
        const result = bench.gateway.submit(aSubmit());
        await carrier.take(raw.SUBMIT_SM);
        await send(...chunks);
        await expectGoodCarrierWorks();
        expect(['accepted', 'rejected', 'retryable', 'unknown']).toContain((await result).kind);
      }),
      { numRuns: 60, seed: SEED + 1, endOnFailure: true },
    );
  }, 60_000);

  test('given hostile octets in place of the answer to the bind, when they come, then the next attempt succeeds', async () => {
    await fc.assert(
      fc.asyncProperty(octets(200), async (chunk) => {
        await using rude = await raw.startRawCarrier({ answerBinds: [chunk] });
        await using client = startGatewayBench(rude.port, {
          bindTimeoutMs: 60,
          reconnectBaseMs: 2,
          reconnectCapMs: 4,
        });
        await client.whenUp();
      }),
      { numRuns: 40, seed: SEED + 2, endOnFailure: true },
    );
  }, 60_000);
});
