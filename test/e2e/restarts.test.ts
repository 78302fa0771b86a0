import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { SCENES } from './harness/call-scenes.ts';
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
const NEXT = SCENES.length;
const ENDS_WITHIN = { timeout: 20_000, interval: 200 };

interface Disturbance {
  readonly what: string;
  readonly away: (pbx: HandPbx, office: Installation, plays: readonly Play[]) => Promise<void>;
  readonly back: (pbx: HandPbx, office: Installation) => Promise<void>;
  /** Once everybody has hung up. */
  readonly afterwards?: (pbx: HandPbx, office: Installation) => Promise<void>;
  /** Else our last commands before it are lost. */
  readonly ariGoesOn?: boolean;
}

const DISTURBANCES: readonly Disturbance[] = [
  {
    what: 'the daemon is killed and started again',
    away: async (pbx, office) => {
      await office.daemon.kill();
      pbx.ariRelay.release();
    },
    back: async (_, office) => void (await office.start()),
  },
  {
    what: 'the WebSocket and every request of ARI is cut, and possible again',
    away: (pbx) => pbx.ariRelay.close(),
    back: async (pbx, office) => {
      await pbx.ariRelay.open();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'AMI is cut, and possible again',
    away: (pbx) => pbx.amiRelay.close(),
    back: async (pbx, office) => {
      await pbx.amiRelay.open();
      await linkedAgain(office, 'AMI');
    },
    ariGoesOn: true,
  },
  {
    what: 'Asterisk is told to stop gracefully, and started again once it has',
    away: async (pbx, _, plays) => {
      // From then on Asterisk makes no channel any more.
      await Promise.all(plays.map(({ phone }) => vi.waitFor(phone, SOON)));
      void pbx.asterisk.cli('core stop gracefully');
    },
    back: async () => {},
    afterwards: async (pbx, office) => {
      await pbx.asterisk.ended();
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
    ariGoesOn: true,
  },
];

/** A phone that rings in our application for nobody: its call is lost. It must be released. */
async function leaveStranger(pbx: HandPbx): Promise<void> {
  const leg = { endpoint: pbx.endpoint('stranger'), app: 'textback', appArgs: 'leg,nobody', timeout: '60' };
  await pbx.ask('POST', `/channels?${new URLSearchParams(leg)}`);
  await vi.waitFor(() => expect(pbx.rung('stranger')?.stage).toBe('rung'), SOON);
}

/** The daemon has found a link that it had before. */
async function linkedAgain({ daemon }: Installation, link: 'ARI' | 'AMI'): Promise<void> {
  const isUp = (line: string) => line.includes(`"link":"${link}","msg":"connected`);
  await vi.waitFor(() => expect(daemon.lines().filter(isUp)).toHaveLength(2), ENDS_WITHIN);
}

const CRASHES: readonly Disturbance[] = [
  {
    what: 'Asterisk crashes and starts again',
    away: async (pbx) => {
      await pbx.asterisk.kill();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'Asterisk is told to stop now, and started again',
    away: async (pbx) => {
      await pbx.asterisk.cli('core stop now');
      await pbx.asterisk.ended();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await linkedAgain(office, 'ARI');
    },
  },
  {
    what: 'Asterisk is told to restart now',
    away: async (pbx) => {
      await pbx.asterisk.cli('core restart now');
      pbx.ariRelay.release();
    },
    back: (_, office) => linkedAgain(office, 'ARI'),
  },
  {
    what: 'the machine goes down and comes back, Asterisk and the daemon with it',
    away: async (pbx, office) => {
      await office.daemon.kill();
      await pbx.asterisk.kill();
      pbx.ariRelay.release();
    },
    back: async (pbx, office) => {
      await pbx.asterisk.restart();
      await office.start();
    },
  },
];

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
      [...SCENES, null].map((scene, index) => ({
        number: lineOf(index),
        hunt: `${pbx.endpoint(phoneOf(index))}${scene?.confirm ? '!' : ''}`,
        settings: { 'ring-timeout': '20', 'min-ring': '0', ...scene?.settings },
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

  const begin = (index: number): Play => {
    const before = pbx.rung(phoneOf(index));
    return {
      pbx,
      call: pbx.dial(lineOf(index), callerOf(index), SCENES[index]?.talks),
      phone() {
        const rung = pbx.rung(phoneOf(index));
        if (rung === undefined || rung === before) throw new Error(`${phoneOf(index)} was not rung.`);
        return rung;
      },
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
    return plays;
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
});
