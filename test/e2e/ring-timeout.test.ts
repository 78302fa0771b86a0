import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

/** 25 is what a line has unless told otherwise. */
const LINES = [
  {
    seconds: 10,
    words: /^rang (10|9) s, no answer$/,
    line: '+12125550110',
    caller: '+12125550141',
    options: ['--ring-timeout', '10'],
  },
  {
    seconds: 25,
    words: /^rang (25|24) s, no answer$/,
    line: '+12125550125',
    caller: '+12125550142',
    options: [],
  },
  {
    seconds: 60,
    words: /^rang (1 min|59 s), no answer$/,
    line: '+12125550160',
    caller: '+12125550143',
    options: ['--ring-timeout', '60'],
  },
] as const;
const TOLERANCE_MS = 500;

describe.each(await realAsterisks())('ring timeout on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  /** All three ring at the same time. */
  const results = new Map<string, Promise<CallResult>>();
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    for (const { line, options } of LINES) {
      await office.addLine(line, pbx.endpoint('silent', '+12125550199'), ...options);
    }
    await office.start();
    for (const { line, caller } of LINES) {
      const call = await pbx.call({ to: line, from: caller, name: 'Carol' });
      results.set(caller, call.result);
    }
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  test.each(LINES)(
    'given a line that rings a silent phone for $seconds s, when a customer calls, then the phone rings that long and the customer has a text at once',
    async ({ seconds, line, caller }) => {
      const result = await results.get(caller);
      if (result === undefined) throw new Error('Nobody called.');
      // The phone may have its last word a moment after the caller.
      const rung = await vi.waitFor(() => {
        const calls = pbx.phone('silent').calls();
        const found = calls.find(({ shownNumber }) => shownNumber === caller);
        if (found?.status == null) throw new Error('The call did not reach the phone, or is not over there.');
        return found;
      }, SOON);

      // The caller heard ringback, was never answered, and is told "temporarily unavailable".
      expect(result).toMatchObject({ status: 480, ringingAt: expect.any(Number), rtpHeard: 0 });
      expect(rung).toMatchObject({
        dialled: '+12125550199',
        shownName: 'Carol',
        status: 487,
        answeredAt: null,
      });
      const rangMs = (rung.cancelledAt ?? 0) - result.invitedAt;
      expect(Math.abs(rangMs - seconds * 1_000)).toBeLessThan(TOLERANCE_MS);

      const submits = () => office.smpp.submits().filter(({ to }) => to === caller);
      await vi.waitFor(() => expect(submits()).toHaveLength(1));
      expect(submits()[0]).toMatchObject({ from: line, text: WORDING, dataCoding: 0 });
      const latencyMs = (submits()[0]?.receivedAt ?? 0) - (rung.cancelledAt ?? 0);
      expect(latencyMs).toBeLessThan(1_000);
      console.info(
        `${real.name}: set ${seconds} s, rang ${rangMs} ms; stop ringing → submit_sm ${latencyMs} ms`,
      );
    },
  );

  test.each(LINES)(
    'given that miss after $seconds s, when the office looks, then the call, the decision, the lead and one credit are there',
    async ({ words, line, caller }) => {
      await results.get(caller);
      const ledger = ledgerOf(office);
      const call = await ledger.endedCallFrom(caller);
      expect(call).toMatchObject({
        line,
        state: 'ended',
        outcome: 'no-answer',
        verdict: 'send',
        bridgedAt: null,
      });
      expect(call.legs).toEqual([
        {
          destination: 'PJSIP/+12125550199@phone-silent',
          end: 'no-answer',
          explanation: expect.stringMatching(words),
        },
      ]);
      expect(call.decision).toMatchObject({
        message: { from: line, to: caller, text: WORDING, state: 'sent' },
      });
      expect(await ledger.lead(caller)).toMatchObject({
        id: call.leadId,
        name: 'Carol',
        source: 'missed-call',
        stage: 'New Lead',
        timeline: expect.arrayContaining([
          expect.objectContaining({ kind: 'call', callId: call.id, outcome: 'no-answer' }),
          expect.objectContaining({ kind: 'text', direction: 'out' }),
        ]),
      });
      const messageId = call.decision?.message?.id ?? 0;
      const spent = (await ledger.credits()).filter((entry) => entry.messageId === messageId);
      expect(spent.reduce((sum, { delta }) => sum + delta, 0)).toBe(-1);
    },
  );

  test('given three misses, when all is done, then three texts went out and three credits are gone', async () => {
    await Promise.all(results.values());
    expect(office.smpp.submits()).toHaveLength(3);
    expect(await ledgerOf(office).balance()).toBe(97);
  });
});
