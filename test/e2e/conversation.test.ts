import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { type Lead, ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';

describe.each(await realAsterisks())('conversation on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  const missCallFrom = async (from: string | null) => {
    const call = await pbx.call({ to: LINE, from });
    expect((await call.result).status).toBe(486);
  };
  const submitsTo = (caller: string) => office.smpp.submits().filter(({ to }) => to === caller);
  const textsOf = (lead: Lead | null) =>
    (lead?.timeline ?? []).flatMap((entry) =>
      entry.kind === 'text' ? [[entry.direction, entry.message.state, entry.message.text]] : [],
    );

  test('given a text that went out, when its receipt and the reply come in, then both are on the timeline', async () => {
    const caller = '+12125550141';
    await office.smpp.behave({
      receipt: { state: 'delivered', afterMs: 100, form: 'both', ids: 'as-answered' },
    });
    await missCallFrom(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1), SOON);
    const ledger = ledgerOf(office);
    await vi.waitFor(
      async () => expect(textsOf(await ledger.lead(caller))).toEqual([['out', 'delivered', WORDING]]),
      SOON,
    );
    await office.smpp.behave({ receipt: null });

    const reply = 'Leaky faucet 🚰, can you come today?';
    expect(await office.smpp.sendInbound({ from: caller, to: LINE, text: reply })).toBe(0);
    // It was acknowledged, so it is stored: no waiting here.
    const lead = await ledger.lead(caller);
    expect(lead).toMatchObject({ source: 'missed-call', stage: 'New Lead', optedOut: false });
    expect(lead?.timeline.map(({ kind }) => kind)).toEqual(['call', 'stage', 'text', 'text']);
    expect(textsOf(lead)).toEqual([
      ['out', 'delivered', WORDING],
      ['in', 'received', reply],
    ]);
    expect(await ledger.leads()).toHaveLength(1);
  });

  test('given a text that cannot be delivered, when its receipt says so, then it is undelivered', async () => {
    const caller = '+12125550142';
    await missCallFrom(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1), SOON);
    const ledger = ledgerOf(office);
    await vi.waitFor(
      async () => expect((await ledger.callFrom(caller)).decision?.message?.state).toBe('sent'),
      SOON,
    );
    // Answers are decimal and count up from 0x9f31a0: this is the carrier's second.
    const id = String(0x9f31a0 + office.smpp.submits().length);
    await office.smpp.sendReceipt({
      id,
      from: caller,
      to: LINE,
      state: 'undelivered',
      ids: 'hex',
      form: 'text',
    });
    expect(textsOf(await ledger.lead(caller))).toEqual([['out', 'undelivered', WORDING]]);
  });

  test('given a customer who replies STOP, when they are missed again, then that is recorded and explained, not texted; START brings texts back', async () => {
    const caller = '+12125550143';
    const ledger = ledgerOf(office);
    await missCallFrom(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1), SOON);

    expect(await office.smpp.sendInbound({ from: caller, to: LINE, text: ' Stop. ' })).toBe(0);
    // The one confirmation, which the new block lets through.
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(2), SOON);
    await missCallFrom(caller);
    const missed = await ledger.endedCallFrom(caller);
    expect(missed).toMatchObject({ outcome: 'busy', verdict: 'suppress', reason: 'opted-out' });
    expect(await ledger.explain(missed.id)).toContain('asked for no more texts');
    const optedOut = await ledger.lead(caller);
    expect(optedOut).toMatchObject({ optedOut: true });
    expect(optedOut?.timeline.filter(({ kind }) => kind === 'call')).toHaveLength(2);
    expect(submitsTo(caller)).toHaveLength(2);

    expect(await office.smpp.sendInbound({ from: caller, to: LINE, text: 'START' })).toBe(0);
    await missCallFrom(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(4), SOON);
    expect(await ledger.endedCallFrom(caller)).toMatchObject({ outcome: 'busy', verdict: 'send' });
    expect(await ledger.lead(caller)).toMatchObject({ id: optedOut?.id, optedOut: false });
  });

  test('given a caller who withholds the number, when missed, then the call is recorded without lead or text', async () => {
    const ledger = ledgerOf(office);
    const leadsBefore = await ledger.leads();
    const textsBefore = office.smpp.submits().length;
    await missCallFrom(null);
    const call = await ledger.endedCallFrom('');
    expect(call).toMatchObject({
      outcome: 'busy',
      verdict: 'suppress',
      reason: 'withheld-number',
      leadId: null,
    });
    expect(await ledger.explain(call.id)).toContain('withheld');
    expect(await ledger.leads()).toEqual(leadsBefore);
    expect(office.smpp.submits()).toHaveLength(textsBefore);
  });
});
