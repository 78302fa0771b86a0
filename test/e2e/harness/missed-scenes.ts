import { expect } from 'vitest';
import { hangsUp, type Play, rings, type Scene, soon } from './scene.ts';

const misses = async ({ phone, state }: Play) => {
  phone().refuse('486 Busy Here');
  await soon(() => expect(state()).toMatch(/^(wrapping-up|ended)$/));
};
const announces = async (play: Play) => {
  await rings(play);
  play.phone().refuse('486 Busy Here');
  await soon(() => expect(play.state()).toBe('announcing'));
};
const ANNOUNCEMENT = { 'after-miss': 'announcement' } as const;
const VOICEMAIL = { 'after-miss': 'voicemail', voicemail: 'ext-local,vmu100,1' } as const;
/** A message of two seconds counts as left; before it comes the tone. */
const SPOKEN_MS = 4_000;
const leavesVoicemail = async ({ call }: Play) => {
  await soon(() => expect(Date.now() - (call.finalAt ?? Date.now())).toBeGreaterThan(SPOKEN_MS));
  expect(call.releasedAt).toBeNull();
  call.hangUp();
  await call.over;
};
const getsVoicemail = async (play: Play) => {
  await rings(play);
  await misses(play);
  await soon(() => expect(play.call.status).toBe(200));
};

/** Callers whom nobody answered, and what they get then. */
export const MISSED_SCENES: readonly Scene[] = [
  {
    given: 'a missed caller who has not been released yet',
    before: rings,
    held: misses,
    after: async ({ call }) => soon(() => expect(call.status).not.toBeNull()),
    outcome: 'busy',
    outcomeAfterCrash: 'busy',
    status: 486,
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
  {
    given: 'a caller who is to get voicemail, and has not been sent there yet',
    settings: VOICEMAIL,
    talks: true,
    before: rings,
    held: misses,
    after: leavesVoicemail,
    outcome: 'voicemail',
    outcomeAfterCrash: 'voicemail',
    status: 200,
    voicemail: 'left',
  },
  {
    given: 'a caller who speaks to voicemail, and goes on',
    settings: VOICEMAIL,
    talks: true,
    before: getsVoicemail,
    after: leavesVoicemail,
    outcome: 'voicemail',
    outcomeAfterCrash: 'voicemail',
    status: 200,
    voicemail: 'left',
  },
  {
    given: 'a caller who speaks to voicemail, and hangs up meanwhile',
    settings: VOICEMAIL,
    talks: true,
    before: getsVoicemail,
    meanwhile: leavesVoicemail,
    outcome: 'voicemail',
    outcomeAfterCrash: 'voicemail',
    status: 200,
    voicemail: 'left',
  },
];
