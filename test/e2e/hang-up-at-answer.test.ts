import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { auditCredits } from '../../src/services/audit-credits.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { type HandPbx, startHandPbx } from './harness/hand-pbx.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { realAsterisks } from './harness/releases.ts';
import { setUpLines } from './harness/set-up-lines.ts';
import type { DialledCall } from './harness/sip/dialled-call.ts';
import type { ReceivedCall } from './harness/sip/received-call.ts';

/** When the caller hangs up, in ms after the phone is answered, or 1 is pressed there: from before to after, by 2. */
const OFFSETS_MS = Array.from({ length: 21 }, (_, index) => 2 * index - 20);
/** Being put through takes longer than that: until 50 ms after Asterisk has joined them, which on 16 takes 200 ms. */
const LATER_MS = [30, 45, 60, 80, 120, 160, 200, 240];
/** Long enough to be put through in, on a busy machine; who hangs up after that has talked. */
const TALK_MS = 3_000;
const ROUNDS = 2;
const RING_MS = 150;
/** Calls overlap, so that one does not wait for another's end. */
const APART_MS = 60;
/** Between the answer and both being in one bridge, on a busy machine. */
const INSTANT_MS = 300;
const CREDITS = 500;
const ALL_OVER = { timeout: 15_000, interval: 100 };

const LINES = { plain: '+12125550110', 'press 1': '+12125550111' } as const;
type Way = keyof typeof LINES;

interface Planned {
  readonly way: Way;
  readonly offsetMs: number;
  readonly from: string;
}
interface Played extends Planned {
  readonly call: DialledCall;
  readonly phone: ReceivedCall;
}

/** Numbers that can be texted. */
const PLAN: readonly Planned[] = Array.from({ length: ROUNDS }, () =>
  [...OFFSETS_MS, ...LATER_MS, TALK_MS].flatMap((offsetMs) =>
    (['plain', 'press 1'] as const).map((way) => ({ way, offsetMs })),
  ),
)
  .flat()
  .map((planned, index) => ({ ...planned, from: `+1212${3_000_000 + index}` }));

describe.each(await realAsterisks())('hanging up at the answer on Asterisk $name', (real) => {
  test(`given ${PLAN.length} callers who hang up around the instant of the answer, when all is over, then each is abandoned or answered, as both sides saw it, and nothing is left`, async () => {
    await using pbx = await startHandPbx(real);
    await using office = await install(pbx, CREDITS);
    printLogsOnFailure(() => office.logs());
    setUpLines(office.workspace.databasePath, [
      { number: LINES.plain, hunt: pbx.endpoint('plain'), settings: { 'min-ring': '0' } },
      { number: LINES['press 1'], hunt: `${pbx.endpoint('press')}!`, settings: { 'min-ring': '0' } },
    ]);
    await office.start();
    const store = openStore(office.workspace.databasePath);
    onTestFinished(() => store.close());

    const playing: Promise<Played>[] = [];
    for (const planned of PLAN) {
      const one = play(pbx, planned);
      // One that fails while others are still placed fails the test below, not the process.
      one.catch(() => {});
      playing.push(one);
      await delay(APART_MS);
    }
    const played = await Promise.all(playing);

    await vi.waitFor(() => expect(store.read((reader) => reader.calls.open())).toEqual([]), ALL_OVER);
    const stories = played.map((each) => storyOf(store, each));
    console.info(`${real.name}:`, tally(stories));
    for (const story of stories) expectConsistent(story);
    expectBothSidesOfTheInstant(stories);
    await expectTexts(office, store, stories);
    await expectNothingLeft(pbx);
    expect(await pbx.ask('GET', '/bridges')).toEqual([]);
    expect(office.daemon.lines().filter((line) => /"level":"error"/.test(line))).toEqual([]);
    expect(await office.daemon.terminate()).toBe(0);
  });
});

/** One call, to the end of both of its sides. */
async function play(pbx: HandPbx, planned: Planned): Promise<Played> {
  const { way, offsetMs, from } = planned;
  const call = pbx.dial(LINES[way], from);
  const phone = await vi.waitFor(() => {
    const rung = pbx.received().find(({ shownNumber }) => shownNumber === from);
    if (rung === undefined || call.ringingAt === null) throw new Error(`Nothing rings for ${from}.`);
    return rung;
  }, SOON);
  if (way === 'press 1') {
    phone.answer();
    await delay(RING_MS);
  }
  // Both at instants set beforehand, so that neither waits for the other.
  const instant = performance.now() + RING_MS;
  const at = (ms: number, act: () => void) => setTimeout(act, instant + ms - performance.now());
  at(0, () => (way === 'plain' ? phone.answer() : phone.press('1')));
  at(offsetMs, () => call.hangUp());
  await Promise.all([call.over, phone.over]);
  return { ...planned, call, phone };
}

/** What is on record, and what the two sides saw. */
function storyOf(store: Store, { way, offsetMs, from, call, phone }: Played) {
  const [row, ...more] = store
    .read((reader) => reader.calls.newest(2 * PLAN.length))
    .filter(({ fromNumber }) => fromNumber === from);
  if (row === undefined || more.length > 0) throw new Error(`${from} has not one call on record.`);
  const legs = store.read((reader) => reader.calls.legsOf(row.id)).map(({ end }) => end);
  const { outcome, verdict } = row;
  const heldMs = (call.hungUpAt ?? 0) - (call.finalAt ?? 0);
  return { way, offsetMs, from, outcome, verdict, legs, status: call.status, heldMs, phone };
}
type Story = ReturnType<typeof storyOf>;

function expectConsistent({ phone, ...story }: Story): void {
  const { outcome, status } = story;
  // The phone was let go, however far it had come.
  expect(phone.cancelledAt !== null || phone.byeFrom === 'asterisk', JSON.stringify(story)).toBe(true);
  if (outcome === 'answered') {
    expect(story).toMatchObject({ status: 200, verdict: 'suppress', legs: ['hung-up'] });
    expect(phone.answeredAt).not.toBeNull();
    return;
  }
  expect(story).toMatchObject({ outcome: 'abandoned', verdict: 'send', legs: ['caller-gave-up'] });
  // Who heard the answer was gone before anybody was put through.
  if (status === 200) expect(story.heldMs, JSON.stringify(story)).toBeLessThan(INSTANT_MS);
  else expect(status).toBe(487);
}

/** Else the sweep has missed the instant that it is about. */
function expectBothSidesOfTheInstant(stories: readonly Story[]): void {
  for (const way of ['plain', 'press 1'] as const) {
    const of = stories.filter((story) => story.way === way);
    expect(of.some(({ status }) => status === 487)).toBe(true);
    expect(of.some(({ status, offsetMs }) => status === 200 && offsetMs < TALK_MS)).toBe(true);
    const talked = of.filter(({ offsetMs }) => offsetMs === TALK_MS).map(({ outcome }) => outcome);
    expect(talked).toEqual(talked.map(() => 'answered'));
  }
}

/** One to everybody who was not put through, and none to the others. */
async function expectTexts(office: Installation, store: Store, stories: readonly Story[]): Promise<void> {
  const missed = stories.filter(({ outcome }) => outcome !== 'answered').map(({ from }) => from);
  const texted = () => office.smpp.submits().map(({ to }) => to);
  await vi.waitFor(() => expect(texted().toSorted()).toEqual(missed.toSorted()), ALL_OVER);
  await vi.waitFor(() =>
    expect(auditCredits(store)).toMatchObject({ balance: CREDITS - missed.length, wrong: null }),
  );
}

function tally(stories: readonly Story[]): Readonly<Record<string, string>> {
  const groups = Map.groupBy(
    stories,
    ({ way, outcome, status }) => `${way}: ${outcome}, caller saw ${status}`,
  );
  return Object.fromEntries(
    [...groups].map(([what, of]) => [what, of.map(({ offsetMs }) => offsetMs).join(' ')]),
  );
}
