import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { openAmi } from './harness/open-ami.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';

interface Case {
  readonly phone: PhoneBehaviour;
  readonly line: string;
  readonly caller: string;
  readonly more?: Partial<CallOptions>;
  readonly outcome: string;
  readonly reason: string | null;
  readonly leg: RegExp;
}

/** The same calls end with the same words when the daemon is there: see missed-calls.test.ts. */
const CALLS: readonly Case[] = [
  {
    phone: 'silent',
    line: '+12125550110',
    caller: '+12125550140',
    outcome: 'no-answer',
    reason: null,
    leg: /^rang (9|10) s, no answer$/,
  },
  {
    phone: 'busy',
    line: '+12125550111',
    caller: '+12125550141',
    outcome: 'busy',
    reason: null,
    leg: /^busy$/,
  },
  {
    phone: 'decline',
    line: '+12125550112',
    caller: '+12125550142',
    outcome: 'busy',
    reason: null,
    leg: /declined$/,
  },
  {
    phone: 'not-found',
    line: '+12125550113',
    caller: '+12125550143',
    outcome: 'unreachable',
    reason: null,
    leg: /^wrong number/,
  },
  {
    phone: 'dead',
    line: '+12125550114',
    caller: '+12125550144',
    outcome: 'unreachable',
    reason: null,
    leg: /^could not be reached/,
  },
  {
    phone: 'silent',
    line: '+12125550110',
    caller: '+12125550145',
    more: { hangUpAfterRingingMs: 5_000 },
    outcome: 'abandoned',
    reason: null,
    leg: /^caller gave up after [4-6] s$/,
  },
  {
    phone: 'silent',
    line: '+12125550110',
    caller: '+12125550146',
    more: { hangUpAfterRingingMs: 1_000 },
    outcome: 'abandoned',
    reason: 'rang-too-briefly',
    leg: /^caller gave up after [12] s$/,
  },
  {
    phone: 'answer',
    line: '+12125550116',
    caller: '+12125550147',
    more: { hangUpAfterAnswerMs: 2_500 },
    outcome: 'answered',
    reason: 'answered',
    leg: /^answered after \d s, talked [23] s$/,
  },
];
const MISSED = CALLS.filter(({ reason }) => reason === null);
const LINE = '+12125550111';
/** Longer than the daemon needs to look again, and to send what it should not. */
const NO_MORE_MS = 6_000;
const MANY = 300;
const LONG = { timeout: 60_000, interval: 100 };

/** Nobody's daemon runs, and customers call all the same. */
describe.each(await realAsterisks())('calls without the daemon on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  /** As after any stop: the daemon has run, so that Asterisk knows what to dial. */
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    for (const { line, phone } of new Map(CALLS.map((each) => [each.line, each])).values())
      await office.addLine(line, pbx.endpoint(phone, '+12125550199'), '--ring-timeout', '10');
    await office.start();
    await vi.waitFor(
      async () =>
        expect(await pbx.asterisk.cli('database get textback/fallback 12125550116')).toContain('answer'),
      SOON,
    );
    await office.daemon.terminate();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const journal = async () => {
    const listed = await pbx.asterisk.cli('database show textback/journal');
    return listed.split('\n').filter((line) => line.startsWith('/textback/journal/'));
  };
  const expectCollected = () => vi.waitFor(async () => expect(await journal()).toEqual([]), LONG);
  const callBusy = async (from: string) => {
    const result = await (await pbx.call({ to: LINE, from })).result;
    expect(result.status).toBe(486);
  };

  test('given customers who called meanwhile, when the daemon starts, then each call is explained and each missed one texted once', async () => {
    const placed = await Promise.all(
      CALLS.map(({ line, caller, more }) => pbx.call({ to: line, from: caller, ...more })),
    );
    await Promise.all(placed.map(({ result }) => result));
    await vi.waitFor(async () => expect(await journal()).toHaveLength(CALLS.length), SOON);

    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(MISSED.length), SOON);
    await expectCollected();
    await delay(NO_MORE_MS);
    const submits = office.smpp.submits().map(({ from, to, text }) => ({ from, to, text }));
    expect(submits).toHaveLength(MISSED.length);
    expect(submits).toEqual(
      expect.arrayContaining(MISSED.map(({ line, caller }) => ({ from: line, to: caller, text: WORDING }))),
    );
    const ledger = ledgerOf(office);
    for (const { line, caller, outcome, reason, leg } of CALLS) {
      expect(await ledger.callFrom(caller)).toMatchObject({
        line,
        outcome,
        reason,
        state: 'ended',
        legs: [{ destination: expect.any(String), explanation: expect.stringMatching(leg) }],
      });
    }
    const leads = (await ledger.leads()).map(({ number }) => number);
    expect(leads.sort()).toEqual(MISSED.map(({ caller }) => caller).sort());
    expect(await ledger.balance()).toBe(100 - MISSED.length);
    expect(await ledger.calls()).toHaveLength(CALLS.length);
  });

  test('given a call of 20 minutes ago, when the daemon starts, then there is a lead and no text', async () => {
    await callBusy('+12125550141');
    await vi.waitFor(async () => expect(await journal()).toHaveLength(1), SOON);
    const [, key = '', since = '', rest = ''] =
      /^\/textback\/journal\/(\S+)\s*: ([\d.]+)(\|.*)$/.exec((await journal())[0] ?? '') ?? [];
    await pbx.asterisk.cli(
      `database put textback/journal ${key} "${(Number(since) - 1_200).toFixed(3)}${rest.trim()}"`,
    );
    await office.start();
    await expectCollected();
    const ledger = ledgerOf(office);
    expect(await ledger.callFrom('+12125550141')).toMatchObject({ outcome: 'busy', reason: 'too-old' });
    expect(await ledger.lead('+12125550141')).not.toBeNull();
    expect(office.smpp.submits()).toEqual([]);
    expect(await ledger.balance()).toBe(100);
  });

  test('given a number that is no line, when the running daemon lets the dialplan have the call, then nothing piles up', async () => {
    await office.start();
    const result = await (await pbx.call({ to: '+12125550177', from: '+12125550141' })).result;
    expect(result.status).toBe(480);
    const word = 'for a number that is no line here; it is not recorded';
    const line = await office.daemon.waitForLine((each) => each.includes(word));
    expect(line).not.toContain('2125550177');
    await expectCollected();
    expect(await ledgerOf(office).calls()).toEqual([]);
  });

  test('given 5,000 calls that wait, when one more comes, then it rings all the same, and Asterisk says that it is left out', async () => {
    await using ami = await openAmi(pbx.asterisk);
    for (let index = 0; index < 5_000; index += 1) await ami.dbPut('textback/journal', `${index}`, 'x');
    const rung = pbx.phone('busy').calls().length;
    await callBusy('+12125550141');
    expect(pbx.phone('busy').calls()).toHaveLength(rung + 1);
    const word = 'a call is not journalled because 5000 wait';
    await vi.waitFor(() => expect(pbx.asterisk.logText()).toContain(word), SOON);
    expect(await ami.dbGetTree('textback/journal')).toHaveLength(5_000);
  });

  test('given many calls, when the daemon is killed while it collects them, then each counts once', async () => {
    await callBusy('+12125550141');
    await vi.waitFor(async () => expect(await journal()).toHaveLength(1), SOON);
    const callers = Array.from({ length: MANY }, (_, index) => `+1646555${2_000 + index}`);
    await using ami = await openAmi(pbx.asterisk);
    const [entry] = await ami.dbGetTree('textback/journal');
    await ami.dbDel('textback/journal', entry?.key ?? '');
    const entries = callers.map((caller, index) => ({
      key: `1.${index}`,
      value: (entry?.value ?? '').replace('+12125550141', caller),
    }));
    const keep = async () => {
      for (const { key, value } of entries) await ami.dbPut('textback/journal', key, value);
    };
    await keep();
    await office.textback('credits', 'topup', '1000');
    // Three hundred from one prefix at once are just what the caps hold back.
    for (const cap of ['cap-per-prefix', 'cap-per-minute', 'cap-per-day'])
      await office.textback('settings', 'set', cap, 'off');
    const ledger = ledgerOf(office);

    // The carrier is away, so that no text is under way at the kill: such a one may go out twice.
    await office.smpp.behave({ bindStatus: 0x0d });
    const daemon = office.launch();
    const recorded = () => daemon.lines().filter((line) => line.includes('without textback is recorded'));
    await vi.waitFor(() => expect(recorded().length).toBeGreaterThan(MANY / 10), { ...LONG, interval: 5 });
    await daemon.kill();
    const left = (await journal()).length;
    console.info(`${real.name}: killed with ${left} of ${MANY} calls to collect`);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(MANY);
    // The worst instant, for every call at once: recorded, and not yet deleted.
    await keep();
    await office.smpp.behave({ bindStatus: 0 });
    await office.start();
    await expectCollected();
    await keep();
    await expectCollected();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(MANY), LONG);
    await delay(NO_MORE_MS);

    const texted = office.smpp.submits().map(({ to }) => to);
    expect(texted.sort()).toEqual(callers);
    expect((await ledger.calls()).map(({ from }) => from).sort()).toEqual(callers);
    expect(await ledger.leads()).toHaveLength(MANY);
    expect(await ledger.balance()).toBe(1_100 - MANY);
  });
});
