import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LegEnd, Outcome } from '../../src/core/call.ts';
import type { CallOptions, CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { MAILBOXES } from './harness/mailboxes.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';
import { type LineSetUp, setUpLines } from './harness/set-up-lines.ts';

const WAYS = ['single', 'sequential', 'simultaneous', 'press-1'] as const;
type Way = (typeof WAYS)[number];

/** What the customer does, hears in the end, and whether they are texted. */
interface Ending {
  readonly status: number;
  readonly isTexted: boolean;
  readonly call?: Partial<CallOptions>;
  readonly settings?: LineSetUp['settings'];
}

const ENDINGS = {
  answered: { status: 200, isTexted: false, call: { hangUpAfterAnswerMs: 1_500 } },
  'no-answer': { status: 480, isTexted: true },
  busy: { status: 486, isTexted: true },
  abandoned: { status: 487, isTexted: true, call: { hangUpAfterRingingMs: 4_500 } },
  unreachable: { status: 503, isTexted: true },
  voicemail: {
    status: 200,
    isTexted: true,
    settings: { voicemail: 'ext-local,none,1', 'after-miss': 'voicemail' },
  },
  blocked: { status: 486, isTexted: false },
} as const satisfies Readonly<Record<Outcome, Ending>>;

/** A phone of that behaviour for `seconds`; steps one after the other, phones of a step at once. */
type Ringing = readonly (readonly [phones: readonly PhoneBehaviour[], seconds: number])[];
interface Cell {
  readonly rings: Ringing;
  /** Of each leg, in the order in which they ring. */
  readonly ends: readonly LegEnd[];
}

const one = (phone: PhoneBehaviour, ...ends: readonly LegEnd[]): Cell => ({ rings: [[[phone], 10]], ends });
const both = (phones: readonly PhoneBehaviour[], ...ends: readonly LegEnd[]): Cell => ({
  rings: [[phones, 10]],
  ends,
});
const then = (first: PhoneBehaviour, second: PhoneBehaviour, ...ends: readonly LegEnd[]): Cell => ({
  rings: [
    [[first], 5],
    [[second], 5],
  ],
  ends,
});

/** Every outcome by every way to ring: what the phones do, and how each leg ends. */
const MATRIX: Readonly<Record<Outcome, Readonly<Record<Way, Cell>>>> = {
  answered: {
    single: one('answer', 'hung-up'),
    sequential: then('busy', 'answer', 'busy', 'hung-up'),
    simultaneous: both(['silent', 'slow'], 'answered-elsewhere', 'hung-up'),
    'press-1': one('press-1', 'hung-up'),
  },
  'no-answer': {
    single: one('silent', 'no-answer'),
    sequential: then('busy', 'silent', 'busy', 'no-answer'),
    simultaneous: both(['silent', 'busy'], 'no-answer', 'busy'),
    'press-1': one('voicemail', 'not-confirmed'),
  },
  busy: {
    single: one('busy', 'busy'),
    sequential: then('silent', 'busy', 'no-answer', 'busy'),
    simultaneous: both(['busy', 'decline'], 'busy', 'declined'),
    'press-1': one('press-9', 'declined'),
  },
  abandoned: {
    single: one('silent', 'caller-gave-up'),
    sequential: then('busy', 'silent', 'busy', 'caller-gave-up'),
    simultaneous: both(['silent', 'busy'], 'caller-gave-up', 'busy'),
    'press-1': one('voicemail', 'caller-gave-up'),
  },
  unreachable: {
    single: one('not-found', 'wrong-number'),
    sequential: then('dead', 'not-found', 'unreachable', 'wrong-number'),
    simultaneous: both(['dead', 'not-found'], 'unreachable', 'wrong-number'),
    'press-1': one('not-found', 'wrong-number'),
  },
  voicemail: {
    single: one('busy', 'busy'),
    sequential: then('busy', 'decline', 'busy', 'declined'),
    simultaneous: both(['busy', 'decline'], 'busy', 'declined'),
    'press-1': one('press-9', 'declined'),
  },
  // Whoever is blocked rings no phone, whatever the line would ring.
  blocked: {
    single: one('answer'),
    sequential: then('busy', 'answer'),
    simultaneous: both(['silent', 'answer']),
    'press-1': one('press-1'),
  },
};

interface Case extends Cell, Ending {
  readonly outcome: Outcome;
  readonly way: Way;
  readonly line: string;
  readonly caller: string;
}

const CASES: readonly Case[] = Object.entries(MATRIX).flatMap(([name, ways], row) =>
  WAYS.map((way, column): Case => {
    const outcome = name as Outcome;
    const number = row * WAYS.length + column;
    const line = `+121255501${String(number).padStart(2, '0')}`;
    return { outcome, way, line, caller: `+121255501${30 + number}`, ...ways[way], ...ENDINGS[outcome] };
  }),
);

describe.each(await realAsterisks())('every outcome on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  /** All go on at the same time. */
  const results = new Map<string, Promise<CallResult>>();
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real, MAILBOXES);
    office = await install(pbx);
    setUpLines(office.workspace.databasePath, CASES.map(lineOf));
    for (const { outcome, caller } of CASES)
      if (outcome === 'blocked') await office.textback('block', 'add', caller);
    await office.start();
    for (const { line, caller, call = {} } of CASES)
      results.set(caller, (await pbx.call({ to: line, from: caller, ...call })).result);
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  function lineOf({ line, way, rings, outcome, settings = {} }: Case): LineSetUp {
    const mark = way === 'press-1' ? '!' : '';
    const hunt = rings.map(
      ([phones, seconds]) =>
        `${phones.map((phone) => `${pbx.endpoint(phone, '+12125550199')}${mark}`).join(' & ')} ${seconds}s`,
    );
    // Who gives up does so while they are asked, not after.
    const asked = { 'confirm-seconds': outcome === 'abandoned' ? '20' : '4' };
    return { number: line, hunt: hunt.join('; '), settings: { ...asked, ...settings } };
  }

  test.each(CASES)(
    'given $way, when a customer calls a line whose call ends as $outcome, then caller, legs, call and text all say so',
    async ({ caller, line, outcome, status, ends, isTexted }) => {
      const result = await results.get(caller);
      expect(result?.status).toBe(status);
      const ledger = ledgerOf(office);
      const call = await vi.waitFor(async () => {
        const found = await ledger.callFrom(caller);
        expect(found.state).toBe('ended');
        return found;
      }, SOON);
      expect(call).toMatchObject({ line, outcome, verdict: isTexted ? 'send' : 'suppress' });
      expect(call.legs.map(({ end }) => end)).toEqual(ends);
      for (const { explanation } of call.legs) expect(explanation).not.toBe('');
    },
  );

  test('given all of them, then who is to be texted is, once, from the line that they called, and nobody else', async () => {
    await Promise.all(results.values());
    const texted = CASES.filter(({ isTexted }) => isTexted);
    const sent = () => office.smpp.submits().map(({ from, to }) => `${from} ${to}`);
    await vi.waitFor(() => expect(sent()).toHaveLength(texted.length), SOON);
    expect(sent().toSorted()).toEqual(texted.map(({ line, caller }) => `${line} ${caller}`).toSorted());
    expect(await ledgerOf(office).balance()).toBe(100 - texted.length);
  });
});
