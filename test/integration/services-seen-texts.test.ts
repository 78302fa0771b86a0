import { expect, test } from 'vitest';
import type { InboundText } from '../../src/gateways/gateway.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { business, CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

const DAY_MS = 24 * 3_600_000;
const TEXT: InboundText = { from: CUSTOMER, to: LINE, text: 'It leaks', part: null, dedupeKey: 'sip:a' };

function open() {
  const { store, clock } = openServiceBench();
  const receive = (given: Partial<InboundText> = {}) =>
    receiveText(store, { ...TEXT, ...given }, business, clock.now());
  const stored = () => {
    const lead = store.read((reader) => reader.leads.byNumber(CUSTOMER));
    return lead === undefined ? [] : store.read((reader) => reader.messages.ofLead(lead.id, 10));
  };
  return { store, clock, receive, stored };
}

test('given a text that was stored, when it comes again, then it is known and changes nothing', () => {
  const { receive, stored } = open();
  expect(receive()).toMatchObject({ kind: 'stored' });
  expect(receive({ text: 'STOP' })).toEqual({ kind: 'known' });
  expect(stored().map(({ body }) => body)).toEqual(['It leaks']);
  expect(receive({ dedupeKey: 'sip:b' })).toMatchObject({ kind: 'stored' });
  expect(stored()).toHaveLength(2);
});

test('given a storing that failed, when the text comes again, then it is not taken for known', () => {
  const { store, receive, stored } = open();
  store.transact('promised', (tx) => {
    tx.seenTexts.mark('sip:other', 1);
  });
  expect(() =>
    store.transact('promised', (tx) => {
      tx.seenTexts.mark('sip:a', 1);
      throw new Error('the disk is full');
    }),
  ).toThrow('the disk is full');
  expect(receive()).toMatchObject({ kind: 'stored' });
  expect(stored()).toHaveLength(1);
});

test('given a text that waited for the daemon, when it is stored, then it shows when it came, never later than now', async () => {
  const { clock, receive, stored } = open();
  const cameAt = clock.now();
  await clock.advance(3_600_000);
  receive({ receivedAt: cameAt });
  receive({ receivedAt: clock.now() + DAY_MS, dedupeKey: 'sip:b' });
  expect(
    stored()
      .map(({ createdAt }) => createdAt)
      .sort((a, b) => a - b),
  ).toEqual([cameAt, clock.now()]);
});

test('given names of texts, when 90 days have passed, then they are let go of, and not before', async () => {
  const { store, clock, receive } = open();
  receive();
  await clock.advance(90 * DAY_MS);
  tidyUp(store, business, clock.now());
  expect(receive()).toEqual({ kind: 'known' });
  await clock.advance(1);
  tidyUp(store, business, clock.now());
  expect(receive()).toMatchObject({ kind: 'stored' });
});
