import { expect, vi } from 'vitest';
import type { HandPbx } from './hand-pbx.ts';
import { CALLER_VOICE } from './rtp-party.ts';
import type { LineSetUp } from './set-up-lines.ts';
import type { DialledCall } from './sip/dialled-call.ts';
import type { ReceivedCall } from './sip/received-call.ts';

/** A call that is caught in one state when the daemon, Asterisk or a link goes away. */
export interface Scene {
  readonly given: string;
  /** By default the line rings one phone for 20 s, and a miss is texted. */
  readonly settings?: LineSetUp['settings'];
  /** Whoever picks up is asked to press 1. */
  readonly confirm?: boolean;
  /** Brings the call into its state. */
  readonly before?: (play: Play) => Promise<void>;
  /** Likewise, while Asterisk's events arrive and our commands do not; the caller dials only then if `before` is absent. */
  readonly held?: (play: Play) => Promise<void>;
  /** What people do while nobody looks. */
  readonly meanwhile?: (play: Play) => Promise<void>;
  /** What they do afterwards. */
  readonly after?: (play: Play) => Promise<void>;
  readonly outcome: string;
  /** What a crash of Asterisk makes of it, which cuts everybody off. */
  readonly outcomeAfterCrash: string;
  /** What the caller's network is told in the end. */
  readonly status: number;
}

export interface Play {
  readonly pbx: HandPbx;
  readonly call: DialledCall;
  /** What the daemon has kept of the call: its state. */
  state(): string | null;
  outcome(): string | null;
  /** The latest call at the phone that the line rings. @throws Error where it was not rung */
  phone(): ReceivedCall;
}

/** A link that is back is taken up again within a few seconds. */
const soon = (look: () => void) => vi.waitFor(look, { timeout: 12_000, interval: 50 });
const rings = async ({ phone }: Play) => {
  await soon(() => expect(phone().stage).toBe('rung'));
};
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
const hangsUp = async ({ call }: Play) => {
  call.hangUp();
  await call.over;
};
const announces = async (play: Play) => {
  await rings(play);
  play.phone().refuse('486 Busy Here');
  await soon(() => expect(play.state()).toBe('announcing'));
};
const ANNOUNCEMENT = { 'after-miss': 'announcement' } as const;

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
    given: 'a missed caller who has not been released yet',
    before: rings,
    held: async ({ phone, state }) => {
      phone().refuse('486 Busy Here');
      await soon(() => expect(state()).toMatch(/^(wrapping-up|ended)$/));
    },
    after: async ({ call }) => soon(() => expect(call.status).not.toBeNull()),
    outcome: 'busy',
    outcomeAfterCrash: 'busy',
    status: 486,
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
  {
    given: 'a caller who hears why nobody came',
    settings: ANNOUNCEMENT,
    before: announces,
    outcome: 'busy',
    outcomeAfterCrash: 'busy',
    status: 486,
  },
  {
    given: 'a caller who hears why nobody came, and hangs up meanwhile',
    settings: ANNOUNCEMENT,
    before: announces,
    meanwhile: hangsUp,
    outcome: 'busy',
    outcomeAfterCrash: 'busy',
    status: 487,
  },
];
