import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';
import * as raw from '../fakes/raw-carrier.ts';

/*
 * What may happen to one submit_sm on the wire, and what has to be said of it. `unknown` is the only true word once it was
 * written and not answered; anything else would lose a text or send it twice.
 */
let clock: FakeClock;
let carrier: raw.RawCarrier;
let bench: GatewayBench;

beforeEach(async () => {
  clock = createFakeClock();
  carrier = await raw.startRawCarrier();
  bench = startGatewayBench(carrier.port, { window: 3, responseTimeoutMs: 10_000 }, clock);
  await bench.whenUp();
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

const answer = (sequence: number, id: string, status = 0): Buffer =>
  raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from(`${id}\0`, 'latin1'), status);

/** Whatever happened, a good carrier afterwards takes the next text, on its `connection`-th connection. */
async function expectNextGoesThrough(connection: number): Promise<void> {
  await vi.waitFor(async () => {
    // Longer than a carrier that is too busy asks for.
    await clock.advance(1_000);
    expect(carrier.connections).toBe(connection);
    expect(bench.gateway.state).toBe('up');
  });
  const next = bench.gateway.submit(aSubmit({ text: 'next' }));
  const { sequence } = await carrier.take(raw.SUBMIT_SM);
  carrier.send(answer(sequence, 'next-id'));
  expect(await next).toEqual({ kind: 'accepted', id: 'next-id' });
}

interface Fault {
  readonly what: string;
  /** Does the damage, once the submit_sm has been read in full. */
  readonly happens: (sequence: number) => void | Promise<void>;
  readonly expected: object;
  /** Whether the link survives it. */
  readonly lives: boolean;
}

const accepted = { kind: 'accepted', id: '7' };
const unknown = (why: string) => ({ kind: 'unknown', why: expect.stringContaining(why) });

const faults: readonly Fault[] = [
  {
    what: 'the link is cut after submit_sm',
    happens: () => void carrier.socket.destroy(),
    expected: unknown('the link closed before the carrier answered'),
    lives: false,
  },
  {
    what: 'the link is reset after submit_sm',
    happens: () => void carrier.socket.resetAndDestroy(),
    expected: unknown('reset the connection'),
    lives: false,
  },
  {
    what: 'the link is cut right after the response',
    happens(sequence) {
      carrier.socket.end(answer(sequence, '7'));
    },
    expected: accepted,
    lives: false,
  },
  {
    what: 'the link is cut in the middle of the response',
    happens(sequence) {
      carrier.socket.end(answer(sequence, '7').subarray(0, 17));
    },
    expected: unknown('the link closed before the carrier answered'),
    lives: false,
  },
  {
    what: 'the response comes octet by octet',
    async happens(sequence) {
      for (const octet of answer(sequence, '7')) {
        carrier.send(Buffer.from([octet]));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    expected: accepted,
    lives: true,
  },
  {
    what: 'the response is delayed, in time',
    async happens(sequence) {
      await clock.advance(9_999);
      carrier.send(answer(sequence, '7'));
    },
    expected: accepted,
    lives: true,
  },
  {
    what: 'the response comes too late',
    async happens(sequence) {
      await clock.advance(10_000);
      carrier.send(answer(sequence, '7'));
    },
    expected: unknown('did not answer within 10 s'),
    lives: true,
  },
  {
    what: 'the response comes twice, with two ids',
    happens(sequence) {
      carrier.send(answer(sequence, '7'), answer(sequence, '8'));
    },
    expected: accepted,
    lives: true,
  },
  {
    what: 'a refusal comes after the response',
    happens(sequence) {
      carrier.send(answer(sequence, '7'), answer(sequence, '', 0x45));
    },
    expected: accepted,
    lives: true,
  },
  {
    what: 'responses to other texts come first',
    happens(sequence) {
      carrier.send(answer(sequence + 1, '5'), answer(sequence - 1, '6'), answer(sequence, '7'));
    },
    expected: accepted,
    lives: true,
  },
  {
    what: 'the answer is that of another command',
    happens(sequence) {
      carrier.send(raw.rawPdu(0x8000_0103, sequence, Buffer.from('7\0')));
    },
    expected: unknown('answered with data_sm_resp'),
    lives: true,
  },
  {
    what: 'the answer is an unknown command with our number',
    happens(sequence) {
      carrier.send(raw.rawPdu(0x8000_7777, sequence));
    },
    expected: unknown('answered with unknown'),
    lives: true,
  },
  {
    what: 'garbage comes in place of the response',
    happens() {
      carrier.send(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));
    },
    expected: unknown('not SMPP'),
    lives: false,
  },
  {
    what: 'garbage comes after the response',
    happens(sequence) {
      carrier.send(answer(sequence, '7'), Buffer.alloc(64, 0xff));
    },
    expected: accepted,
    lives: false,
  },
  {
    what: 'the carrier says unbind in place of the response',
    happens() {
      carrier.send(raw.rawPdu(raw.UNBIND, 1));
    },
    expected: unknown('unbind'),
    lives: false,
  },
  {
    what: 'the carrier half-closes and never answers',
    happens: () => void carrier.socket.end(),
    expected: unknown('the link closed before the carrier answered'),
    lives: false,
  },
  {
    what: 'the carrier is half-open: it reads, and says nothing any more',
    happens: async () => {
      await clock.advance(10_000);
    },
    expected: unknown('did not answer within 10 s'),
    lives: true,
  },
  {
    what: 'generic_nack says that the command was not understood',
    happens(sequence) {
      carrier.send(raw.rawPdu(raw.GENERIC_NACK, sequence, Buffer.alloc(0), 0x03));
    },
    expected: { kind: 'rejected', why: expect.stringContaining('ESME_RINVCMDID') },
    lives: true,
  },
  {
    what: 'the carrier is too busy',
    happens(sequence) {
      carrier.send(answer(sequence, '', 0x58));
    },
    expected: { kind: 'retryable', why: expect.stringContaining('ESME_RTHROTTLED'), afterMs: 1_000 },
    lives: true,
  },
];

describe('one text, and what happens on the wire', () => {
  test.each(faults)(
    'given $what, then its fate is told truly, and the next text goes through',
    async (fault) => {
      const result = bench.gateway.submit(aSubmit());
      const { sequence } = await carrier.take(raw.SUBMIT_SM);
      await fault.happens(sequence);
      expect(await result).toEqual(fault.expected);
      await expectNextGoesThrough(fault.lives ? 1 : 2);
    },
  );

  test('given the link is cut before anything is written, then the text is retryable: the carrier surely has not got it', async () => {
    carrier.socket.destroy();
    await bench.whenDown(/lost the link/);
    expect(await bench.gateway.submit(aSubmit())).toMatchObject({ kind: 'retryable' });
    expect(carrier.received).toEqual([]);
    await expectNextGoesThrough(2);
  });

  test('given three under way, when the answers come in reverse, then each text has its own id', async () => {
    const results = ['a', 'b', 'c'].map((text) => bench.gateway.submit(aSubmit({ text })));
    const asked = [];
    for (const _ of results) asked.push(await carrier.take(raw.SUBMIT_SM));
    carrier.send(...asked.toReversed().map(({ sequence }) => answer(sequence, `id-${sequence}`)));
    expect(await Promise.all(results)).toEqual(
      asked.map(({ sequence }) => ({ kind: 'accepted', id: `id-${sequence}` })),
    );
  });

  test('given a dead link that only silence tells of, when the enquiry is not answered, then it is made anew', async () => {
    const result = bench.gateway.submit(aSubmit());
    await carrier.take(raw.SUBMIT_SM);
    await clock.advance(30_000);
    expect(await result).toMatchObject({ kind: 'unknown' });
    await carrier.take(raw.ENQUIRE_LINK);
    await clock.advance(10_000);
    await bench.whenDown(/silent, no answer to enquire_link/);
    await expectNextGoesThrough(2);
  });

  test('given a late answer to a text whose number is used again, then it is not taken for the new one', async () => {
    const first = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    await clock.advance(10_000);
    expect(await first).toMatchObject({ kind: 'unknown' });
    const second = bench.gateway.submit(aSubmit());
    const later = await carrier.take(raw.SUBMIT_SM);
    carrier.send(answer(sequence, 'first'), answer(later.sequence, 'second'));
    expect(await second).toEqual({ kind: 'accepted', id: 'second' });
  });
});
