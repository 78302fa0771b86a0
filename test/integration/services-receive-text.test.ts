import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InboundText } from '../../src/gateways/gateway.ts';
import { type ReceivedText, receiveText } from '../../src/services/receive-text.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

function receive(bench: ServiceBench, text: string, more: Partial<InboundText> = {}): ReceivedText {
  const inbound = { from: CUSTOMER.slice(1), to: LINE.slice(1), text, part: null, ...more };
  return receiveText(bench.store, inbound, business, bench.clock.now());
}

function bodies({ store }: ServiceBench): string[] {
  return store.read((reader) => reader.messages.ofLead(1, 100)).map(({ body }) => body);
}

describe('a text from a customer', () => {
  test('given a missed caller, when they reply, then it joins their lead, on the line they wrote to', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    await bench.clock.advance(60_000);

    const received = receive(bench, 'Can you come tomorrow?', { from: '(212) 555-0123' });

    const nothing = { consent: null, answerId: null, isUnderReview: false };
    expect(received).toEqual({ kind: 'stored', messageId: 2, leadId: 1, isNewLead: false, ...nothing });
    const [reply] = bench.store.read((reader) => reader.messages.ofLead(1, 1));
    expect(reply).toMatchObject({
      direction: 'in',
      state: 'received',
      body: 'Can you come tomorrow?',
      fromNumber: CUSTOMER,
      toNumber: LINE,
      lineId: bench.line.id,
      createdAt: bench.clock.now(),
    });
    expect(bench.store.read((reader) => reader.leads.byId(1))?.lastActivityAt).toBe(bench.clock.now());
    expect(bench.store.read((reader) => reader.outbox.nextDueAt())).not.toBe(bench.clock.now());
  });

  test('given a stranger, when they write, to a number that is no line too, then there is a lead', () => {
    const bench = openServiceBench();
    receive(bench, 'hello', { to: '77777' });
    expect(bench.store.read((reader) => reader.leads.byNumber(CUSTOMER))).toMatchObject({ source: 'text' });
  });

  test('given a text of any length, then it is cut', () => {
    const bench = openServiceBench();
    receive(bench, 'x'.repeat(20_000));
    expect(bodies(bench)[0]).toHaveLength(15_300);
  });
});

describe('a long text in parts', () => {
  test('given its parts in any order, some of them twice, then it is one text, once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 5 }).chain((total) =>
          fc.tuple(
            fc.shuffledSubarray(
              Array.from({ length: total }, (_, i) => i + 1),
              { minLength: total },
            ),
            fc.array(fc.nat(total - 2), { maxLength: 3 }),
          ),
        ),
        ([order, repeats]) => {
          const bench = openServiceBench();
          const total = order.length;
          const arrivals = order.slice(0, -1);
          for (const at of repeats) arrivals.push(order[at] ?? 1);
          const part = (index: number) =>
            receive(bench, `<${index}>`, { part: { reference: 7, index, total } }).kind;
          expect(arrivals.map(part).every((kind) => kind === 'part-kept')).toBe(true);
          expect(part(order.at(-1) ?? 0)).toBe('stored');
          expect(bodies(bench)).toEqual([Array.from({ length: total }, (_, i) => `<${i + 1}>`).join('')]);
          bench.store.close();
        },
      ),
      { numRuns: 20 },
    );
  });

  test('given two senders use one reference, then their texts are not mixed', () => {
    const bench = openServiceBench();
    const of = (from: string, index: number) =>
      receive(bench, `${from.slice(-1)}${index} `, { from, part: { reference: 7, index, total: 2 } }).kind;
    expect([of('12125550123', 1), of('12125550124', 2), of('12125550123', 2), of('12125550124', 1)]).toEqual([
      'part-kept',
      'part-kept',
      'stored',
      'stored',
    ]);
    expect(bodies(bench)).toEqual(['31 32 ']);
  });
});

describe('consent', () => {
  const state = ({ store }: ServiceBench) =>
    store.read((reader) => reader.consents.of(CUSTOMER, 10)).map((row) => row.state);

  test.each(['STOP', ' stop. ', 'Unsubscribe', 'opt out'])(
    'given %j, then they have opted out, with their words',
    (text) => {
      const bench = openServiceBench();
      expect(receive(bench, text)).toMatchObject({ consent: 'opted-out' });
      expect(bench.store.read((reader) => reader.consents.current(CUSTOMER))).toMatchObject({
        state: 'opted-out',
        source: 'text',
        wording: text,
      });
      expect(bodies(bench)).toContain(text);
    },
  );

  test('given STOP twice, then the record has it once', () => {
    const bench = openServiceBench();
    expect([receive(bench, 'STOP'), receive(bench, 'STOP')]).toMatchObject([
      { consent: 'opted-out' },
      { consent: null },
    ]);
    expect(state(bench)).toEqual(['opted-out']);
  });

  test.each(['START', 'UNSTOP', 'YES'])(
    'given they had opted out, when they write %s, then they are in again',
    async (word) => {
      const bench = openServiceBench();
      receive(bench, 'STOP');
      expect(receive(bench, word)).toMatchObject({ consent: 'opted-in' });
      expect(state(bench)).toEqual(['opted-in', 'opted-out']);
      await bench.missCall();
      expect(bench.store.read((reader) => reader.outbox.nextDueAt())).not.toBeNull();
    },
  );

  test('given they never opted out, when they write YES, then it is an answer and no consent', () => {
    const bench = openServiceBench();
    expect(receive(bench, 'YES')).toMatchObject({ consent: null });
    expect(state(bench)).toEqual([]);
  });

  test.each(['stop by tomorrow', 'please do not stop'])('given %j, then nobody opts out', (text) => {
    const bench = openServiceBench();
    expect(receive(bench, text)).toMatchObject({ consent: null });
  });

  test('given a reference used again before the first text was whole, then neither text has words of the other', () => {
    const bench = openServiceBench();
    const part = (text: string, index: number) =>
      receive(bench, text, { part: { reference: 9, index, total: 2 } }).kind;
    expect([part('old one ', 1), part('new one ', 1), part('new two', 2)]).toEqual([
      'part-kept',
      'part-kept',
      'stored',
    ]);
    expect(bodies(bench)).toEqual(['new one new two', 'old one  […] ']);
  });

  test('given STOP in two parts of a long text, then it is read whole', () => {
    const bench = openServiceBench();
    receive(bench, 'ST', { part: { reference: 1, index: 1, total: 2 } });
    expect(receive(bench, 'OP', { part: { reference: 1, index: 2, total: 2 } })).toMatchObject({
      consent: 'opted-out',
    });
  });
});
