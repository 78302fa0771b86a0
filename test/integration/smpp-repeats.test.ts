import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';
import * as raw from '../fakes/raw-carrier.ts';

/*
 * A carrier that lost our answer sends the text again in its next session, under a new sequence number. A customer
 * who writes "ok" twice looks the same, but for what the carrier can be known to have read.
 */
const ok = raw.deliverBody({ message: 'ok' });
let clock: FakeClock;
let carrier: raw.RawCarrier;
let bench: GatewayBench;

beforeEach(async () => {
  clock = createFakeClock();
  carrier = await raw.startRawCarrier();
  bench = startGatewayBench(carrier.port, {}, clock);
  await bench.whenUp();
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

async function deliver(sequence: number, body = ok): Promise<void> {
  carrier.send(raw.rawPdu(raw.DELIVER_SM, sequence, body));
  expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ sequence, status: 0 });
}

async function breakOff(): Promise<void> {
  carrier.socket.destroy();
  await rebind();
}

async function rebind(): Promise<void> {
  const before = carrier.connections;
  await vi.waitFor(() => expect(bench.gateway.state).toBe('down'));
  await vi.waitFor(async () => {
    await clock.advance(40);
    expect(carrier.connections).toBe(before + 1);
  });
  await bench.whenUp();
}

describe('a text that comes again in the next session', () => {
  test('given the session broke off after it, when it comes again, then it is answered and is one text, once', async () => {
    await deliver(1);
    await breakOff();
    await deliver(5);
    expect(bench.inbound).toHaveLength(1);
    await deliver(6);
    expect(bench.inbound).toHaveLength(2);
  });

  test('given "ok" twice before the break, when both come again, then they are two texts, and a third is a third', async () => {
    await deliver(1);
    await deliver(2);
    await breakOff();
    await deliver(3);
    await deliver(4);
    expect(bench.inbound).toHaveLength(2);
    await deliver(5);
    expect(bench.inbound).toHaveLength(3);
  });

  test('given session after session breaks off, when it comes in each, then it is one text', async () => {
    for (let session = 1; session <= 4; session += 1) {
      await deliver(session);
      await breakOff();
    }
    expect(bench.inbound).toHaveLength(1);
  });

  test('given other words, when they come after the break, then they are another text', async () => {
    await deliver(1);
    await breakOff();
    await deliver(1, raw.deliverBody({ message: 'ok!' }));
    await deliver(2, raw.deliverBody({ message: 'ok', from: '12125550124' }));
    expect(bench.inbound).toHaveLength(3);
  });

  test('given the carrier answered what we wrote later, when the same words come after the break, then they are a second text', async () => {
    await deliver(1);
    const submitted = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from('9\0')));
    await submitted;
    await breakOff();
    await deliver(1);
    expect(bench.inbound).toHaveLength(2);
  });

  test('given the carrier answered only what we wrote before, when the text comes again, then it is one text', async () => {
    const submitted = bench.gateway.submit(aSubmit());
    const { sequence } = await carrier.take(raw.SUBMIT_SM);
    await deliver(1);
    carrier.send(raw.rawPdu(raw.SUBMIT_SM_RESP, sequence, Buffer.from('9\0')));
    await submitted;
    await breakOff();
    await deliver(1);
    expect(bench.inbound).toHaveLength(1);
  });

  test('given the carrier parted with unbind, when the same words come next, then they are a second text', async () => {
    await deliver(1);
    carrier.send(raw.rawPdu(raw.UNBIND, 2));
    await carrier.take(raw.UNBIND_RESP);
    await rebind();
    await deliver(1);
    expect(bench.inbound).toHaveLength(2);
  });

  test('given more than five minutes went by, when the same words come, then they are a second text', async () => {
    await deliver(1);
    await breakOff();
    // Enquiries have to be answered meanwhile, or the new session breaks off as well.
    for (let passed = 0; passed < 11; passed += 1) {
      await clock.advance(30_000);
      const { sequence } = await carrier.take(raw.ENQUIRE_LINK);
      carrier.send(raw.rawPdu(raw.ENQUIRE_LINK_RESP, sequence), raw.rawPdu(raw.ENQUIRE_LINK, 700 + passed));
      await carrier.take(raw.ENQUIRE_LINK_RESP);
    }
    await deliver(1);
    expect(bench.inbound).toHaveLength(2);
  });

  test('given the link died unnoticed after it, when silence tells at last and it comes again, then it is one text', async () => {
    await bench.gateway.stop(0);
    await using patient = startGatewayBench(carrier.port, { enquireLinkMs: 600_000 }, clock);
    await patient.whenUp();
    await deliver(1);
    const before = carrier.connections;
    await clock.advance(600_000);
    await carrier.take(raw.ENQUIRE_LINK);
    await clock.advance(10_000);
    await patient.whenDown(/silent/);
    await vi.waitFor(async () => {
      await clock.advance(40);
      expect(carrier.connections).toBe(before + 1);
      expect(patient.gateway.state).toBe('up');
    });
    await deliver(2);
    expect(patient.inbound).toHaveLength(1);
  });

  test('given storing failed before the break, when the text comes again, then it is stored', async () => {
    bench.storeError = new Error('disk full');
    carrier.send(raw.rawPdu(raw.DELIVER_SM, 1, ok));
    expect(await carrier.take(raw.DELIVER_SM_RESP)).toMatchObject({ status: 0x64 });
    bench.storeError = null;
    await breakOff();
    await deliver(1);
    expect(bench.inbound).toHaveLength(1);
  });
});
