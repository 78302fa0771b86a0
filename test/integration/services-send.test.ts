import { describe, expect, test } from 'vitest';
import type { DeliveryReceipt, SubmitResult } from '../../src/gateways/gateway.ts';
import { announceAttempt, type ClaimedMessage, startAttempt } from '../../src/services/claim-messages.ts';
import { recordReceipt } from '../../src/services/record-receipt.ts';
import { recordAcceptedPart, recoverAbandoned } from '../../src/services/settle-attempt.ts';
import type { Store } from '../../src/store/open-store.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const accepted = (id: string): SubmitResult => ({ kind: 'accepted', id });
const rejected: SubmitResult = { kind: 'rejected', why: 'invalid destination' };
const throttled: SubmitResult = { kind: 'retryable', why: 'throttled', afterMs: 500 };
const lost: SubmitResult = { kind: 'unknown', why: 'the link died' };

/** Two segments of GSM 7 bit. */
const LONG = 'Sorry we missed you. '.repeat(10);

async function benchWithText(message?: string): Promise<ServiceBench> {
  const bench = openServiceBench();
  if (message !== undefined) bench.setLine({ message });
  await bench.missCall();
  return bench;
}

function announce({ store, clock }: ServiceBench, claimed: ClaimedMessage): boolean {
  return store.transact('promised', (tx) => announceAttempt(tx, claimed, store.bootId, clock.now()));
}

function receive(
  bench: ServiceBench,
  state: DeliveryReceipt['state'],
  ids: readonly string[],
  recipient = CUSTOMER.slice(1),
  gateway = 'carrier',
): number | null {
  const receipt = { ids, recipient, state, detail: state };
  return bench.store.transact('promised', (tx) =>
    recordReceipt(tx, gateway, receipt, business, bench.clock.now()),
  );
}

/** Rows of receipts that still wait for their message. */
function leftReceipts({ store }: ServiceBench): number {
  return store.transact('progress', (tx) => tx.inbound.dropEarlyReceiptsBefore(Number.MAX_SAFE_INTEGER));
}

/** The ledger of the first message, as words. */
function ledger({ store }: ServiceBench): string[] {
  return store.read((reader) => reader.credits.ofMessage(1)).map(({ kind }) => kind);
}

function partStates({ store }: ServiceBench): string[] {
  return store.read((reader) => reader.messages.partsOf(1)).map(({ state }) => state);
}

describe('one attempt', () => {
  test('given the carrier takes it, then it is sent, and the credit is spent', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('4A'));

    await bench.sendDue();

    expect(bench.gateway.submitted).toEqual([
      {
        from: LINE,
        to: CUSTOMER,
        text: bench.message().body,
        encoding: 'gsm7',
        part: null,
        reference: 1,
        expiresAt: bench.message().expiresAt,
      },
    ]);
    expect(bench.message()).toMatchObject({
      state: 'sent',
      notBefore: null,
      attempts: 1,
      sentAt: bench.clock.now(),
    });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
    expect(bench.balance()).toBe(9);
  });

  test('given the carrier refuses it, then it has failed, with the reason, and the credit is back', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(rejected);
    await bench.sendDue();
    expect(bench.message()).toMatchObject({
      state: 'failed',
      detail: 'invalid destination',
      notBefore: null,
    });
    expect(ledger(bench)).toEqual(['reserve', 'release']);
    expect(bench.balance()).toBe(10);
  });

  test('given the carrier is throttling, then it is tried again when the carrier says, on the same credit', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(throttled);
    await bench.sendDue();
    expect(bench.message()).toMatchObject({
      state: 'queued',
      notBefore: bench.clock.now() + 500,
      unknowns: 0,
    });
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);

    await bench.clock.advance(500);
    await bench.sendDue();

    expect(bench.message()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given it is throttled until it is too late, then it expires and the credit is back', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext({ kind: 'retryable', why: 'throttled', afterMs: 900_000 });
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'expired', detail: 'throttled' });
    expect(bench.balance()).toBe(10);
  });
});

describe('an answer that is lost', () => {
  test('given it is lost again and again, then it was sent twice, with the same reference, on one credit', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost, lost, lost);
    for (let round = 0; round < 10; round += 1) {
      await bench.sendDue();
      await bench.clock.advance(60_000);
    }
    expect(bench.gateway.submitted.map(({ reference }) => reference)).toEqual([1, 1]);
    expect(bench.message()).toMatchObject({ state: 'unknown', unknowns: 2, notBefore: null, attempts: 2 });
    expect(ledger(bench)).toEqual(['reserve']);
    expect(bench.balance()).toBe(9);
  });

  test('given it is lost and then accepted, then it is sent, and charged once', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost);
    await bench.sendDue();
    await bench.clock.advance(2_000);
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 1 });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given it is lost, when the second attempt is refused, then nobody knows, and nothing is given back', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost, rejected);
    await bench.sendDue();
    await bench.clock.advance(2_000);
    await bench.sendDue();
    expect(bench.message()).toMatchObject({
      state: 'unknown',
      detail: 'invalid destination',
      notBefore: null,
    });
    expect(ledger(bench)).toEqual(['reserve']);
  });

  test('given it is lost, when its time is over, then it stays unknown, and nothing is given back', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost);
    await bench.sendDue();
    await bench.clock.advance(900_000);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
    expect(bench.message()).toMatchObject({ state: 'unknown', notBefore: null });
    expect(bench.message().detail).toContain('not sent again');
    expect(ledger(bench)).toEqual(['reserve']);
  });

  test('given it is lost, when a receipt for the recipient comes, then that was it: settled and not sent again', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost);
    await bench.sendDue();

    expect(receive(bench, 'delivered', ['99'])).toBe(1);

    expect(bench.message()).toMatchObject({ state: 'delivered', notBefore: null });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
    await bench.clock.advance(60_000);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
    // Heard again, it is known by its id.
    expect(receive(bench, 'delivered', ['99'])).toBe(1);
  });

  test('given the first of two segments is lost, when its receipt comes, then only the second is still sent', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(lost);
    await bench.sendDue();
    receive(bench, 'delivered', ['99']);
    expect(partStates(bench)).toEqual(['delivered', 'pending']);

    await bench.clock.advance(2_000);
    await bench.sendDue();

    expect(bench.gateway.submitted.map(({ part }) => part?.index)).toEqual([1, 2]);
    expect(bench.message().state).toBe('sent');
  });

  test('given its receipt came while its answer was awaited, when that is lost, then it is delivered and not sent again', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(() => {
      expect(receive(bench, 'delivered', ['6699', '1a2b'])).toBeNull();
      return lost;
    });
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'delivered', notBefore: null, unknowns: 1 });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
    await bench.clock.advance(60_000);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
    expect(leftReceipts(bench)).toBe(0);
  });

  test('given a receipt of another gateway, when the answer is lost, then it is not taken for it', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(() => {
      receive(bench, 'delivered', ['99'], CUSTOMER.slice(1), 'backup');
      return lost;
    });
    await bench.sendDue();
    expect(receive(bench, 'delivered', ['98'], CUSTOMER.slice(1), 'backup')).toBeNull();
    expect(bench.message().state).toBe('unknown');
    expect(leftReceipts(bench)).toBe(2);
  });

  test('given a receipt from before it was tried, when the answer is lost, then it is not taken for it', async () => {
    const bench = await benchWithText();
    receive(bench, 'delivered', ['99']);
    await bench.clock.advance(1);
    bench.gateway.answerNext(lost);
    await bench.sendDue();
    expect(bench.message().state).toBe('unknown');
  });

  test('given its second attempt is throttled, when the receipt of the first comes, then it is delivered', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(lost, throttled);
    await bench.sendDue();
    await bench.clock.advance(2_000);
    await bench.sendDue();
    expect(bench.message().state).toBe('queued');
    expect(receive(bench, 'delivered', ['99'])).toBe(1);
    expect(bench.message()).toMatchObject({ state: 'delivered', notBefore: null });
  });

  test('given another text to them awaits its receipt, when one comes, then it is not taken for the lost one', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('known'));
    await bench.sendDue();
    const second = await bench.missCall();
    bench.gateway.answerNext(lost);
    await bench.sendDue();

    expect(receive(bench, 'delivered', ['99'])).toBeNull();
    expect(bench.message(second).state).toBe('unknown');
  });
});

describe('a text of two segments', () => {
  test('given both are taken, then each goes with its part of one reference', async () => {
    const bench = await benchWithText(LONG);
    await bench.sendDue();
    expect(bench.gateway.submitted.map(({ part }) => part)).toEqual([
      { reference: 0, index: 1, total: 2 },
      { reference: 0, index: 2, total: 2 },
    ]);
    expect(bench.gateway.submitted.map(({ text }) => text).join('')).toBe(bench.message().body);
  });

  test('given the second is refused, then it has failed and is paid for: the carrier charges for the first', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(accepted('a'), rejected);
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'failed', detail: 'invalid destination' });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given the second is throttled, when it is tried again, then the first is not sent again', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(accepted('a'), throttled, accepted('b'));
    await bench.sendDue();
    await bench.clock.advance(500);
    await bench.sendDue();
    expect(bench.gateway.submitted.map(({ part }) => part?.index)).toEqual([1, 2, 2]);
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given the first is undeliverable before the second is sent, then the text is undelivered', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(accepted('a'), () => {
      receive(bench, 'undelivered', ['a']);
      return accepted('b');
    });
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'undelivered', detail: 'undelivered' });
    receive(bench, 'delivered', ['b']);
    expect(bench.message()).toMatchObject({ state: 'undelivered', detail: 'undelivered' });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given both receipts, in any order, then it is delivered with the second', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(accepted('a'), accepted('b'));
    await bench.sendDue();
    receive(bench, 'delivered', ['b']);
    expect(bench.message().state).toBe('sent');
    receive(bench, 'delivered', ['a']);
    expect(bench.message().state).toBe('delivered');
  });
});

describe('receipts', () => {
  test.each([
    ['as it came', ['1A2B'], '1A2B'],
    ['in decimal for a hex id', ['6699', '1a2b', '1A2B'], '1A2B'],
    ['in hex for a decimal id', ['1a2b', '6699'], '6699'],
  ])('given the id is told %s, then it is the same message', async (_how, ids, stored) => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted(stored));
    await bench.sendDue();
    expect(receive(bench, 'delivered', ids)).toBe(1);
    expect(bench.message()).toMatchObject({
      state: 'delivered',
      detail: 'delivered',
      settledAt: bench.clock.now(),
    });
  });

  test('given a receipt that is told again, or that takes delivery back, then delivered stands', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('a'));
    await bench.sendDue();
    for (const state of ['delivered', 'delivered', 'undelivered'] as const) receive(bench, state, ['a']);
    expect(bench.message().state).toBe('delivered');
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
    expect(bench.balance()).toBe(9);
  });

  test('given undelivered, when delivered comes after all, then it is delivered', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('a'));
    await bench.sendDue();
    receive(bench, 'undelivered', ['a']);
    expect(bench.message().state).toBe('undelivered');
    receive(bench, 'delivered', ['a']);
    expect(bench.message().state).toBe('delivered');
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given a carrier that is still trying, or a stranger, then nothing changes', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('a'));
    await bench.sendDue();
    expect(receive(bench, 'in-progress', ['a'])).toBeNull();
    expect(receive(bench, 'delivered', ['a'], '+12125550188')).toBeNull();
    expect(bench.message().state).toBe('sent');
  });

  test('given a receipt overtakes the answer, under several ids and twice, then it counts once and leaves nothing', async () => {
    const bench = await benchWithText();
    const ids = ['6699', '1a2b', '1A2B'];
    bench.gateway.answerNext(() => {
      receive(bench, 'delivered', ids);
      receive(bench, 'delivered', ids);
      return accepted('1A2B');
    });

    await bench.sendDue();

    expect(bench.message().state).toBe('delivered');
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
    expect(leftReceipts(bench)).toBe(0);
  });

  test('given an old receipt that nobody claimed, when the carrier uses its id again, then it is not believed', async () => {
    const bench = openServiceBench();
    receive(bench, 'undelivered', ['a']);
    await bench.missCall();
    bench.gateway.answerNext(accepted('a'));
    await bench.sendDue();
    expect(bench.message().state).toBe('sent');
  });

  test('given a carrier that used an id again, then the receipt is for the newer message', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(accepted('a'), accepted('a'));
    await bench.sendDue();
    const second = await bench.missCall();
    await bench.sendDue();
    receive(bench, 'delivered', ['a']);
    expect(bench.message().state).toBe('sent');
    expect(bench.message(second).state).toBe('delivered');
  });
});

describe('a carrier that answers every submit with the same id', () => {
  const same = accepted('0');

  test('given two segments, then each receipt settles one', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(same, same);
    await bench.sendDue();
    receive(bench, 'delivered', ['0']);
    expect(partStates(bench)).toEqual(['delivered', 'accepted']);
    receive(bench, 'delivered', ['0']);
    expect(bench.message().state).toBe('delivered');
  });

  test('given two texts and two receipts, then the newest is settled first, and then the other', async () => {
    const bench = await benchWithText();
    bench.gateway.answerNext(same, same);
    await bench.sendDue();
    const second = await bench.missCall();
    await bench.sendDue();
    receive(bench, 'delivered', ['0']);
    expect([bench.message().state, bench.message(second).state]).toEqual(['sent', 'delivered']);
    receive(bench, 'delivered', ['0']);
    expect([bench.message().state, bench.message(second).state]).toEqual(['delivered', 'delivered']);
  });

  test('given texts to many others, then a receipt is its recipient’s', async () => {
    const bench = await benchWithText();
    for (const last of [124, 125, 126]) await bench.missCall(`+12125550${last}`);
    bench.gateway.answerNext(same, same, same, same);
    await bench.sendDue();
    expect(receive(bench, 'delivered', ['0'], '12125550125')).toBe(3);
    expect(bench.message().state).toBe('sent');
  });
});

describe('between queue and claim', () => {
  test('given the customer opts out, then the text is cancelled, never submitted, and the credit is back', async () => {
    const bench = await benchWithText();
    bench.optOut(CUSTOMER);
    await bench.sendDue();
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message()).toMatchObject({ state: 'cancelled', notBefore: null });
    expect(ledger(bench)).toEqual(['reserve', 'release']);
  });

  test('given they opt out after the first segment, then the rest is not sent, and it is paid for', async () => {
    const bench = await benchWithText(LONG);
    bench.gateway.answerNext(accepted('a'), throttled);
    await bench.sendDue();
    bench.optOut(CUSTOMER);
    await bench.clock.advance(500);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(2);
    expect(bench.message().state).toBe('cancelled');
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test('given its time is over, then it expires, never submitted, and the credit is back', async () => {
    const bench = await benchWithText();
    await bench.clock.advance(900_000);
    await bench.sendDue();
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message().state).toBe('expired');
    expect(ledger(bench)).toEqual(['reserve', 'release']);
  });

  test('given more is due than is asked for, then no more than that is claimed, oldest first', async () => {
    const bench = await benchWithText();
    for (const last of [124, 125]) await bench.missCall(`+12125550${last}`);
    const claim = () => {
      const claimed = bench.claim(2);
      for (const each of claimed) announce(bench, each);
      return claimed.map(({ message }) => message.id);
    };
    expect([claim(), claim(), claim()]).toEqual([[1, 2], [3], []]);
  });
});

describe('a daemon that died while sending', () => {
  test('given nothing is known of it, when it starts again, then the text is tried once more', async () => {
    const bench = await benchWithText();
    bench.beginDue();
    expect(recoverAbandoned(bench.store, bench.clock.now())).toBe(1);
    expect(bench.message()).toMatchObject({ state: 'unknown', unknowns: 1, notBefore: bench.clock.now() });
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'sent' });
    expect(recoverAbandoned(bench.store, bench.clock.now())).toBe(0);
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });

  test.each([
    ['has not left, and counts as queued', 'same', 'queued', 0],
    ['may have left, where the machine itself went down since', 'another', 'unknown', 1],
  ])('given it dies before it writes, then the text %s', async (_then, boot, state, unknowns) => {
    const bench = await benchWithText();
    const [claimed] = bench.claim();
    expect(claimed && announce(bench, claimed)).toBe(true);
    expect(bench.message().state).toBe('sending');

    const store = boot === 'same' ? bench.store : { ...bench.store, bootId: 'another' };
    expect(recoverAbandoned(store, bench.clock.now())).toBe(unknowns);
    expect(bench.message()).toMatchObject({ state, unknowns, announcedBoot: null });
    await bench.sendDue();
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns });
    expect(bench.gateway.submitted).toHaveLength(1);
  });

  test.each([
    ['has not tried it yet', false],
    ['has announced it', true],
  ])('given it only hung, and the one that took over %s, then it goes out once', async (_when, isTaken) => {
    const bench = await benchWithText();
    const [hanging] = bench.claim();
    if (hanging === undefined) throw new Error('nothing is due');
    expect(announce(bench, hanging)).toBe(true);
    recoverAbandoned(bench.store, bench.clock.now());
    const [taken] = isTaken ? bench.claim() : [];
    if (taken !== undefined) expect(announce(bench, taken)).toBe(true);

    expect(startAttempt(bench.store, hanging)).toBe(false);
    if (taken !== undefined) expect(startAttempt(bench.store, taken)).toBe(true);
    else expect(bench.message()).toMatchObject({ state: 'queued', announcedBoot: null });
  });

  test('given the database refuses the second word of a text, then it is tried again, and goes out once', async () => {
    const bench = await benchWithText();
    const { transact } = bench.store;
    let refusals = 1;
    const store: Store = {
      ...bench.store,
      transact(durability, change) {
        if (durability === 'progress' && refusals-- > 0) throw new Error('disk full');
        return transact(durability, change);
      },
    };
    await bench.sendDue(store);
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message()).toMatchObject({ state: 'queued', unknowns: 0, announcedBoot: null });
    await bench.clock.advance(2_000);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
    expect(bench.message()).toMatchObject({ state: 'sent' });
  });

  test('given it dies again and again, then the text is still tried once more only', async () => {
    const bench = await benchWithText();
    let attempts = 0;
    for (let life = 0; life < 5; life += 1) {
      recoverAbandoned(bench.store, bench.clock.now());
      attempts += bench.beginDue();
    }
    expect(attempts).toBe(2);
  });

  test('given the carrier had all of it, then it is sent, however late it is found out, and nothing goes out again', async () => {
    const bench = await benchWithText();
    bench.beginDue();
    recordAcceptedPart(bench.store, { messageId: 1, index: 0 }, 'carrier', 'a');
    await bench.clock.advance(3_600_000);
    recoverAbandoned(bench.store, bench.clock.now());
    await bench.sendDue();
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message()).toMatchObject({ state: 'sent', notBefore: null });
    expect(ledger(bench)).toEqual(['reserve', 'settle']);
  });
});
