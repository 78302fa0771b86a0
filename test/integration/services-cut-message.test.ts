import { expect, test } from 'vitest';
import type { CutText } from '../../src/gateways/gateway.ts';
import { cutMessage } from '../../src/services/cut-message.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { recordAcceptedPart } from '../../src/services/settle-attempt.ts';
import { CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

const LONG = 'We are on the roof and call back soon. '.repeat(6);
const whole = (text: string): CutText => ({ encoding: 'gsm7', segments: [text] });

/** A long text in the outbox, claimed; queued as two SMS segments. */
async function openWithLongText() {
  const bench = openServiceBench();
  const { store, clock, line } = bench;
  await bench.missCall();
  await bench.sendDue();
  const lead = store.read((reader) => reader.leads.byNumber(CUSTOMER));
  store.transact('promised', (tx) =>
    queueMessage(
      tx,
      {
        kind: 'reply',
        leadId: lead?.id ?? 0,
        lineId: line.id,
        callId: null,
        from: LINE,
        to: CUSTOMER,
        text: LONG,
        notBefore: clock.now(),
        expiresAt: clock.now() + 60_000,
      },
      clock.now(),
    ),
  );
  const [claimed] = bench.claim();
  if (claimed === undefined) throw new Error('nothing was claimed');
  const texts = () =>
    store.read((reader) => reader.messages.partsOf(claimed.message.id).map(({ text }) => text));
  return { store, claimed, texts };
}

test('given a gateway that carries it whole, when a long text is sent, then it is one part, and kept so', async () => {
  const { store, claimed, texts } = await openWithLongText();
  expect(claimed.parts).toHaveLength(2);
  const cut = cutMessage(store, { cut: whole }, claimed);
  expect(cut.parts).toMatchObject([{ index: 0, text: LONG, state: 'pending' }]);
  expect(texts()).toEqual([LONG]);
  // The next gateway wants segments again.
  expect(cutMessage(store, {}, { ...claimed, parts: cut.parts }).parts).toHaveLength(2);
  expect(texts()).toEqual(claimed.parts.map(({ text }) => text));
});

test('given a part that a carrier has, when another gateway goes on, then nothing is cut anew', async () => {
  const { store, claimed, texts } = await openWithLongText();
  const [first] = claimed.parts;
  if (first === undefined) throw new Error('there is no part');
  recordAcceptedPart(store, first, 'carrier', 'id-1');
  const parts = store.read((reader) => reader.messages.partsOf(claimed.message.id));
  expect(cutMessage(store, { cut: whole }, { ...claimed, parts }).parts).toEqual(parts);
  expect(texts()).toHaveLength(2);
});
