import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour, PhoneCall } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';

const LINES = {
  sequence: '+12125550110',
  dead: '+12125550111',
  together: '+12125550112',
  turns: '+12125550113',
  idle: '+12125550114',
  local: '+12125550115',
  bounded: '+12125550116',
  office: '+12125550117',
  shop: '+12125550118',
  missed: '+12125550119',
} as const;
type Group = keyof typeof LINES;

const TOLERANCE_MS = 500;
const TALK_MS = 1_000;

/** Numbers of phones; a phone is told apart by the number that it was dialled by. */
const phoneNumber = (n: number) => `+121255502${String(n).padStart(2, '0')}`;

describe.each(await realAsterisks())('hunt groups on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  const phone = (behaviour: PhoneBehaviour, n: number) => pbx.endpoint(behaviour, phoneNumber(n));
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    const plans: { readonly [group in Group]: string } = {
      sequence: `${phone('busy', 1)} 20s; ${phone('silent', 2)} 5s; ${phone('not-found', 3)} 20s; ${phone('answer', 4)}`,
      dead: `${phone('dead', 5)} 5s; ${phone('answer', 6)}`,
      together: [phone('silent', 7), phone('slow', 8), phone('silent', 9), phone('busy', 10)].join(' & '),
      turns: [11, 12, 13].map((n) => phone('busy', n)).join('; '),
      idle: [14, 15, 16].map((n) => phone('brief', n)).join('; '),
      local: 'Local/phone-busy@native; Local/phone-answer@native',
      // A plain number goes through the dial template, to the silent phone.
      bounded: `${phone('silent', 17)} 7s; ${phoneNumber(18)} 20s`,
      shop: `${phone('busy', 19)}; ${phone('answer', 20)}`,
      office: `${phone('busy', 21)}; line:${LINES.shop}`,
      missed: `${LINES.turns} & ${phone('busy', 22)}`,
    };
    for (const group of [
      'shop',
      'sequence',
      'dead',
      'together',
      'turns',
      'idle',
      'local',
      'bounded',
      'office',
      'missed',
    ] as const) {
      await office.addLine(LINES[group], 'PJSIP/none');
      await office.textback('line', 'hunt', 'set', LINES[group], plans[group]);
    }
    await office.textback('line', 'hunt', 'set', LINES.turns, '--order', 'round-robin');
    await office.textback('line', 'hunt', 'set', LINES.idle, '--order', 'longest-idle');
    for (const [setting, value] of [
      ['ring-timeout', '60'],
      ['cool-down', '0'],
    ] as const) {
      for (const group of ['sequence', 'turns'] as const)
        await office.textback('line', 'set', LINES[group], setting, value);
    }
    await office.textback('line', 'set', LINES.bounded, 'ring-timeout', '10');
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  /** A customer calls, until it is over. */
  async function callTo(group: Group, from: string, more: Partial<CallOptions> = {}): Promise<CallResult> {
    return await (await pbx.call({ to: LINES[group], from, hangUpAfterAnswerMs: TALK_MS, ...more })).result;
  }

  /** What a phone saw of the customer's newest call to it. */
  function rung(behaviour: PhoneBehaviour, n: number): PhoneCall {
    const found = pbx
      .phone(behaviour)
      .calls()
      .findLast(({ dialled }) => dialled === phoneNumber(n));
    if (found === undefined) throw new Error(`${phoneNumber(n)} did not ring.`);
    return found;
  }

  /** The numbers that phones of a behaviour were rung by for a caller, in order. */
  function dialledFor(behaviour: PhoneBehaviour, caller: string): readonly string[] {
    const calls = pbx
      .phone(behaviour)
      .calls()
      .filter(({ shownNumber }) => shownNumber === caller);
    return calls.map(({ dialled }) => dialled);
  }

  /** How each leg ended, as the business reads it. */
  async function explained(caller: string) {
    return await vi.waitFor(async () => {
      const call = await ledgerOf(office).callFrom(caller);
      expect(call.state).toBe('ended');
      return { call, legs: call.legs.map(({ explanation }) => explanation) };
    }, SOON);
  }

  test('given a busy, a silent and an unknown phone before one that answers, when a customer calls, then each gives way in its time', async () => {
    const caller = '+12125550141';
    const result = await callTo('sequence', caller);
    expect(result).toMatchObject({ status: 200 });
    expect(result.rtpHeard).toBeGreaterThan(0);
    const [busy, silent, unknown, answer] = [
      rung('busy', 1),
      rung('silent', 2),
      rung('not-found', 3),
      rung('answer', 4),
    ];
    expect(silent.invitedAt - busy.invitedAt).toBeLessThan(TOLERANCE_MS);
    expect(Math.abs((silent.cancelledAt ?? 0) - silent.invitedAt - 5_000)).toBeLessThan(TOLERANCE_MS);
    expect(unknown.invitedAt - (silent.cancelledAt ?? 0)).toBeLessThan(TOLERANCE_MS);
    expect(answer.invitedAt - unknown.invitedAt).toBeLessThan(TOLERANCE_MS);
    const { call, legs } = await explained(caller);
    expect(call).toMatchObject({ outcome: 'answered', verdict: 'suppress' });
    expect(legs).toEqual([
      'busy',
      'rang 5 s, no answer',
      expect.stringMatching(/^wrong number/),
      expect.stringMatching(/^answered after .*, talked/),
    ]);
  });

  test('given a phone that is not there, when a customer calls, then the next rings, at the latest when its seconds are over', async () => {
    const caller = '+12125550142';
    const result = await callTo('dead', caller);
    expect(result).toMatchObject({ status: 200 });
    expect(rung('answer', 6).invitedAt - result.invitedAt).toBeLessThan(5_000 + TOLERANCE_MS);
    const { legs } = await explained(caller);
    expect(legs[0]).toMatch(/^could not be reached/);
  });

  test('given four phones at once, when one answers, then it has the call, and the others stop within half a second', async () => {
    const caller = '+12125550143';
    const result = await callTo('together', caller);
    expect(result).toMatchObject({ status: 200 });
    const winner = rung('slow', 8);
    for (const n of [7, 9]) {
      const other = rung('silent', n);
      expect(Math.abs(other.invitedAt - winner.invitedAt)).toBeLessThan(TOLERANCE_MS);
      expect(other.status).toBe(487);
      expect((other.cancelledAt ?? 0) - (winner.answeredAt ?? 0)).toBeLessThan(TOLERANCE_MS);
    }
    const { legs } = await explained(caller);
    expect(legs).toEqual([
      expect.stringMatching(/another phone answered$/),
      expect.stringMatching(/^answered after 3 s, talked/),
      expect.stringMatching(/another phone answered$/),
      'busy',
    ]);
  });

  test('given steps that take turns, when four customers call, then each call begins with the next', async () => {
    const callers = ['+12125550144', '+12125550145', '+12125550146', '+12125550147'];
    for (const caller of callers) expect(await callTo('turns', caller)).toMatchObject({ status: 486 });
    const [one, two, three] = [11, 12, 13].map(phoneNumber);
    expect(callers.map((caller) => dialledFor('busy', caller))).toEqual([
      [one, two, three],
      [two, three, one],
      [three, one, two],
      [one, two, three],
    ]);
  });

  test('given the longest idle first, when customers call, then the phone rings that was talked to the longest ago', async () => {
    const callers = ['+12125550148', '+12125550149', '+12125550150', '+12125550151'];
    for (const caller of callers) {
      expect(await callTo('idle', caller, { hangUpAfterAnswerMs: 60_000 })).toMatchObject({ status: 200 });
      await explained(caller);
    }
    const [one, two, three] = [14, 15, 16].map(phoneNumber);
    expect(callers.flatMap((caller) => dialledFor('brief', caller))).toEqual([one, two, three, one]);
  });

  test('given dialplan behind Local/, when a customer calls, then a busy one gives way and the next is talked to', async () => {
    const caller = '+12125550152';
    const result = await callTo('local', caller);
    expect(result).toMatchObject({ status: 200 });
    expect(result.rtpHeard).toBeGreaterThan(0);
    const { legs } = await explained(caller);
    expect(legs).toEqual(['busy', expect.stringMatching(/^answered/)]);
  });

  test('given steps that would ring for 27 s, when the line rings for 10 s, then all of it is over after 10 s', async () => {
    const caller = '+12125550153';
    const result = await callTo('bounded', caller);
    expect(result).toMatchObject({ status: 480 });
    // The phone may be told a moment after the caller.
    await vi.waitFor(() => expect(rung('silent', 18).cancelledAt).toBeTruthy());
    const [first, second] = [rung('silent', 17), rung('silent', 18)];
    expect(Math.abs(second.invitedAt - result.invitedAt - 7_000)).toBeLessThan(TOLERANCE_MS);
    expect((first.cancelledAt ?? 0) - second.invitedAt).toBeLessThan(TOLERANCE_MS);
    expect(Math.abs((second.cancelledAt ?? 0) - result.invitedAt - 10_000)).toBeLessThan(TOLERANCE_MS);
    const { call, legs } = await explained(caller);
    expect(call).toMatchObject({ outcome: 'no-answer', verdict: 'send' });
    expect(legs).toEqual([
      expect.stringMatching(/^rang [67] s, no answer$/),
      expect.stringMatching(/^rang [23] s, no answer$/),
    ]);
  });

  test('given another line in a step, when a customer calls, then its phones ring in turn, in the one call', async () => {
    const caller = '+12125550154';
    expect(await callTo('office', caller)).toMatchObject({ status: 200 });
    expect(dialledFor('busy', caller)).toEqual([21, 19].map(phoneNumber));
    const { call } = await explained(caller);
    expect(call).toMatchObject({ line: LINES.office, outcome: 'answered' });
    const ofCaller = (await ledgerOf(office).calls()).filter(({ from }) => from === caller);
    expect(ofCaller).toHaveLength(1);
  });

  test('given another line’s number beside a phone, when nobody answers, then there is one call, one lead and one text', async () => {
    const caller = '+12125550155';
    expect(await callTo('missed', caller)).toMatchObject({ status: 486 });
    expect(dialledFor('busy', caller).toSorted()).toEqual([11, 12, 13, 22].map(phoneNumber));
    await explained(caller);
    await vi.waitFor(() => expect(office.smpp.submits().some(({ to }) => to === caller)).toBe(true));
    expect((await ledgerOf(office).calls()).filter(({ from }) => from === caller)).toHaveLength(1);
    expect((await ledgerOf(office).leads()).filter(({ number }) => number === caller)).toHaveLength(1);
    expect(office.smpp.submits().filter(({ to }) => to === caller)).toMatchObject([{ from: LINES.missed }]);
  });
});
