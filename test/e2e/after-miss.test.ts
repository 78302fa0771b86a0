import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { MAILBOXES } from './harness/mailboxes.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';
import { framesOf } from './harness/sound-frames.ts';

interface Case {
  readonly given: string;
  readonly line: string;
  readonly caller: string;
  readonly phone: PhoneBehaviour;
  /** Settings of the line. */
  readonly set: Readonly<Record<string, string>>;
  readonly call: Partial<CallOptions>;
  readonly status: number;
  readonly outcome: string;
  /** What the caller hears, and whether before an answer. */
  readonly hears: 'ringback' | 'early media' | 'an answer';
}

const announces = { 'after-miss': 'announcement' };
const SOUND = 'not-available';
/** Without the pauses between its words. */
const LASTS_MS = framesOf(SOUND).length * 20;

const CASES: readonly Case[] = [
  {
    given: 'an announcement and a busy phone',
    line: '+12125550111',
    caller: '+12125550141',
    phone: 'busy',
    set: announces,
    call: {},
    status: 486,
    outcome: 'busy',
    hears: 'early media',
  },
  {
    given: 'an announcement and a silent phone',
    line: '+12125550112',
    caller: '+12125550142',
    phone: 'silent',
    set: announces,
    call: {},
    status: 480,
    outcome: 'no-answer',
    hears: 'early media',
  },
  {
    given: 'an announcement and a trunk that is down',
    line: '+12125550113',
    caller: '+12125550143',
    phone: 'dead',
    set: announces,
    call: {},
    status: 503,
    outcome: 'unreachable',
    hears: 'early media',
  },
  {
    given: "an announcement of Asterisk's own and a busy phone",
    line: '+12125550114',
    caller: '+12125550144',
    phone: 'busy',
    set: { ...announces, announcement: 'tt-somethingwrong' },
    call: {},
    status: 486,
    outcome: 'busy',
    hears: 'early media',
  },
  {
    given: 'an answered announcement and a busy phone',
    line: '+12125550115',
    caller: '+12125550145',
    phone: 'busy',
    set: { ...announces, 'announcement-answers': 'yes' },
    call: {},
    status: 200,
    outcome: 'busy',
    hears: 'an answer',
  },
  {
    given: 'an announcement whose recording is not there',
    line: '+12125550116',
    caller: '+12125550146',
    phone: 'busy',
    set: { ...announces, announcement: 'custom/missing' },
    call: {},
    status: 486,
    outcome: 'busy',
    hears: 'early media',
  },
  {
    given: 'a caller who hangs up during the announcement',
    line: '+12125550117',
    caller: '+12125550147',
    phone: 'busy',
    set: announces,
    call: { hangUpAfterRingingMs: 2_000 },
    status: 487,
    outcome: 'busy',
    hears: 'early media',
  },
  {
    given: 'a caller who hangs up during the answered announcement',
    line: '+12125550118',
    caller: '+12125550148',
    phone: 'busy',
    set: { ...announces, 'announcement-answers': 'yes' },
    call: { hangUpAfterAnswerMs: 1_000 },
    status: 200,
    outcome: 'busy',
    hears: 'an answer',
  },
  {
    given: 'voicemail and a busy phone',
    line: '+12125550119',
    caller: '+12125550149',
    phone: 'busy',
    set: { voicemail: 'ext-local,vmu100,1', 'after-miss': 'voicemail' },
    call: { hangUpAfterAnswerMs: 4_500 },
    status: 200,
    outcome: 'voicemail',
    hears: 'an answer',
  },
  {
    given: 'voicemail at a place that is not in the dialplan',
    line: '+12125550120',
    caller: '+12125550150',
    phone: 'busy',
    set: { voicemail: 'no-such-context,1,1', 'after-miss': 'voicemail' },
    call: {},
    // Asterisk's own end of the dialplan.
    status: 603,
    outcome: 'voicemail',
    hears: 'ringback',
  },
];

interface BlockedCase {
  readonly treatment: string;
  readonly caller: string;
  readonly call: Partial<CallOptions>;
  readonly status: number;
  readonly hears: Case['hears'] | 'nothing';
}

const BLOCKED_LINE = '+12125550130';
const BLOCKED: readonly BlockedCase[] = [
  { treatment: 'busy', caller: '+12125550161', call: {}, status: 486, hears: 'nothing' },
  { treatment: 'announcement', caller: '+12125550162', call: {}, status: 486, hears: 'early media' },
  {
    treatment: 'voicemail',
    caller: '+12125550163',
    call: { hangUpAfterAnswerMs: 4_500 },
    status: 200,
    hears: 'an answer',
  },
];

describe.each(await realAsterisks())('after a miss on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  /** All go on at the same time. */
  const results = new Map<string, Promise<CallResult>>();
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real, MAILBOXES);
    office = await install(pbx);
    for (const { line, phone, set } of CASES) {
      await office.addLine(line, pbx.endpoint(phone, '+12125550199'), '--ring-timeout', '10');
      for (const [setting, value] of Object.entries(set))
        await office.textback('line', 'set', line, setting, value);
    }
    await office.addLine(BLOCKED_LINE, pbx.endpoint('answer', '+12125550199'));
    await office.textback('line', 'set', BLOCKED_LINE, 'voicemail', 'ext-local,vmu100,1');
    for (const { caller, treatment } of BLOCKED)
      await office.textback('block', 'add', caller, '--treatment', treatment);
    await office.start();
    const place = async (to: string, from: string, more: Partial<CallOptions>) => {
      results.set(from, (await pbx.call({ to, from, ...more })).result);
    };
    for (const { line, caller, call } of CASES) await place(line, caller, call);
    for (const { caller, call } of BLOCKED) await place(BLOCKED_LINE, caller, call);
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
  const endedCallFrom = async (caller: string) => {
    const ledger = ledgerOf(office);
    return await vi.waitFor(async () => {
      const found = await ledger.callFrom(caller);
      expect(found.state).toBe('ended');
      return found;
    }, SOON);
  };

  test.each(CASES)(
    'given $given, when a customer calls, then they hear $hears, and the call is $outcome and texted once',
    async ({ caller, line, status, outcome, hears }) => {
      const result = await resultOf(caller);
      expect(result.status).toBe(status);
      expect(result.earlyMediaAt === null).toBe(hears !== 'early media');
      expect(await endedCallFrom(caller)).toMatchObject({ line, outcome, verdict: 'send', bridgedAt: null });
      await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1));
    },
  );

  test.each(['+12125550141', '+12125550142', '+12125550145'])(
    'given %s hears the announcement, then all of it is heard, and the text has come before its end',
    async (caller) => {
      const { earlyMediaAt, finalAt, releasedAt, soundHeard } = await resultOf(caller);
      const began = earlyMediaAt ?? finalAt;
      const lasted = (earlyMediaAt === null ? (releasedAt ?? 0) : finalAt) - began;
      const textedMs = (submitsTo(caller)[0]?.receivedAt ?? Number.NaN) - began;
      console.info(`${real.name}: announced ${lasted} ms of ${LASTS_MS}; texted ${textedMs} ms into it`);
      expect(lasted).toBeGreaterThan(LASTS_MS);
      expect(lasted).toBeLessThan(LASTS_MS + 2_000);
      expect(soundHeard(SOUND)).toBeGreaterThan(framesOf(SOUND).length * 0.9);
      expect(textedMs).toBeLessThan(1_500);
    },
  );

  test('given a recording that is not there, then the caller does not wait for it', async () => {
    const { earlyMediaAt, finalAt } = await resultOf('+12125550146');
    // Nothing is played, so nothing is waited for; a busy machine has taken 0.8 s for the two answers alone.
    expect(finalAt - (earlyMediaAt ?? 0)).toBeLessThan(LASTS_MS / 2);
  });

  test('given a caller who leaves a voicemail, then that it was left is kept with the call', async () => {
    const caller = '+12125550149';
    await resultOf(caller);
    await vi.waitFor(async () => {
      const call = await endedCallFrom(caller);
      expect(call).toMatchObject({ outcome: 'voicemail', voicemail: 'left' });
    }, SOON);
  });

  test.each(BLOCKED)(
    'given a caller on the block list who gets $treatment, then they hear $hears, and nobody is rung or texted',
    async ({ caller, treatment, status, hears }) => {
      const result = await resultOf(caller);
      expect(result).toMatchObject({
        status,
        ringingAt: hears === 'early media' ? expect.any(Number) : null,
      });
      expect(result.earlyMediaAt === null).toBe(hears !== 'early media');
      if (treatment === 'announcement')
        expect(result.soundHeard('blocked')).toBeGreaterThan(framesOf('blocked').length * 0.9);
      const call = await endedCallFrom(caller);
      expect(call).toMatchObject({ outcome: 'blocked', verdict: 'suppress', reason: 'blocked', legs: [] });
      expect(pbx.phone('answer').calls()).toEqual([]);
      expect(submitsTo(caller)).toEqual([]);
    },
  );
});
