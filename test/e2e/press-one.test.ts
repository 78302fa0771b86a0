import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { type PhoneBehaviour, PRESS_AFTER_MS } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';
import { framesOf } from './harness/sound-frames.ts';

interface Case {
  readonly given: string;
  readonly line: string;
  readonly caller: string;
  /** All at once; each asks for 1. */
  readonly phones: readonly PhoneBehaviour[];
  readonly ringSeconds: number;
  readonly confirmSeconds: number;
  readonly call: Partial<CallOptions>;
  readonly status: number;
  readonly outcome: string;
  /** Of each phone, in the order in which they ring. */
  readonly legs: readonly RegExp[];
}

const TALK_MS = 2_000;
const talks = { hangUpAfterAnswerMs: TALK_MS };
const PRESSED = /^answered after (under 1|1) s, pressed 1 after [12] s, talked [12] s$/;

const CASES: readonly Case[] = [
  {
    given: 'a person who presses 1',
    line: '+12125550111',
    caller: '+12125550141',
    phones: ['press-1'],
    ringSeconds: 20,
    confirmSeconds: 10,
    call: talks,
    status: 200,
    outcome: 'answered',
    legs: [PRESSED],
  },
  {
    given: 'a phone that sends its keys by SIP INFO',
    line: '+12125550112',
    caller: '+12125550142',
    phones: ['press-1-by-info'],
    ringSeconds: 20,
    confirmSeconds: 10,
    call: talks,
    status: 200,
    outcome: 'answered',
    legs: [PRESSED],
  },
  {
    given: 'a voicemail',
    line: '+12125550113',
    caller: '+12125550143',
    phones: ['voicemail'],
    ringSeconds: 20,
    confirmSeconds: 4,
    call: {},
    status: 480,
    outcome: 'no-answer',
    legs: [/^answered after under 1 s, but nobody pressed 1 \(a voicemail\?\)$/],
  },
  {
    given: 'a person who presses another key',
    line: '+12125550114',
    caller: '+12125550144',
    phones: ['press-9'],
    ringSeconds: 20,
    confirmSeconds: 10,
    call: {},
    status: 486,
    outcome: 'busy',
    legs: [/^answered after (under 1|1) s, declined \(pressed another key than 1\)$/],
  },
  {
    given: 'a phone that is picked up and hung up again',
    line: '+12125550115',
    caller: '+12125550145',
    phones: ['brief'],
    ringSeconds: 20,
    confirmSeconds: 10,
    call: {},
    status: 480,
    outcome: 'no-answer',
    legs: [/^answered after under 1 s, but nobody pressed 1/],
  },
  {
    given: 'a voicemail that picks up first, and a person who presses 1 later',
    line: '+12125550116',
    caller: '+12125550146',
    phones: ['voicemail', 'slow-press-1', 'silent'],
    ringSeconds: 20,
    confirmSeconds: 10,
    call: talks,
    status: 200,
    outcome: 'answered',
    legs: [
      /^answered after under 1 s, but another phone took the call$/,
      /^answered after [34] s, pressed 1 after [12] s, talked [12] s$/,
      /^rang [45] s, another phone answered$/,
    ],
  },
  {
    given: 'a caller who hangs up while somebody is asked to press 1',
    line: '+12125550117',
    caller: '+12125550147',
    phones: ['voicemail'],
    ringSeconds: 20,
    confirmSeconds: 15,
    call: { hangUpAfterRingingMs: 4_000 },
    status: 487,
    outcome: 'abandoned',
    legs: [/^answered after under 1 s, but caller gave up after [34] s$/],
  },
  {
    given: 'a voicemail that has longer to press 1 than the line rings',
    line: '+12125550118',
    caller: '+12125550148',
    phones: ['voicemail'],
    ringSeconds: 10,
    confirmSeconds: 30,
    call: {},
    status: 480,
    outcome: 'no-answer',
    legs: [/^answered after under 1 s, but nobody pressed 1/],
  },
];
/** As FreePBX's outbound routes are rung: the dialplan dials the phone. */
const ROUTED = { line: '+12125550121', caller: '+12125550151', to: 'Local/phone-press-1@native!' };
const RACE = { line: '+12125550119', caller: '+12125550149', numbers: ['+12125550191', '+12125550192'] };
const TOLERANCE_MS = 500;

describe.each(await realAsterisks())('press 1 on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  /** All go on at the same time. */
  const results = new Map<string, Promise<CallResult>>();
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    for (const { line, phones, ringSeconds, confirmSeconds } of CASES) {
      const to = phones.map((phone) => `${pbx.endpoint(phone, '+12125550199')}!`).join(' & ');
      await ring(line, to, ringSeconds, confirmSeconds);
    }
    const both = RACE.numbers.map((number) => `${pbx.endpoint('press-1', number)}!`).join(' & ');
    await ring(RACE.line, both, 20, 10);
    await ring(ROUTED.line, ROUTED.to, 20, 10);
    await office.start();
    for (const { line, caller, call } of CASES) await place(line, caller, call);
    await place(RACE.line, RACE.caller, talks);
    await place(ROUTED.line, ROUTED.caller, talks);
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  async function ring(line: string, to: string, ringSeconds: number, confirmSeconds: number): Promise<void> {
    await office.addLine(line, pbx.endpoint('silent', '+12125550199'), '--ring-timeout', String(ringSeconds));
    await office.textback('line', 'hunt', 'set', line, to);
    await office.textback('line', 'set', line, 'confirm-seconds', String(confirmSeconds));
  }
  async function place(to: string, from: string, more: Partial<CallOptions>): Promise<void> {
    results.set(from, (await pbx.call({ to, from, ...more })).result);
  }
  async function resultOf(caller: string): Promise<CallResult> {
    const result = await results.get(caller);
    if (result === undefined) throw new Error(`${caller} did not call.`);
    return result;
  }
  const submitsTo = (caller: string) => office.smpp.submits().filter(({ to }) => to === caller);

  test.each(CASES)(
    'given $given, when a customer calls, then the call is $outcome, and each phone is explained',
    async ({ caller, status, outcome, legs }) => {
      const result = await resultOf(caller);
      // Until then there was ringback, and nothing else.
      expect(result).toMatchObject({ status, ringingAt: expect.any(Number), earlyMediaAt: null });
      const ledger = ledgerOf(office);
      const call = await vi.waitFor(async () => {
        const found = await ledger.callFrom(caller);
        expect(found.state).toBe('ended');
        return found;
      }, SOON);
      expect(call.outcome).toBe(outcome);
      expect(call.legs.map(({ explanation }) => explanation)).toEqual(
        legs.map((words) => expect.stringMatching(words)),
      );
      if (outcome !== 'answered') return;
      // Both hear each other, from when 1 was pressed.
      expect(result.finalAt - result.invitedAt).toBeGreaterThan(PRESS_AFTER_MS);
      expect(result.rtpHeard).toBeGreaterThan((TALK_MS / 20) * 0.7);
    },
  );

  test.each(CASES)(
    'given $given, when all is over, then the customer is texted unless somebody talked to them',
    async ({ caller, outcome }) => {
      await resultOf(caller);
      const texts = outcome === 'answered' ? 0 : 1;
      await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(texts));
    },
  );

  test('given a voicemail and 4 s to press 1, then the customer is released 4 s after it picked up', async () => {
    const { invitedAt, finalAt } = await resultOf('+12125550143');
    const [picked] = pbx
      .phone('voicemail')
      .calls()
      .filter(({ shownNumber }) => shownNumber === '+12125550143');
    const askedMs = finalAt - (picked?.answeredAt ?? 0);
    console.info(`${real.name}: set 4 s to press 1, asked for ${askedMs} ms`);
    expect(Math.abs(askedMs - 4_000)).toBeLessThan(TOLERANCE_MS);
    expect(picked?.byeFrom).toBe('asterisk');
    expect(finalAt - invitedAt).toBeLessThan(6_000);
  });

  test('given 30 s to press 1 and a line that rings for 10 s, then it ends after 10 s', async () => {
    const { invitedAt, finalAt } = await resultOf('+12125550148');
    console.info(`${real.name}: set 10 s, a voicemail held it for ${finalAt - invitedAt} ms`);
    expect(Math.abs(finalAt - invitedAt - 10_000)).toBeLessThan(TOLERANCE_MS);
  });

  test('given a phone that the dialplan dials, when 1 is pressed there, then it is connected likewise', async () => {
    const result = await resultOf(ROUTED.caller);
    expect(result.status).toBe(200);
    expect(result.rtpHeard).toBeGreaterThan((TALK_MS / 20) * 0.7);
    const call = await ledgerOf(office).endedCallFrom(ROUTED.caller);
    expect(call.outcome).toBe('answered');
    expect(call.legs.map(({ explanation }) => explanation)).toEqual([expect.stringMatching(PRESSED)]);
  });

  test('given a phone that is asked, then it hears the words, more than once', () => {
    const heard = pbx.phone('voicemail').soundHeard('press-1');
    expect(heard).toBeGreaterThan(framesOf('press-1').length * 1.5);
  });

  test('given 1 is pressed on two phones in the same instant, then exactly one talks, and the other is released', async () => {
    const result = await resultOf(RACE.caller);
    expect(result.status).toBe(200);
    expect(result.rtpHeard).toBeGreaterThan((TALK_MS / 20) * 0.7);
    const call = await ledgerOf(office).endedCallFrom(RACE.caller);
    expect(call.outcome).toBe('answered');
    expect(call.legs.map(({ end }) => end).toSorted()).toEqual(['answered-elsewhere', 'hung-up']);
    const rung = () =>
      pbx
        .phone('press-1')
        .calls()
        .filter(({ shownNumber }) => shownNumber === RACE.caller)
        .toSorted((a, b) => a.dialled.localeCompare(b.dialled));
    await vi.waitFor(() =>
      expect(rung().map(({ dialled, byeFrom }) => ({ dialled, byeFrom }))).toEqual(
        RACE.numbers.map((dialled) => ({ dialled, byeFrom: 'asterisk' })),
      ),
    );
    // One was let go when 1 was pressed, the other when the customer hung up.
    const [first = 0, last = 0] = rung()
      .map(({ byeAt }) => byeAt ?? 0)
      .toSorted((a, b) => a - b);
    expect(last - first).toBeGreaterThan(TALK_MS * 0.7);
  });
});
