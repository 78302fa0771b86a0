import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const SPELLINGS = ['+12125550180', '12125550180', '2125550180', '01112125550180', '1-212-555-0180'];

describe.each(await realAsterisks())('many calls at once on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx, 0);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const callAll = async (callers: readonly string[]) => {
    const calls = await Promise.all(callers.map((from) => pbx.call({ to: LINE, from })));
    return await Promise.all(calls.map(({ result }) => result));
  };
  const numbers = (count: number) =>
    Array.from({ length: count }, (_, index) => `+121255501${String(20 + index).padStart(2, '0')}`);

  test('given 20 customers who call at once, when nobody picks up, then each has a lead and a text', async () => {
    await office.textback('credits', 'topup', '100');
    const callers = numbers(20);
    const results = await callAll(callers);
    expect(results.map(({ status }) => status)).toEqual(callers.map(() => 486));
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(20), SOON);
    expect(
      office.smpp
        .submits()
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(callers);
    expect(office.smpp.submits().every(({ text }) => text === WORDING)).toBe(true);
    const latencies = office.smpp.submits().map(({ to, receivedAt }) => {
      const index = callers.indexOf(to);
      return receivedAt - (results[index]?.finalAt ?? 0);
    });
    console.info(`${real.name}: 20 at once, 486 → submit_sm at most ${Math.max(...latencies)} ms`);
    expect(Math.max(...latencies)).toBeLessThan(1_000);
    const ledger = ledgerOf(office);
    expect((await ledger.leads()).map(({ number }) => number).toSorted()).toEqual(callers);
    expect(await ledger.balance()).toBe(80);
    expect((await ledger.calls()).map(({ outcome }) => outcome)).toEqual(callers.map(() => 'busy'));
  });

  test('given one customer, when five calls come at once in five spellings of the number, then there is one lead', async () => {
    await office.textback('credits', 'topup', '100');
    await callAll(SPELLINGS);
    const ledger = ledgerOf(office);
    await vi.waitFor(
      async () => expect((await ledger.calls()).filter(({ outcome }) => outcome === 'busy')).toHaveLength(5),
      SOON,
    );
    const leads = await ledger.leads();
    expect(leads.map(({ number }) => number)).toEqual(['+12125550180']);
    expect((await ledger.calls()).map(({ leadId }) => leadId)).toEqual(SPELLINGS.map(() => leads[0]?.id));
    const timeline = (await ledger.lead('+12125550180'))?.timeline ?? [];
    expect(timeline.filter(({ kind }) => kind === 'call')).toHaveLength(5);
    await vi.waitFor(() =>
      expect(new Set(office.smpp.submits().map(({ to }) => to))).toEqual(new Set(['+12125550180'])),
    );
  });

  test('given 7 credits, when 12 calls are missed at once, then 7 are texted, 5 are not, and the log is loud about it', async () => {
    await office.textback('credits', 'topup', '7');
    await callAll(numbers(12));
    const ledger = ledgerOf(office);
    await vi.waitFor(
      async () => expect((await ledger.calls()).filter(({ verdict }) => verdict !== null)).toHaveLength(12),
      SOON,
    );
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(7));
    const suppressed = (await ledger.calls()).filter(({ verdict }) => verdict === 'suppress');
    expect(suppressed.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'no-credit'));
    expect(await ledger.leads()).toHaveLength(12);
    expect(await ledger.balance()).toBe(0);
    expect((await ledger.credits()).every(({ balanceAfter }) => balanceAfter >= 0)).toBe(true);
    const loud = office.daemon.lines().filter((line) => /"level":"error".*OUT OF CREDITS/.test(line));
    expect(loud).toHaveLength(5);
    expect(await ledger.explain(suppressed[0]?.id ?? 0)).toMatch(/no credit[\s\S]*credits topup/);
  });
});
