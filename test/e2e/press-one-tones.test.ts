import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { type HandPbx, startHandPbx } from './harness/hand-pbx.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { beep, keyTone, roomNoise } from './harness/key-tones.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { realAsterisks } from './harness/releases.ts';
import { CALLER_VOICE, PHONE_VOICE } from './harness/rtp-party.ts';
import { setUpLines } from './harness/set-up-lines.ts';
import { packetsOfSound } from './harness/sound-frames.ts';

const CONFIRM_SECONDS = 8;

interface Case {
  readonly given: string;
  readonly dtmfMode?: 'inband' | 'auto';
  /** What the phone tells Asterisk of its keys. */
  readonly keys: 'events' | 'tones';
  /** What it then does: a key as an event, or what is heard. */
  readonly says: readonly Buffer[] | 'event 1';
  readonly outcome: 'answered' | 'busy' | 'no-answer';
  readonly status: number;
  readonly leg: RegExp;
}

/** Of what takes two seconds and less where nothing else is done; 11 cases and two test files share the machine. */
const SOME = '(under 1|[1-5]) s';
const ACCEPTED = {
  outcome: 'answered',
  status: 200,
  leg: new RegExp(`^answered after ${SOME}, pressed 1 after ${SOME}, talked ${SOME}$`),
} as const;
const DECLINED = {
  outcome: 'busy',
  status: 486,
  leg: new RegExp(`^answered after ${SOME}, declined \\(pressed another key than 1\\)$`),
} as const;
const IGNORED = {
  outcome: 'no-answer',
  status: 480,
  leg: new RegExp(`^answered after ${SOME}, but nobody pressed 1 \\(a voicemail\\?\\)$`),
} as const;
const HELD_MS = 100;
/** A carrier's voicemail: speech, its beep, and the noise of a room, over all of the time that there is to press 1. */
const VOICEMAIL = [
  ...packetsOfSound('not-available'),
  ...beep(400),
  ...roomNoise(CONFIRM_SECONDS * 1_000, 7),
];

const CASES: readonly Case[] = [
  {
    given: 'a 1 that is heard, where tones are listened for',
    dtmfMode: 'inband',
    keys: 'events',
    says: keyTone('1', HELD_MS),
    ...ACCEPTED,
  },
  {
    given: 'a short and faint 1, where tones are listened for',
    dtmfMode: 'inband',
    keys: 'tones',
    // 60 ms, 20 dB below what phones send.
    says: keyTone('1', 60, 0.025),
    ...ACCEPTED,
  },
  {
    given: 'a 1 after talk, where tones are listened for',
    dtmfMode: 'inband',
    keys: 'tones',
    says: [...packetsOfSound('blocked').slice(0, 100), ...keyTone('1', HELD_MS)],
    ...ACCEPTED,
  },
  {
    given: 'a 1 that is heard, where Asterisk finds out',
    dtmfMode: 'auto',
    keys: 'tones',
    says: keyTone('1', HELD_MS),
    ...ACCEPTED,
  },
  {
    given: 'a 1 told as an event, where Asterisk finds out',
    dtmfMode: 'auto',
    keys: 'events',
    says: 'event 1',
    ...ACCEPTED,
  },
  {
    given: 'a 5 that is heard, where tones are listened for',
    dtmfMode: 'inband',
    keys: 'tones',
    says: keyTone('5', HELD_MS),
    ...DECLINED,
  },
  {
    given: 'a 5 that is heard, where Asterisk finds out',
    dtmfMode: 'auto',
    keys: 'tones',
    says: keyTone('5', HELD_MS),
    ...DECLINED,
  },
  {
    given: 'a voicemail, where tones are listened for',
    dtmfMode: 'inband',
    keys: 'tones',
    says: VOICEMAIL,
    ...IGNORED,
  },
  {
    given: 'a voicemail, where Asterisk finds out',
    dtmfMode: 'auto',
    keys: 'tones',
    says: VOICEMAIL,
    ...IGNORED,
  },
  {
    // Asterisk's default: that is why dtmf_mode matters.
    given: 'a 1 that is heard, where events are expected',
    keys: 'tones',
    says: keyTone('1', HELD_MS),
    ...IGNORED,
  },
];

const lineOf = (index: number) => `+121255501${index + 10}`;
const callerOf = (index: number) => `+121255501${index + 50}`;
const phoneOf = (index: number) => `phone${index}`;

describe.each(await realAsterisks())('press 1 by tones on Asterisk $name', (real) => {
  let pbx: HandPbx;
  let office: Installation;
  let store: Store;
  beforeAll(async () => {
    pbx = await startHandPbx(real);
    office = await install(pbx);
    setUpLines(
      office.workspace.databasePath,
      CASES.map(({ dtmfMode }, index) => ({
        number: lineOf(index),
        hunt: `${pbx.endpoint(phoneOf(index), dtmfMode)}!`,
        settings: { 'ring-timeout': '20', 'confirm-seconds': String(CONFIRM_SECONDS) },
      })),
    );
    await office.start();
    store = openStore(office.workspace.databasePath);
  });
  afterAll(async () => {
    store?.close();
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.[Symbol.asyncDispose]();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  const kept = (caller: string) =>
    store.read((reader) => reader.calls.newest(100)).find(({ fromNumber }) => fromNumber === caller);

  /** A customer calls; the phone picks up, and says its piece once it is asked. Both ends of what was said. */
  async function ask({ keys, says }: Case, index: number) {
    const call = pbx.dial(lineOf(index), callerOf(index));
    const phone = await vi.waitFor(() => {
      const rung = pbx.rung(phoneOf(index));
      if (rung === undefined) throw new Error(`${phoneOf(index)} was not rung.`);
      return rung;
    }, SOON);
    phone.answer(keys);
    await vi.waitFor(() => expect(kept(callerOf(index))?.state).toBe('confirming'), SOON);
    const port = phone.theirMediaPort ?? 0;
    if (says === 'event 1') pbx.phoneRtp.press(port, '1');
    else pbx.phoneRtp.play(port, says);
    return { call, phone };
  }

  async function expectTheyTalk({ call, phone }: Awaited<ReturnType<typeof ask>>): Promise<void> {
    await vi.waitFor(() => expect(call.theirMediaPort).not.toBeNull(), SOON);
    const port = call.theirMediaPort ?? 0;
    pbx.callerRtp.talkTo(port);
    await vi.waitFor(() => {
      expect(pbx.callerRtp.heard(PHONE_VOICE, port)).toBeGreaterThan(10);
      expect(pbx.phoneRtp.heard(CALLER_VOICE, phone.theirMediaPort ?? 0)).toBeGreaterThan(10);
    }, SOON);
  }

  test.concurrent.each(CASES.map((one, index) => ({ ...one, index })))(
    'given $given, when a customer calls, then the call is $outcome',
    async (one) => {
      const { index, outcome, status, leg } = one;
      const caller = callerOf(index);
      const ends = await ask(one, index);
      if (outcome === 'answered') {
        await expectTheyTalk(ends);
        ends.call.hangUp();
      }
      await ends.call.over;
      expect(ends.call.status).toBe(status);
      await vi.waitFor(() => expect(kept(caller)?.state).toBe('ended'), SOON);
      // Asked once: a process for each look would hold up those that run beside this.
      const recorded = await ledgerOf(office).callFrom(caller);
      expect(recorded.outcome).toBe(outcome);
      expect(recorded.legs.map(({ explanation }) => explanation)).toEqual([expect.stringMatching(leg)]);
      const texts = outcome === 'answered' ? 0 : 1;
      await vi.waitFor(
        () => expect(office.smpp.submits().filter(({ to }) => to === caller)).toHaveLength(texts),
        SOON,
      );
    },
  );
});
