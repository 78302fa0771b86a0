import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmiLink } from '../../src/asterisk/ami-link.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type OfficePbx, startOfficePbx } from './harness/office-pbx.ts';
import { realAsterisks } from './harness/releases.ts';

interface Case {
  readonly given: string;
  /** The last two digits of the number dialled. */
  readonly did: string;
  readonly more?: Partial<CallOptions>;
  readonly outcome: string;
  readonly isTexted: boolean;
  readonly legs: Readonly<Record<string, RegExp>>;
}

const CASES: readonly Case[] = [
  {
    given: 'a ring group of which one answers',
    did: '00',
    more: { hangUpAfterAnswerMs: 1_500 },
    outcome: 'answered',
    isTexted: false,
    legs: {
      'PJSIP/100': /^answered after 3 s, talked/,
      'PJSIP/101': /another phone answered$/,
      '+12125550199': /another phone answered$/,
    },
  },
  {
    given: 'a ring group of which nobody answers',
    did: '01',
    outcome: 'no-answer',
    isTexted: true,
    legs: { 'PJSIP/101': /^rang 4 s, no answer$/ },
  },
  { given: 'a busy phone', did: '02', outcome: 'busy', isTexted: true, legs: { 'PJSIP/102': /^busy$/ } },
  { given: 'a phone that is not registered', did: '03', outcome: 'unreachable', isTexted: true, legs: {} },
  {
    given: 'an IVR that leads to somebody',
    did: '04',
    more: { hangUpAfterAnswerMs: 3_000 },
    outcome: 'answered',
    isTexted: false,
    legs: { 'PJSIP/104': /^answered after/ },
  },
  {
    given: 'an IVR in which the caller hangs up',
    did: '05',
    more: { hangUpAfterAnswerMs: 4_000 },
    outcome: 'abandoned',
    isTexted: true,
    legs: {},
  },
  {
    given: 'a queue in which somebody answers',
    did: '06',
    more: { hangUpAfterAnswerMs: 9_000 },
    outcome: 'answered',
    isTexted: false,
    legs: { 'PJSIP/100': /^answered after/, 'PJSIP/101': /another phone answered|no answer/ },
  },
  {
    given: 'a queue in which the caller gives up',
    did: '07',
    more: { hangUpAfterAnswerMs: 6_000 },
    outcome: 'abandoned',
    isTexted: true,
    legs: { 'PJSIP/101': /^caller gave up|no answer$/ },
  },
  {
    given: 'voicemail',
    did: '08',
    more: { hangUpAfterAnswerMs: 2_000 },
    outcome: 'voicemail',
    isTexted: true,
    legs: { 'PJSIP/101': /^rang 2 s, no answer$/ },
  },
  {
    given: 'a caller who gives up while it rings',
    did: '09',
    more: { hangUpAfterRingingMs: 4_000 },
    outcome: 'abandoned',
    isTexted: true,
    legs: { 'PJSIP/101': /^caller gave up after 4 s$/ },
  },
];
const lineOf = (did: string) => `+121255501${did}`;
const callerOf = (did: string) => `+121255503${did}`;
/** The line whose callers are called back. */
const RETURNED = '11';
const TRANSFERRED = '10';
const MISROUTED = '12';

describe.each(await realAsterisks())('lines that are only observed, on Asterisk $name', (real) => {
  let pbx: OfficePbx;
  let office: Installation;
  const results = new Map<string, Promise<CallResult>>();

  const callIn = (did: string, from: string, more: Partial<CallOptions> = {}) =>
    pbx.callIn({ to: lineOf(did).slice(2), from, ...more });
  const ledger = () => ledgerOf(office);
  const submitsTo = (caller: string) => office.smpp.submits().filter(({ to }) => to === caller);
  const outboundCalls = async () =>
    (await office.textback('call', 'outbound', 'list', '--json')).json() as {
      calls: {
        id: number;
        number: string | null;
        result: string;
        connectedAt: string | null;
        endedAt: string | null;
      }[];
    };

  beforeAll(async () => {
    pbx = await startOfficePbx(real);
    office = await install(pbx);
    const dids = [...CASES.map(({ did }) => did), RETURNED, TRANSFERRED, MISROUTED];
    for (const did of dids) {
      await office.textback(
        'line',
        'add',
        lineOf(did),
        '--mode',
        'observe',
        '--name',
        'Acme HVAC',
        '--message',
        WORDING,
      );
    }
    await office.start();
    for (const { did, more } of CASES) results.set(did, (await callIn(did, callerOf(did), more)).result);
    // One after the other is not the point: they come all at once, and none is mixed up with another.
    await Promise.all(results.values());
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  test.each(CASES)(
    'given $given, when a customer calls, then it is $outcome, and texted: $isTexted',
    async (expected) => {
      const { did, outcome, isTexted, legs } = expected;
      const { finalAt } = (await results.get(did)) ?? { finalAt: 0 };
      const caller = callerOf(did);
      const call = await vi.waitFor(async () => {
        const found = await ledger().callFrom(caller);
        expect(found).toMatchObject({ outcome, state: 'ended', line: lineOf(did), handling: 'observed' });
        return found;
      }, SOON);
      if (isTexted) {
        await vi.waitFor(() => expect(submitsTo(caller)).toHaveLength(1), SOON);
        expect(submitsTo(caller)[0]).toMatchObject({ from: lineOf(did), text: WORDING });
        expect(call.finishedAt).toBeGreaterThanOrEqual(finalAt - 100);
      } else expect(submitsTo(caller)).toHaveLength(0);
      const told = Object.fromEntries(call.legs.map((leg) => [leg.destination, leg.explanation]));
      for (const [phone, words] of Object.entries(legs)) expect(told[phone]).toMatch(words);
      expect(Object.keys(told).sort()).toEqual(Object.keys(legs).sort());
      expect((await ledger().calls()).filter(({ from }) => from === caller)).toHaveLength(1);
    },
  );

  test('given a number that FreePBX takes from a header, when it is dialled, then the line is known', async () => {
    await (await pbx.callIn({ to: 'account', from: '+12125550350' })).result;
    await vi.waitFor(
      async () =>
        expect(await ledger().callFrom('+12125550350')).toMatchObject({
          outcome: 'busy',
          line: lineOf('02'),
        }),
      SOON,
    );
  });

  test('given a call that is sent to textback by mistake, when it comes, then the dialplan has it back, recorded once', async () => {
    const { status } = await (await pbx.call({ to: lineOf(MISROUTED), from: '+12125550351' })).result;
    expect(status).toBe(480);
    await vi.waitFor(async () => {
      const calls = (await ledger().calls()).filter(({ from }) => from === '+12125550351');
      expect(calls).toMatchObject([
        { outcome: 'unreachable', handling: 'observed', line: lineOf(MISROUTED) },
      ]);
    }, SOON);
    expect(office.daemon.logText()).toContain('was sent to textback');
    // The dialplan's own journal of it is put away without a second call.
    await vi.waitFor(
      async () => expect(await pbx.asterisk.cli('database show textback/journal')).toContain('0 results'),
      {
        timeout: 10_000,
        interval: 200,
      },
    );
    expect((await ledger().calls()).filter(({ from }) => from === '+12125550351')).toHaveLength(1);
  });

  test('given a missed caller and a text that waits, when extension 200 calls back, then both are settled', async () => {
    const customer = '+12125550352';
    await office.textback('line', 'set', lineOf(RETURNED), 'text-delay', '10m');
    await (await callIn(RETURNED, customer, { hangUpAfterRingingMs: 1_000 })).result;
    await office.textback('line', 'set', lineOf(RETURNED), 'min-ring', '0');
    await (await callIn(RETURNED, customer, { hangUpAfterRingingMs: 1_500 })).result;
    await vi.waitFor(
      async () => expect(await ledger().callFrom(customer)).toMatchObject({ verdict: 'send' }),
      SOON,
    );
    const missed = await ledger().callFrom(customer);
    const balance = await ledger().balance();

    // In vain first: nothing changes.
    await (await pbx.dial('92125550352')).result;
    await vi.waitFor(
      async () => expect((await outboundCalls()).calls[0]).toMatchObject({ result: 'no-answer' }),
      SOON,
    );
    expect((await ledger().call(missed.id)).decision?.message?.state).toBe('queued');

    await (await pbx.dial('2125550352', { hangUpAfterAnswerMs: 1_500 })).result;
    await vi.waitFor(async () => {
      const [latest, ...before] = (await outboundCalls()).calls.filter(({ number }) => number === customer);
      expect(latest).toMatchObject({ result: 'connected', endedAt: expect.any(String) });
      expect(before).toHaveLength(1);
    }, SOON);
    const decision = (await ledger().call(missed.id)).decision;
    expect(decision?.message).toMatchObject({ state: 'cancelled' });
    expect(decision?.why).toContain('called back in outbound call');
    expect(await ledger().balance()).toBe(balance + 1);
    const shown = (await office.textback('call', 'show', String(missed.id))).stdout;
    expect(shown).toMatch(/Called back\s+after \d+ s/);
    expect((await office.textback('lead', 'show', customer)).stdout).toContain(
      'called from PJSIP/200: connected',
    );
    expect(submitsTo(customer)).toHaveLength(0);
  });

  test('given conversations, when one is handed on with a word and one blindly, then each is one call', async () => {
    const customer = '+12125550353';
    const before = (await outboundCalls()).calls.length;
    await using operator = await operate(pbx);
    const heldBefore = pbx.phone('slow').calls().length;
    const placed = await callIn(TRANSFERRED, customer, { hangUpAfterAnswerMs: 12_000 });
    await vi.waitFor(async () => expect((await ledger().callFrom(customer)).outcome).toBe('answered'), SOON);
    const desk = await pbx.channelOf('PJSIP/104');
    await operator.act({ Action: 'Atxfer', Channel: desk, Context: 'from-internal', Exten: '100' });
    await vi.waitFor(
      () => expect(pbx.phone('slow').calls().slice(heldBefore)).toMatchObject([{ status: 200 }]),
      SOON,
    );
    await pbx.asterisk.cli(`channel request hangup ${desk}`);
    const { hungUpAt } = await placed.result;
    // The customer went on talking to extension 100 until they hung up themselves.
    expect(hungUpAt).not.toBeNull();

    const out = await pbx.dial('2125550354', { hangUpAfterAnswerMs: 60_000 });
    await vi.waitFor(
      async () => expect((await outboundCalls()).calls[0]).toMatchObject({ result: 'connected' }),
      SOON,
    );
    await operator.act({
      Action: 'BlindTransfer',
      Channel: await pbx.channelOf('PJSIP/200'),
      Context: 'from-internal',
      Exten: '104',
    });
    await out.result;
    await vi.waitFor(async () => expect(await pbx.channelOf('PJSIP/104')).toContain('PJSIP/104'), SOON);
    // Extension 200 is out of it; the customer goes on talking.
    expect((await outboundCalls()).calls[0]).toMatchObject({ number: '+12125550354', endedAt: null });
    await pbx.asterisk.cli(`channel request hangup ${await pbx.channelOf('PJSIP/104')}`);
    await vi.waitFor(async () => {
      const { calls } = await outboundCalls();
      expect(calls).toHaveLength(before + 1);
      expect(calls[0]).toMatchObject({ result: 'connected', endedAt: expect.any(String) });
    }, SOON);
    const inbound = (await ledger().calls()).filter(({ from }) => from === customer);
    expect(inbound).toMatchObject([{ outcome: 'answered', state: 'ended' }]);
    expect(submitsTo(customer)).toHaveLength(0);
  });

  test('given the daemon is killed while phones ring, when it is back, then each call ends as it did, and only sure misses are texted', async () => {
    const [patient, talking, gone] = ['+12125550360', '+12125550361', '+12125550362'];
    const statesOf = async () =>
      new Map((await ledger().calls()).map(({ from, state }) => [from, state] as const).reverse());
    const waiting = await callIn('09', patient, { hangUpAfterRingingMs: 12_000 });
    const short = await callIn('09', gone, { hangUpAfterRingingMs: 6_000 });
    await vi.waitFor(async () => expect((await statesOf()).get(gone)).toBe('ringing'), SOON);
    // The phone of extension 100 picks up after 3 s.
    const answered = await callIn(RETURNED, talking, { hangUpAfterAnswerMs: 9_000 });
    await vi.waitFor(async () => expect((await statesOf()).get(talking)).toBe('ringing'), SOON);
    await office.daemon.kill();
    await short.result;
    await vi.waitFor(() => expect(answered.messages().some(({ status }) => status === 200)).toBe(true), SOON);
    await office.start();
    await vi.waitFor(async () => {
      expect(await ledger().callFrom(gone)).toMatchObject({
        state: 'ended',
        outcome: null,
        reason: 'outcome-unknown',
      });
      expect(await ledger().callFrom(talking)).toMatchObject({ outcome: 'answered' });
    }, SOON);
    await Promise.all([waiting.result, answered.result]);
    await vi.waitFor(() => expect(submitsTo(patient)).toHaveLength(1), SOON);
    expect(await ledger().callFrom(patient)).toMatchObject({ state: 'ended', outcome: 'abandoned' });
    await vi.waitFor(
      async () => expect(await ledger().callFrom(talking)).toMatchObject({ state: 'ended' }),
      SOON,
    );
    for (const caller of [talking, gone]) expect(submitsTo(caller)).toHaveLength(0);
  });
});

/** Somebody at an operator's panel. */
async function operate({ asterisk, operator }: OfficePbx) {
  const { promise: up, resolve } = Promise.withResolvers<void>();
  const { amiHost: host, amiPort: port } = asterisk;
  const ami = createAmiLink(
    { host, port, ...operator, events: [] },
    { onEvent: () => {}, onLink: (state) => state === 'up' && resolve() },
    { clock: systemClock, log: createRecordingLog(), random: Math.random },
  );
  ami.start();
  await up;
  return {
    async act(action: Parameters<typeof ami.action>[0]) {
      expect(await ami.action(action)).toMatchObject({ kind: 'ok' });
    },
    [Symbol.asyncDispose]: () => ami.stop(),
  };
}
