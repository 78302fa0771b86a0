import { expect } from 'vitest';
import { MISSED_SCENES } from './missed-scenes.ts';
import { CALLER_VOICE } from './rtp-party.ts';
import { hangsUp, type Play, rings, type Scene, soon } from './scene.ts';

const talks = async (play: Play) => {
  await rings(play);
  play.phone().answer();
  await soon(() => expect(play.outcome()).toBe('answered'));
};
/** Rung again if it was answered, or refused, while nobody heard it; else this is the first time. */
const ringsAgain = async ({ phone }: Play) => {
  await soon(() => expect(phone().stage).not.toBe('over'));
};

const asks = async (play: Play) => {
  await rings(play);
  play.phone().answer();
  await soon(() => expect(play.state()).toBe('confirming'));
};
/** Not in the very instant of the answer, when nobody can say whether they were put through. */
const talksAndHangsUp = async ({ call, outcome }: Play) => {
  await soon(() => expect(outcome()).toBe('answered'));
  call.hangUp();
};
/** A miss is texted; nobody who was talked to is. */
export const SCENES: readonly Scene[] = [
  {
    given: 'a phone that rings',
    settings: { 'ring-timeout': '15' },
    before: rings,
    after: async ({ call, phone }) => {
      await call.over;
      await soon(() => expect(phone().cancelledAt).not.toBeNull());
      const rangMs = (phone().cancelledAt ?? 0) - call.invitedAt;
      expect(Math.abs(rangMs - 15_000)).toBeLessThan(700);
    },
    outcome: 'no-answer',
    outcomeAfterCrash: 'abandoned',
    status: 480,
  },
  {
    given: 'a phone that is picked up meanwhile',
    before: rings,
    meanwhile: async ({ phone }) => phone().answer(),
    after: async (play) => {
      await ringsAgain(play);
      play.phone().answer();
      await talksAndHangsUp(play);
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'two phones that ring, of which one is picked up meanwhile',
    alsoRings: true,
    before: async (play) => {
      await rings(play);
      await soon(() => expect(play.otherPhone().stage).toBe('rung'));
    },
    meanwhile: async ({ phone }) => phone().answer(),
    after: async (play) => {
      await ringsAgain(play);
      play.phone().answer();
      await talksAndHangsUp(play);
      await soon(() => expect(play.otherPhone().cancelledAt).not.toBeNull());
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'a phone that declines meanwhile',
    before: rings,
    meanwhile: async ({ phone }) => phone().refuse('486 Busy Here'),
    after: async (play) => {
      if (play.call.status !== null) return;
      await ringsAgain(play);
      play.phone().refuse('486 Busy Here');
    },
    outcome: 'busy',
    outcomeAfterCrash: 'abandoned',
    status: 486,
  },
  {
    given: 'a caller who gives up meanwhile',
    before: rings,
    meanwhile: hangsUp,
    after: async ({ phone }) => soon(() => expect(phone().cancelledAt).not.toBeNull()),
    outcome: 'abandoned',
    outcomeAfterCrash: 'abandoned',
    status: 487,
  },
  {
    given: 'two who talk',
    before: talks,
    meanwhile: async ({ pbx, call }) => {
      const heard = pbx.phoneRtp.heard(CALLER_VOICE);
      if (call.theirMediaPort !== null) pbx.callerRtp.talkTo(call.theirMediaPort);
      await soon(() => expect(pbx.phoneRtp.heard(CALLER_VOICE)).toBeGreaterThan(heard + 10));
    },
    after: async ({ call, phone }) => {
      expect([call.releasedAt, phone().byeAt]).toEqual([null, null]);
      call.hangUp();
    },
    outcome: 'answered',
    outcomeAfterCrash: 'answered',
    status: 200,
  },
  {
    given: 'two who talk, of whom the caller hangs up meanwhile',
    before: talks,
    meanwhile: hangsUp,
    after: async ({ phone }) => soon(() => expect(phone().byeFrom).toBe('asterisk')),
    outcome: 'answered',
    outcomeAfterCrash: 'answered',
    status: 200,
  },
  {
    given: 'two who talk, of whom the phone hangs up meanwhile',
    before: talks,
    meanwhile: async ({ phone }) => {
      phone().hangUp();
      await phone().over;
    },
    after: async ({ call }) => soon(() => expect(call.releasedAt).not.toBeNull()),
    outcome: 'answered',
    outcomeAfterCrash: 'answered',
    status: 200,
  },
  {
    given: 'a caller who has just arrived, whose phone has not been rung yet',
    held: async ({ state }) => soon(() => expect(state()).toBe('ringing')),
    after: async (play) => {
      await ringsAgain(play);
      await soon(() => expect(play.call.ringingAt).not.toBeNull());
      play.phone().answer();
      await talksAndHangsUp(play);
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'somebody who is asked to press 1',
    confirm: true,
    before: asks,
    after: async (play) => {
      play.phone().press('1');
      await talksAndHangsUp(play);
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'a phone that must press 1, and is picked up meanwhile',
    confirm: true,
    before: rings,
    meanwhile: async ({ phone }) => phone().answer(),
    after: async (play) => {
      await ringsAgain(play);
      play.phone().answer();
      await soon(() => expect(play.state()).toBe('confirming'));
      play.phone().press('1');
      await talksAndHangsUp(play);
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'somebody who presses 1 meanwhile, and once more when asked again',
    confirm: true,
    before: asks,
    meanwhile: async ({ phone }) => phone().press('1'),
    after: async (play) => {
      play.phone().press('1');
      await talksAndHangsUp(play);
    },
    outcome: 'answered',
    outcomeAfterCrash: 'abandoned',
    status: 200,
  },
  {
    given: 'somebody who is asked to press 1, and hangs up meanwhile',
    confirm: true,
    before: asks,
    meanwhile: async ({ phone }) => {
      phone().hangUp();
      await phone().over;
    },
    after: async ({ call }) => soon(() => expect(call.status).not.toBeNull()),
    outcome: 'no-answer',
    outcomeAfterCrash: 'abandoned',
    status: 480,
  },
  {
    given: 'somebody who is asked to press 1, while the caller gives up',
    confirm: true,
    before: asks,
    meanwhile: hangsUp,
    after: async ({ phone }) => soon(() => expect(phone().byeFrom).toBe('asterisk')),
    outcome: 'abandoned',
    outcomeAfterCrash: 'abandoned',
    status: 487,
  },
  ...MISSED_SCENES,
];
