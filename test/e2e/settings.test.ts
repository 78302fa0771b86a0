import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const CALLER = '+12125550141';
/** One hundred and sixty-one septets: one more than a single segment holds. */
const TWO_SEGMENTS = `${'Sorry we missed your call. '.repeat(5)}Call again, or reply here.`;
const EMOJI = 'Sorry we missed you 📞 – Acme HVAC';

describe.each(await realAsterisks())('settings and wording on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'));
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  const missCall = async (from: string) => {
    const { status } = await (await pbx.call({ to: LINE, from })).result;
    expect(status).toBe(486);
  };
  const submitsTo = (caller: string) => office.smpp.submits().filter(({ to }) => to === caller);
  const messageOf = async (caller: string) => (await ledgerOf(office).callFrom(caller)).decision?.message;

  test('given an emoji in the message, when a call is missed, then it arrives whole, as UCS-2', async () => {
    const caller = '+12125550142';
    await office.textback('message', 'set', LINE, EMOJI);
    await missCall(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1), SOON);
    expect(submitsTo(caller)).toMatchObject([{ text: EMOJI, dataCoding: 8, part: null }]);
  });

  test('given a message of two segments, when a call is missed, then both arrive as parts of one text, for one credit', async () => {
    const caller = '+12125550143';
    expect(TWO_SEGMENTS).toHaveLength(161);
    await office.textback('message', 'set', LINE, TWO_SEGMENTS);
    const before = await ledgerOf(office).balance();
    await missCall(caller);
    await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(2), SOON);
    const [first, second] = submitsTo(caller);
    expect(first).toMatchObject({ dataCoding: 0, part: { index: 1, total: 2 } });
    expect(second).toMatchObject({ dataCoding: 0, part: { index: 2, total: 2 } });
    expect(first?.part?.reference).toBe(second?.part?.reference);
    expect(`${first?.text}${second?.text}`).toBe(TWO_SEGMENTS);
    await vi.waitFor(async () => expect((await messageOf(caller))?.state).toBe('sent'), SOON);
    expect(await ledgerOf(office).balance()).toBe(before - 1);
  });

  test('given a carrier that rejects the text, when a call is missed, then the message has failed and the credit is back', async () => {
    const caller = '+12125550144';
    await office.textback('message', 'set', LINE, WORDING);
    const before = await ledgerOf(office).balance();
    await office.smpp.behave({ submitStatus: 0x0b });
    await missCall(caller);
    await vi.waitFor(async () => expect((await messageOf(caller))?.state).toBe('failed'), SOON);
    await office.smpp.behave({ submitStatus: 0 });
    expect(await ledgerOf(office).balance()).toBe(before);
    expect(submitsTo(caller)).toHaveLength(1);
    const { id, decision } = await ledgerOf(office).callFrom(caller);
    expect(decision?.message?.detail).not.toBe('');
    expect(await ledgerOf(office).explain(id)).toContain('the carrier refused it');
  });

  test('given a carrier that is too busy at first, when a call is missed, then the text is tried again and taken once', async () => {
    const caller = '+12125550145';
    const before = await ledgerOf(office).balance();
    await office.smpp.behave({ throttleNext: 1 });
    await missCall(caller);
    await vi.waitFor(async () => expect((await messageOf(caller))?.state).toBe('sent'), {
      timeout: 10_000,
      interval: 200,
    });
    // The first was refused; only the second was taken.
    expect(submitsTo(caller)).toHaveLength(2);
    expect(await ledgerOf(office).balance()).toBe(before - 1);
  });

  test('given a running daemon, when forward, ring timeout, message and sender change, then the next call goes by them', async () => {
    await missCall(CALLER);
    await vi.waitFor(() => expect(submitsTo(CALLER)).toHaveLength(1), SOON);
    expect(submitsTo(CALLER)).toMatchObject([{ from: LINE, text: WORDING }]);

    await office.textback('line', 'set', LINE, 'cool-down', '0');
    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('silent', '+12125550198'));
    await office.textback('line', 'set', LINE, 'ring-timeout', '10');
    await office.textback('line', 'set', LINE, 'message', 'Back soon. {{business_name}}');
    await office.textback('line', 'set', LINE, 'sender', '+12125550150');
    const result = await (await pbx.call({ to: LINE, from: CALLER })).result;
    expect(result.status).toBe(480);
    const rung = () => pbx.phone('silent').calls()[0];
    // The phone may be told a moment after the caller.
    await vi.waitFor(() => expect(rung()?.cancelledAt).toBeTruthy());
    expect(rung()?.dialled).toBe('+12125550198');
    expect(Math.abs((rung()?.cancelledAt ?? 0) - result.invitedAt - 10_000)).toBeLessThan(500);
    await vi.waitFor(() => expect(submitsTo(CALLER)).toHaveLength(2), SOON);
    expect(submitsTo(CALLER)[1]).toMatchObject({ from: '+12125550150', text: 'Back soon. Acme HVAC' });

    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('busy', '+12125550199'));
    await office.textback('line', 'set', LINE, 'enabled', 'off');
    await missCall(CALLER);
    expect(await ledgerOf(office).endedCallFrom(CALLER)).toMatchObject({
      outcome: 'busy',
      reason: 'disabled',
    });
    expect(submitsTo(CALLER)).toHaveLength(2);
  });
});
