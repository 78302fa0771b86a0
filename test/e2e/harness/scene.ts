import { expect, vi } from 'vitest';
import type { HandPbx } from './hand-pbx.ts';
import type { LineSetUp } from './set-up-lines.ts';
import type { DialledCall } from './sip/dialled-call.ts';
import type { ReceivedCall } from './sip/received-call.ts';

/** A call that is caught in one state when the daemon, Asterisk or a link goes away. */
export interface Scene {
  readonly given: string;
  /** By default the line rings one phone for 20 s, and a miss is texted. */
  readonly settings?: LineSetUp['settings'];
  /** The caller talks to whoever, or whatever, answers. */
  readonly talks?: boolean;
  /** Whoever picks up is asked to press 1. */
  readonly confirm?: boolean;
  /** A second phone rings at the same time. */
  readonly alsoRings?: boolean;
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
  /** What is learned of a voicemail in the end; by default there was none. */
  readonly voicemail?: 'left';
}

export interface Play {
  readonly pbx: HandPbx;
  readonly call: DialledCall;
  /** What the daemon has kept of the call: its state. */
  state(): string | null;
  outcome(): string | null;
  /** The latest call at the phone that the line rings. @throws Error where it was not rung */
  phone(): ReceivedCall;
  /** Likewise, at the second one. */
  otherPhone(): ReceivedCall;
}

/** A link that is back is taken up again within a few seconds. */
export const soon = (look: () => void) => vi.waitFor(look, { timeout: 12_000, interval: 50 });
export const rings = async ({ phone }: Play) => {
  await soon(() => expect(phone().stage).toBe('rung'));
};
export const hangsUp = async ({ call }: Play) => {
  call.hangUp();
  await call.over;
};
