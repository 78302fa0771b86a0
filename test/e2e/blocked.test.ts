import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550111';
const BLOCKED = '+12125550141';
const CUSTOMER = '+12125550142';
/** Longer than the daemon needs to send what it should not. */
const NO_MORE_MS = 2_000;

describe.each(await realAsterisks())('blocked callers on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.textback('block', 'add', BLOCKED, '--note', 'robocaller');
    await office.textback('block', 'add', 'withheld');
    await office.start();
    await vi.waitFor(
      async () =>
        expect(await pbx.asterisk.cli('database show textback/blocked')).toMatch(
          /12125550141.*2125550141.*withheld/s,
        ),
      SOON,
    );
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const rung = () => pbx.phone('busy').calls().length;
  const callAs = async (from: string | null) => (await (await pbx.call({ to: LINE, from })).result).status;

  test('given the daemon runs, when they call, then busy at once, no phone rings, nobody is texted, and the call says why', async () => {
    const before = rung();
    const placed = await pbx.call({ to: LINE, from: BLOCKED });
    const { status, invitedAt, finalAt } = await placed.result;
    expect(status).toBe(486);
    expect(finalAt - invitedAt).toBeLessThan(1_000);
    expect(await callAs(null)).toBe(486);
    expect(rung()).toBe(before);
    await delay(NO_MORE_MS);
    expect(office.smpp.submits()).toEqual([]);
    const ledger = ledgerOf(office);
    const call = await ledger.endedCallFrom(BLOCKED);
    expect(call).toMatchObject({ outcome: 'blocked', reason: 'blocked', leadId: null, legs: [] });
    expect(await ledger.endedCallFrom('')).toMatchObject({ outcome: 'blocked', reason: 'blocked' });
    expect(await ledger.explain(call.id)).toContain('robocaller');
    expect(await ledger.leads()).toEqual([]);
    expect(await ledger.balance()).toBe(100);
  });

  test('given another treatment, when they call, then they are told, or sent to voicemail, and no phone rings', async () => {
    await office.textback('line', 'set', LINE, 'voicemail', 'textback-mailbox,100,1');
    await office.textback('block', 'add', BLOCKED, '--treatment', 'announcement');
    const before = rung();
    expect(await callAs(BLOCKED)).toBe(486);
    await vi.waitFor(() => expect(pbx.asterisk.logText()).toMatch(/Playing '[^']*blocked/));

    await office.textback('settings', 'set', 'block-treatment', 'voicemail');
    const placed = await pbx.call({ to: LINE, from: null, hangUpAfterAnswerMs: 2_000 });
    expect((await placed.result).status).toBe(200);
    await vi.waitFor(() => expect(pbx.asterisk.logText()).toMatch(/VoiceMail\(.*100@default/));
    expect(rung()).toBe(before);
    const ledger = ledgerOf(office);
    for (const from of [BLOCKED, ''])
      expect(await ledger.endedCallFrom(from)).toMatchObject({ outcome: 'blocked', reason: 'blocked' });
    expect(office.smpp.submits()).toEqual([]);
  });

  test('given a text that waits for a missed caller, when they are blocked, then it never goes out', async () => {
    await office.textback('line', 'set', LINE, 'text-delay', '5s');
    expect(await callAs(CUSTOMER)).toBe(486);
    const ledger = ledgerOf(office);
    await vi.waitFor(async () => expect(await ledger.balance()).toBe(99), SOON);
    await office.textback('block', 'add', CUSTOMER);
    expect(await ledger.balance()).toBe(100);
    await delay(5_000 + NO_MORE_MS);
    expect(office.smpp.submits()).toEqual([]);
    expect((await ledger.callFrom(CUSTOMER)).decision?.message).toMatchObject({ state: 'cancelled' });
  });

  test('given the daemon is gone, when they call, then busy at once, no phone rings, and once it is back nobody is texted', async () => {
    await office.daemon.terminate();
    const before = rung();
    for (const from of [BLOCKED, BLOCKED.slice(2), null]) expect(await callAs(from)).toBe(486);
    expect(rung()).toBe(before);
    expect(await callAs(CUSTOMER)).toBe(486);
    expect(rung()).toBe(before + 1);

    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await delay(NO_MORE_MS);
    expect(office.smpp.submits()).toMatchObject([{ to: CUSTOMER, text: WORDING }]);
    const ledger = ledgerOf(office);
    const calls = await ledger.calls();
    expect(calls.map(({ from, outcome }) => `${from} ${outcome}`).sort()).toEqual([
      ' blocked',
      `${BLOCKED} blocked`,
      `${BLOCKED} blocked`,
      `${CUSTOMER} busy`,
    ]);
    expect(await ledger.lead(BLOCKED)).toBeNull();
    expect(await ledger.balance()).toBe(99);
  });

  test('given one is let through again, when they call without the daemon, then the phone rings', async () => {
    await office.textback('block', 'remove', BLOCKED);
    await vi.waitFor(
      async () => expect(await pbx.asterisk.cli('database show textback/blocked')).not.toContain('5550141'),
      SOON,
    );
    await office.daemon.terminate();
    const before = rung();
    expect(await callAs(BLOCKED)).toBe(486);
    expect(rung()).toBe(before + 1);
  });
});
