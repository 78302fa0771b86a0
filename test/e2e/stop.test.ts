import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const CALLER = '+12125550141';
const STOPS_WITHIN_MS = 5_000;

/** SIGTERM: what systemd and a person send. */
describe.each(await realAsterisks())('clean stop on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const terminate = async () => {
    const since = Date.now();
    expect(await office.daemon.terminate()).toBe(0);
    const tookMs = Date.now() - since;
    expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
    return tookMs;
  };

  test('given a daemon at rest, when it is told to stop, then it unbinds and exits 0', async () => {
    const tookMs = await terminate();
    console.info(`${real.name}: stopped at rest after ${tookMs} ms`);
    await vi.waitFor(() => expect(office.smpp.bound()).toBe(0), SOON);
    expect(office.smpp.log.at(-1)).toContain('unbind');
    expect(office.daemon.lines().filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });

  test('given a text under way, when the daemon is told to stop, then it waits for the answer and keeps it', async () => {
    await office.smpp.behave({ answerAfterMs: 1_500 });
    const call = await pbx.call({ to: LINE, from: CALLER });
    await call.result;
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await terminate();
    const ledger = ledgerOf(office);
    expect((await ledger.callFrom(CALLER)).decision?.message?.state).toBe('sent');
    expect(await ledger.balance()).toBe(99);
    expect(office.smpp.submits()).toHaveLength(1);
    expect(office.smpp.log.at(-1)).toContain('unbind');
  });

  test('given a daemon that has stopped, when a customer calls, then the phone rings all the same, by the dialplan', async () => {
    const fallback = () => pbx.asterisk.cli('database get textback/fallback 12125550100');
    await vi.waitFor(
      async () => expect(await fallback()).toContain('PJSIP/+12125550199@phone-busy,10'),
      SOON,
    );
    // A forward that changes while the daemon runs is kept for later too.
    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('decline', '+12125550198'));
    await vi.waitFor(async () => expect(await fallback()).toContain('PJSIP/+12125550198@phone-decline,10'), {
      timeout: 10_000,
      interval: 100,
    });
    await terminate();
    const before = pbx.phone('decline').calls().length;
    const result = await (await pbx.call({ to: LINE, from: CALLER })).result;
    expect(result.status).not.toBe(200);
    expect(pbx.phone('decline').calls().slice(before)).toMatchObject([{ dialled: '+12125550198' }]);
    expect(await ledgerOf(office).calls()).toEqual([]);
  });

  test('given two who talk, when the daemon stops and starts again, then they talk on and the call is kept whole', async () => {
    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('answer', '+12125550199'));
    const call = await pbx.call({ to: LINE, from: CALLER, hangUpAfterAnswerMs: 5_000 });
    await vi.waitFor(() => expect(call.rtpHeard()).toBeGreaterThan(10), SOON);
    await terminate();
    const heard = call.rtpHeard();
    await vi.waitFor(() => expect(call.rtpHeard()).toBeGreaterThan(heard + 25), SOON);
    await office.start();
    const result = await call.result;
    expect(result.releasedAt).toBeNull();
    expect((result.hungUpAt ?? 0) - result.finalAt).toBeGreaterThan(4_900);
    const ledger = ledgerOf(office);
    await vi.waitFor(async () => {
      const kept = await ledger.callFrom(CALLER);
      expect(kept).toMatchObject({ state: 'ended', outcome: 'answered', reason: 'answered' });
      expect(Math.abs((kept.finishedAt ?? 0) - (kept.bridgedAt ?? 0) - 5_000)).toBeLessThan(700);
    }, SOON);
    expect(office.smpp.submits()).toEqual([]);
  });
});
