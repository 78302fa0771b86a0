import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallResult } from './harness/caller.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { MAILBOXES } from './harness/mailboxes.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';
import { framesOf } from './harness/sound-frames.ts';

const LINE = '+12125550111';
const CUSTOMER = '+12125550141';
const FORWARD = '+12125550199';
const BEEP_ONLY = 'ext-local,vmu100,1';
const GREETED = 'textback-mailbox,100,1';
/** Of which a part is the beep, and the end of it waits for the hang-up. */
const SPOKEN_MS = 4_500;

/** What a caller gets whom nobody answers: voicemail, or words; and what a phone is asked. */
describe.each(await realAsterisks())('after the miss on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real, MAILBOXES);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  /** A line whose only phone is busy, so that the miss comes at once. */
  const missing = (...settings: readonly string[]) =>
    office.addLine(LINE, pbx.endpoint('busy', FORWARD), ...settings);
  const sentToVoicemail = (place: string) => missing('--after-miss', 'voicemail', '--voicemail', place);
  const call = async (hangUpAfterAnswerMs: number): Promise<CallResult> =>
    await (await pbx.call({ to: LINE, from: CUSTOMER, hangUpAfterAnswerMs })).result;
  const voicemail = async () => {
    const { outcome, state, voicemail: left, voicemailSeconds } = await ledgerOf(office).callFrom(CUSTOMER);
    return { outcome, state, left, voicemailSeconds };
  };

  test('given voicemail after a miss, when the caller speaks and hangs up, then they are texted at once, and the message is on the timeline', async () => {
    await sentToVoicemail(BEEP_ONLY);
    await office.start();
    const result = await call(SPOKEN_MS);
    expect(result.status).toBe(200);
    expect(result.rtpSent).toBeGreaterThan(SPOKEN_MS / 20 / 2);
    const [submit, ...more] = office.smpp.submits();
    expect(more).toEqual([]);
    expect(submit).toMatchObject({ to: CUSTOMER, from: LINE, text: WORDING });
    // Answered by VoiceMail(), right after the handing-over.
    expect(Math.abs((submit?.receivedAt ?? 0) - result.finalAt)).toBeLessThan(1_000);
    await vi.waitFor(
      async () =>
        expect(await voicemail()).toEqual({
          outcome: 'voicemail',
          state: 'ended',
          left: 'left',
          voicemailSeconds: expect.any(Number),
        }),
      SOON,
    );
    const { voicemailSeconds } = await voicemail();
    expect(voicemailSeconds).toBeGreaterThanOrEqual(3);
    expect(voicemailSeconds).toBeLessThanOrEqual(4);
    const told = (await office.textback('lead', 'show', CUSTOMER)).stdout;
    expect(told).toContain(`voicemail, left a voicemail of ${voicemailSeconds} s`);
    await vi.waitFor(
      async () =>
        expect(await pbx.asterisk.cli('database show textback/voicemail')).toContain('0 results found'),
      SOON,
    );
  });

  test('given voicemail after a miss, when the caller hangs up during the greeting, then none was left, and they are texted all the same', async () => {
    await sentToVoicemail(GREETED);
    await office.start();
    await call(1_500);
    await vi.waitFor(
      async () =>
        expect(await voicemail()).toEqual({
          outcome: 'voicemail',
          state: 'ended',
          left: 'not-left',
          voicemailSeconds: null,
        }),
      SOON,
    );
    expect(office.smpp.submits()).toHaveLength(1);
  });

  test('given a daemon that is killed while the caller speaks, when it starts later, then it learns of the message', async () => {
    await sentToVoicemail(BEEP_ONLY);
    await office.start();
    const placed = await pbx.call({ to: LINE, from: CUSTOMER, hangUpAfterAnswerMs: SPOKEN_MS });
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await office.daemon.kill();
    await placed.result;
    await vi.waitFor(
      async () => expect(await pbx.asterisk.cli('database show textback/voicemail')).toContain('SUCCESS'),
      SOON,
    );
    expect((await voicemail()).left).toBeNull();
    await office.start();
    await vi.waitFor(
      async () => expect(await voicemail()).toMatchObject({ state: 'ended', left: 'left' }),
      SOON,
    );
    expect(office.smpp.submits()).toHaveLength(1);
  });

  test.each([
    ['unanswered, as early media', 'off', 486],
    ['in an answered call', 'on', 200],
  ])(
    'given an announcement %s, when nobody answers, then the caller hears it to its end and is texted',
    async (_what, answers, status) => {
      await missing('--after-miss', 'announcement', '--announcement-answers', answers);
      await office.start();
      const result = await call(30_000);
      expect(result.status).toBe(status);
      expect(result.soundHeard('not-available')).toBeGreaterThan(framesOf('not-available').length * 0.9);
      expect(await voicemail()).toMatchObject({ outcome: 'busy', left: null });
      expect(office.smpp.submits()).toHaveLength(1);
    },
  );

  test('given a phone that must press 1, when it is picked up, then it hears what to do, and the caller does not', async () => {
    await office.addLine(LINE, pbx.endpoint('press-1', FORWARD), '--confirm-seconds', '10');
    await office.textback('line', 'hunt', 'set-step', LINE, '1', `${pbx.endpoint('press-1', FORWARD)}!`);
    await office.start();
    const heardBefore = pbx.phone('press-1').soundHeard('press-1');
    const result = await call(1_000);
    expect(result.status).toBe(200);
    expect(pbx.phone('press-1').soundHeard('press-1') - heardBefore).toBeGreaterThan(10);
    expect(result.soundHeard('press-1')).toBe(0);
  });
});
