import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';

interface Case {
  readonly given: string;
  readonly phone: PhoneBehaviour;
  readonly line: string;
  readonly caller: string;
  readonly more: Partial<CallOptions>;
  /** What the caller's network is told. */
  readonly status: number;
  readonly outcome: string;
  readonly leg: RegExp;
}

const TEXTED: readonly Case[] = [
  {
    given: 'a phone that is busy',
    phone: 'busy',
    line: '+12125550111',
    caller: '+12125550141',
    more: {},
    status: 486,
    outcome: 'busy',
    leg: /^busy$/,
  },
  {
    given: 'a phone that declines',
    phone: 'decline',
    line: '+12125550112',
    caller: '+12125550142',
    more: {},
    status: 486,
    outcome: 'busy',
    leg: /declined$/,
  },
  {
    given: 'a number that does not exist',
    phone: 'not-found',
    line: '+12125550113',
    caller: '+12125550143',
    more: {},
    status: 503,
    outcome: 'unreachable',
    leg: /^wrong number/,
  },
  {
    given: 'a trunk that is down',
    phone: 'dead',
    line: '+12125550114',
    caller: '+12125550144',
    more: {},
    status: 503,
    outcome: 'unreachable',
    leg: /^could not be reached/,
  },
  {
    given: 'a caller who hangs up after 5 s of a silent phone',
    phone: 'silent',
    line: '+12125550115',
    caller: '+12125550145',
    more: { hangUpAfterRingingMs: 5_000 },
    status: 487,
    outcome: 'abandoned',
    leg: /^caller gave up after [45] s$/,
  },
];
const HASTY = { line: '+12125550115', caller: '+12125550146' };
const ANSWERED = { line: '+12125550116', caller: '+12125550147' };
const TALK_MS = 3_000;

describe.each(await realAsterisks())('calls that end early on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  let heardBefore = 0;
  /** All go on at the same time. */
  const results = new Map<string, Promise<CallResult>>();
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    const lines = [...TEXTED, { ...ANSWERED, phone: 'slow' as const }];
    for (const { line, phone } of lines) {
      await office.addLine(line, pbx.endpoint(phone, '+12125550199'), '--ring-timeout', '10');
    }
    await office.start();
    heardBefore = pbx.phone('slow').rtpHeard();
    const place = async (to: string, from: string, more: Partial<CallOptions>) => {
      results.set(from, (await pbx.call({ to, from, ...more })).result);
    };
    for (const { line, caller, more } of TEXTED) await place(line, caller, more);
    await place(HASTY.line, HASTY.caller, { hangUpAfterRingingMs: 1_000 });
    await place(ANSWERED.line, ANSWERED.caller, { hangUpAfterAnswerMs: TALK_MS });
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  const resultOf = async (caller: string): Promise<CallResult> => {
    const result = await results.get(caller);
    if (result === undefined) throw new Error(`${caller} did not call.`);
    return result;
  };
  const submitsTo = (caller: string) => office.smpp.submits().filter(({ to }) => to === caller);

  test.each(TEXTED)(
    'given $given, when a customer calls, then $outcome is recorded and one text goes out within a second',
    async ({ line, caller, status, outcome, leg }) => {
      const result = await resultOf(caller);
      expect(result).toMatchObject({ status, rtpHeard: 0 });
      await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1));
      const [submit] = submitsTo(caller);
      expect(submit).toMatchObject({ from: line, text: WORDING });
      const latencyMs = (submit?.receivedAt ?? 0) - (result.hungUpAt ?? result.finalAt);
      expect(latencyMs).toBeLessThan(1_000);

      const ledger = ledgerOf(office);
      const call = await ledger.callFrom(caller);
      const ownMs = (submit?.receivedAt ?? 0) - (call.finishedAt ?? 0);
      console.info(`${real.name}: ${outcome}, miss known → submit_sm ${ownMs} ms`);
      expect(call).toMatchObject({ line, outcome, verdict: 'send', bridgedAt: null });
      expect(call.legs.map(({ explanation }) => explanation)).toEqual([expect.stringMatching(leg)]);
      expect(await ledger.lead(caller)).toMatchObject({ source: 'missed-call', stage: 'New Lead' });
    },
  );

  test('given a caller who hangs up after 5 s, when they do, then the phone stops ringing', async () => {
    const caller = '+12125550145';
    const { hungUpAt } = await resultOf(caller);
    const rung = () =>
      pbx
        .phone('silent')
        .calls()
        .find(({ shownNumber }) => shownNumber === caller);
    await vi.waitFor(() => expect(rung()?.cancelledAt).toBeTruthy());
    expect((rung()?.cancelledAt ?? 0) - (hungUpAt ?? 0)).toBeLessThan(500);
  });

  test('given a caller who hangs up after 1 s, when they do, then it is recorded, not texted, and no lead', async () => {
    expect((await resultOf(HASTY.caller)).status).toBe(487);
    const ledger = ledgerOf(office);
    const call = await vi.waitFor(async () => {
      const found = await ledger.callFrom(HASTY.caller);
      expect(found.outcome).toBe('abandoned');
      return found;
    }, SOON);
    expect(call).toMatchObject({ verdict: 'suppress', reason: 'rang-too-briefly', leadId: null });
    expect(await ledger.explain(call.id)).toContain('hung up before');
    expect(await ledger.lead(HASTY.caller)).toBeNull();
    expect(submitsTo(HASTY.caller)).toEqual([]);
  });

  test('given a phone that is answered, when both talk, then each hears the other and nobody is texted', async () => {
    const result = await resultOf(ANSWERED.caller);
    const phone = pbx.phone('slow');
    expect(result.status).toBe(200);
    // 50 packets a second each way; connecting takes the first of them.
    expect(result.rtpHeard).toBeGreaterThan((TALK_MS / 20) * 0.7);
    expect(phone.rtpHeard() - heardBefore).toBeGreaterThan((TALK_MS / 20) * 0.7);
    await vi.waitFor(() =>
      expect(phone.calls()[0]).toMatchObject({ byeFrom: 'asterisk', cancelledAt: null }),
    );
    const connectMs = result.finalAt - (phone.calls()[0]?.answeredAt ?? 0);
    console.info(
      `${real.name}: phone's 200 → caller's 200 ${connectMs} ms; heard ${result.rtpHeard} of ${TALK_MS / 20} packets`,
    );
    expect(connectMs).toBeLessThan(1_000);

    const ledger = ledgerOf(office);
    const call = await ledger.endedCallFrom(ANSWERED.caller);
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      verdict: 'suppress',
      reason: 'answered',
    });
    const talkedMs = (call.finishedAt ?? 0) - (call.bridgedAt ?? 0);
    expect(Math.abs(talkedMs - TALK_MS)).toBeLessThan(500);
    expect(call.legs[0]?.explanation).toMatch(/^answered after [34] s, talked [23] s$/);
    expect(await ledger.explain(call.id)).toContain('somebody answered');
    expect(submitsTo(ANSWERED.caller)).toEqual([]);
  });

  test('given five misses worth a text, when all is done, then five texts and five credits are all there is', async () => {
    await Promise.all(results.values());
    expect(office.smpp.submits()).toHaveLength(TEXTED.length);
    const spent = (await ledgerOf(office).credits()).filter(({ messageId }) => messageId !== null);
    const perText = Map.groupBy(spent, ({ messageId }) => messageId);
    expect(perText.size).toBe(TEXTED.length);
    for (const entries of perText.values()) {
      expect(entries.map(({ kind, delta }) => [kind, delta])).toEqual([
        ['settle', 0],
        ['reserve', -1],
      ]);
    }
    expect(await ledgerOf(office).balance()).toBe(100 - TEXTED.length);
  });
});
