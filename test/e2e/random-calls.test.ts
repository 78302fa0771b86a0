import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { auditCredits } from '../../src/services/audit-credits.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import type { CallSummary } from '../../src/store/queries/calls.ts';
import { type HandPbx, startHandPbx } from './harness/hand-pbx.ts';
import { expectNothingLeft, type Installation, install } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { liveAsCaller, liveAsPhone, randomHunt, randomOf } from './harness/random-crowd.ts';
import { realAsterisks } from './harness/releases.ts';
import { setUpLines } from './harness/set-up-lines.ts';
import type { DialledCall } from './harness/sip/dialled-call.ts';

/** The same seed gives the same lines, callers and phones; only who wins a race may differ. */
const SEED = Number(process.env['TEXTBACK_RANDOM_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const CALLS = 500;
const CALLS_PER_SECOND = 20;
const LINES = 30;
const CREDITS = 1_000;
/** The last call's ring timeout, talk and announcement. */
const LAST_CALL_MS = 40_000;

/** Between the answer and both being in one bridge, on a busy machine. */
const INSTANT_MS = 300;

interface Placed {
  readonly from: string;
  readonly line: string;
  readonly call: DialledCall;
}

const lineNumber = (index: number) => `+121255501${String(index).padStart(2, '0')}`;
/** Numbers that can be texted; some call twice. */
const callerNumber = (index: number) => `+1212${3_000_000 + (index % 450)}`;

describe.each(await realAsterisks())('random calls on Asterisk $name', (real) => {
  test(`given ${CALLS} random calls (TEXTBACK_RANDOM_SEED=${SEED}), when all are over, then nothing is left, and each has one outcome and one text at most`, {
    timeout: 180_000,
  }, async () => {
    console.info(`${real.name}: TEXTBACK_RANDOM_SEED=${SEED}`);
    const timers = new Set<NodeJS.Timeout>();
    const after = (ms: number, act: () => void) => void timers.add(setTimeout(act, ms));
    onTestFinished(() => {
      for (const timer of timers) clearTimeout(timer);
    });
    await using pbx = await startHandPbx(real, (call) =>
      liveAsPhone(call, randomOf(SEED, `${call.shownNumber} ${call.dialled}`), after),
    );
    await using office = await install(pbx, CREDITS);
    printLogsOnFailure(() => office.logs());
    setUpLines(office.workspace.databasePath, randomLines());
    await office.start();

    const placed = await placeAll(pbx, after);
    const over = Promise.all(placed.map(({ call }) => call.over));
    const late = delay(LAST_CALL_MS, 'late', { ref: false });
    if ((await Promise.race([over, late])) === 'late') {
      const still = placed.filter(({ call }) => call.status === null || call.status === 200);
      expect(still.filter(({ call }) => call.hungUpAt === null && call.releasedAt === null)).toEqual([]);
    }
    await expectAllRecorded(office, placed);
    await expectNothingLeft(pbx);
    expect(await pbx.ask('GET', '/bridges')).toEqual([]);
    expect(office.daemon.lines().filter((line) => /"level":"error"/.test(line))).toEqual([]);
    expect(await office.daemon.terminate()).toBe(0);
  });
});

function randomLines() {
  const random = randomOf(SEED, 'lines');
  return Array.from({ length: LINES }, (_, index) => ({
    number: lineNumber(index),
    hunt: randomHunt(random),
    settings: { 'cool-down': '0', 'min-ring': '1' },
  }));
}

/** At instants spread over the whole time, from callers in random order. */
async function placeAll(
  pbx: HandPbx,
  after: (ms: number, act: () => void) => void,
): Promise<readonly Placed[]> {
  const random = randomOf(SEED, 'callers');
  const instants = Array.from({ length: CALLS }, () => random() * (CALLS / CALLS_PER_SECOND) * 1_000);
  const since = Date.now();
  const placed: Placed[] = [];
  for (const [index, at] of instants.toSorted((a, b) => a - b).entries()) {
    await delay(Math.max(0, since + at - Date.now()));
    const line = lineNumber(Math.floor(random() * LINES));
    const from = callerNumber(index);
    const call = pbx.dial(line, from);
    liveAsCaller(call, randomOf(SEED, `caller ${index}`), after);
    placed.push({ from, line, call });
  }
  return placed;
}

async function expectAllRecorded(office: Installation, placed: readonly Placed[]): Promise<void> {
  const store = openStore(office.workspace.databasePath);
  onTestFinished(() => store.close());
  await vi.waitFor(() => expect(store.read((reader) => reader.calls.open())).toEqual([]), {
    timeout: 15_000,
    interval: 100,
  });
  const calls = store.read((reader) => reader.calls.newest(2 * CALLS));
  const rung = placed.filter(({ call }) => call.ringingAt !== null);
  console.info(`${placed.length} placed, ${rung.length} rang, ${calls.length} recorded`, tally(calls));
  expect(calls.length).toBeGreaterThanOrEqual(rung.length);
  expect(calls.length).toBeLessThanOrEqual(placed.length);
  expect(calls.filter(({ outcome }) => outcome === null)).toEqual([]);
  const decided = () =>
    office.daemon
      .lines()
      .flatMap((line) => /"call":(\d+),"outcome":/.exec(line)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b);
  // What is logged of the last call comes after what is kept of it.
  await vi.waitFor(() => expect(decided()).toEqual(calls.map(({ id }) => id).toSorted((a, b) => a - b)));
  for (const call of calls) expectSameStory(store, call, placed);

  const toldToText = calls.filter(({ verdict }) => verdict === 'send').map(({ fromNumber }) => fromNumber);
  expect(toldToText.length).toBeGreaterThan(CALLS / 10);
  await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(toldToText.length), {
    timeout: 15_000,
    interval: 100,
  });
  const texted = office.smpp.submits().map(({ to }) => to);
  expect(texted.toSorted()).toEqual(toldToText.toSorted());
  await vi.waitFor(() =>
    expect(auditCredits(store)).toMatchObject({ balance: CREDITS - texted.length, wrong: null }),
  );
}

/** Who was put through heard the answer; who heard one and was not put through met with a hang-up in that instant. */
function expectSameStory(store: Store, row: CallSummary, placed: readonly Placed[]): void {
  const [own] = placed
    .filter(({ from, line }) => from === row.fromNumber && line === row.lineNumber)
    .toSorted((a, b) => distance(a, row) - distance(b, row));
  if (own === undefined) throw new Error(`Nobody placed the call ${row.id}.`);
  const { call } = own;
  if (row.outcome === 'answered') expect(call.status, `call ${row.id}`).toBe(200);
  if (call.status !== 200 || row.outcome === 'answered') return;
  const legs = store.read((reader) => reader.calls.legsOf(row.id));
  const isPhoneGone = legs.some(({ end }) => end === 'not-connected');
  const isCallerGone = call.hungUpAt !== null && call.hungUpAt - (call.finalAt ?? 0) < INSTANT_MS;
  expect({ call: row.id, isPhoneGone, isCallerGone, legs }).toSatisfy(() => isPhoneGone || isCallerGone);
}

function distance({ call }: Placed, { arrivedAt }: CallSummary): number {
  return Math.abs(call.invitedAt - arrivedAt);
}

function tally(calls: readonly { readonly outcome: string | null }[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(calls, ({ outcome }) => outcome ?? 'none');
  return Object.fromEntries([...groups].map(([outcome, of]) => [outcome, of.length]));
}
