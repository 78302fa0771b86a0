import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { SCENES } from './harness/call-scenes.ts';
import { CRASHES, DISTURBANCES, type Disturbance } from './harness/disturbances.ts';
import { type HandPbx, startHandPbx } from './harness/hand-pbx.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { MAILBOXES } from './harness/mailboxes.ts';
import { realAsterisks } from './harness/releases.ts';
import type { Play, Scene } from './harness/scene.ts';
import { setUpLines } from './harness/set-up-lines.ts';

const lineOf = (index: number) => `+121255501${index + 10}`;
const callerOf = (index: number) => `+121255501${index + 50}`;
const phoneOf = (index: number) => `phone${index}`;
const otherPhoneOf = (index: number) => `${phoneOf(index)}b`;
const NEXT = SCENES.length;
const NEXT_LINE: Pick<Scene, 'settings' | 'confirm' | 'alsoRings'> = { settings: { 'ring-timeout': '10' } };
const ENDS_WITHIN = { timeout: 20_000, interval: 200 };

/** A phone that rings in our application for nobody: its call is lost. It must be released. */
async function leaveStranger(pbx: HandPbx): Promise<void> {
  const leg = { endpoint: pbx.endpoint('stranger'), app: 'textback', appArgs: 'leg,nobody', timeout: '60' };
  await pbx.ask('POST', `/channels?${new URLSearchParams(leg)}`);
  await vi.waitFor(() => expect(pbx.rung('stranger')?.stage).toBe('rung'), SOON);
}

/** One call in every state at once, each with a line, a caller and a phone of its own. */
describe.each(await realAsterisks())('restarts on Asterisk $name', (real) => {
  let pbx: HandPbx;
  let office: Installation;
  let store: Store;
  beforeAll(async () => {
    pbx = await startHandPbx(real, undefined, MAILBOXES);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    setUpLines(
      office.workspace.databasePath,
      [...SCENES, NEXT_LINE].map(({ settings, confirm, alsoRings }, index) => ({
        number: lineOf(index),
        hunt: [
          `${pbx.endpoint(phoneOf(index))}${confirm ? '!' : ''}`,
          ...(alsoRings ? [pbx.endpoint(otherPhoneOf(index))] : []),
        ].join(' & '),
        settings: { 'ring-timeout': '20', 'min-ring': '0', ...settings },
      })),
    );
    await office.start();
    store = openStore(office.workspace.databasePath);
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(async () => {
      store?.close();
      await office[Symbol.asyncDispose]();
      // What a test that failed has left is none of the next one's.
      await pbx.asterisk.cli('channel request hangup all');
    });
  });
  afterAll(() => pbx?.[Symbol.asyncDispose]());

  /** The latest call at a phone, of those that come from now on. */
  const watch = (name: string) => {
    const before = pbx.rung(name);
    return () => {
      const rung = pbx.rung(name);
      if (rung === undefined || rung === before) throw new Error(`${name} was not rung.`);
      return rung;
    };
  };
  const begin = (index: number): Play => {
    const phone = watch(phoneOf(index));
    const otherPhone = watch(otherPhoneOf(index));
    return {
      pbx,
      call: pbx.dial(lineOf(index), callerOf(index), SCENES[index]?.talks),
      phone,
      otherPhone,
      state: () => kept(callerOf(index))?.state ?? null,
      outcome: () => kept(callerOf(index))?.outcome ?? null,
    };
  };
  const kept = (caller: string) =>
    store.read((reader) => reader.calls.newest(100)).find(({ fromNumber }) => fromNumber === caller);
  const playUntilAway = async ({ ariGoesOn = false }: Disturbance) => {
    const plays = new Map<Scene, Play>();
    const start = (scene: Scene) => {
      const play = begin(SCENES.indexOf(scene));
      plays.set(scene, play);
      return play;
    };
    await Promise.all(SCENES.map(async (scene) => scene.before?.(start(scene))));
    if (!ariGoesOn) pbx.ariRelay.hold((head) => !head.startsWith('GET /ari/events'));
    for (const scene of SCENES) await scene.held?.(plays.get(scene) ?? start(scene));
    await textsAreTaken();
    return plays;
  };
  /** A text whose answer is lost goes out once more, which is not what is looked at here (see crash.test.ts). */
  const textsAreTaken = async () => {
    const states = () =>
      store.read((reader) =>
        SCENES.flatMap((_, index) => reader.messages.latestTo(callerOf(index))?.state ?? []),
      );
    await vi.waitFor(
      () => expect(states()).not.toContainEqual(expect.stringMatching(/queued|sending/)),
      SOON,
    );
  };
  const expectOutcomes = async (outcomeOf: (scene: Scene) => string) => {
    const open = () => store.read((reader) => reader.calls.open()).map(({ fromNumber }) => fromNumber);
    await vi.waitFor(() => expect(open()).toEqual([]), ENDS_WITHIN);
    const outcomes = SCENES.map(({ given }, index) => ({ given, outcome: kept(callerOf(index))?.outcome }));
    expect(outcomes).toEqual(SCENES.map((scene) => ({ given: scene.given, outcome: outcomeOf(scene) })));
  };
  const expectVoicemails = async () => {
    const learned = () => SCENES.map((_, index) => kept(callerOf(index))?.voicemail ?? null);
    const wanted = SCENES.map(({ voicemail = null }) => voicemail);
    await vi.waitFor(() => expect(learned()).toEqual(wanted), ENDS_WITHIN);
  };
  const expectNextCallWorks = async () => {
    const { call, phone } = begin(NEXT);
    await vi.waitFor(() => phone().refuse('486 Busy Here'), SOON);
    await call.over;
    expect(call.status).toBe(486);
  };
  const expectTexts = async (missed: readonly Scene[]) => {
    const callers = [...missed.map((scene) => SCENES.indexOf(scene)), NEXT].map(callerOf).toSorted();
    const texted = () => office.smpp.submits().map(({ to }) => to);
    await vi.waitFor(() => expect(texted().toSorted()).toEqual(callers), ENDS_WITHIN);
    expect(office.smpp.submits().every(({ text }) => text === WORDING)).toBe(true);
    await vi.waitFor(async () => expect(await ledgerOf(office).balance()).toBe(100 - callers.length), SOON);
  };

  test.each(DISTURBANCES)(
    'given a call in every state, when $what, then each ends as if nothing had happened',
    async (disturbance) => {
      const plays = await playUntilAway(disturbance);
      await disturbance.away(pbx, office, [...plays.values()]);
      for (const [scene, play] of plays) await scene.meanwhile?.(play);
      if (!disturbance.ariGoesOn) await leaveStranger(pbx);
      await disturbance.back(pbx, office);
      await Promise.all([...plays].map(([scene, play]) => scene.after?.(play)));
      await expectOutcomes(({ outcome }) => outcome);
      await disturbance.afterwards?.(pbx, office);
      await expectVoicemails();
      const statuses = [...plays].map(([{ given }, { call }]) => ({ given, status: call.status }));
      expect(statuses).toEqual([...plays.keys()].map(({ given, status }) => ({ given, status })));
      await expectNextCallWorks();
      await expectTexts(SCENES.filter(({ outcome }) => outcome !== 'answered'));
    },
  );

  test.each(CRASHES)(
    'given a call in every state, when $what, then each ends with what is known of it',
    async (disturbance) => {
      const plays = await playUntilAway(disturbance);
      await disturbance.away(pbx, office, [...plays.values()]);
      await disturbance.back(pbx, office);
      await expectOutcomes(({ outcomeAfterCrash }) => outcomeAfterCrash);
      await expectNextCallWorks();
      await expectTexts(SCENES.filter(({ outcomeAfterCrash }) => outcomeAfterCrash !== 'answered'));
    },
  );

  test('given a daemon that is killed while a phone rings, when it is away for longer than that may ring, then Asterisk ends the ringing, and the caller is missed and texted', async () => {
    const { call, phone, outcome } = begin(NEXT);
    await vi.waitFor(() => expect(phone().stage).toBe('rung'), SOON);
    await office.daemon.kill();
    await phone().over;
    expect(phone().cancelledAt).not.toBeNull();
    expect(call.status).toBeNull();
    await office.start();
    await call.over;
    expect(call.status).toBe(480);
    // The caller is released first.
    await vi.waitFor(() => expect(outcome()).toBe('no-answer'), SOON);
    await expectTexts([]);
  });
});
