import type { CallPlan } from './call.ts';
import type { PlannedHunt } from './hunt-plan.ts';
import type { BlockTreatment } from './line-words.ts';
import { afterMissOf, blockedOf, soundOf, type TreatmentSettings } from './treatments.ts';

/** A line's settings, as far as its calls go, beside whom it rings and what is shown to them. */
export interface LinePlan extends TreatmentSettings {
  readonly ringTimeoutSeconds: number;
  readonly confirmSeconds: number;
  /** As Asterisk finds it, e.g. `custom/acme`; null for a tone. */
  readonly nameRecording: string | null;
}

/** How this installation reaches phones and finds its sounds. */
export interface Wiring {
  /** How a phone number is rung, with `{number}` where it goes, e.g. `PJSIP/{number}@trunk`. */
  readonly dialTemplate: string;
  /** The folder with `press-1`, `not-available` and `blocked`, as Asterisk sees it. */
  readonly sounds: string;
}

/** Nothing to ring, nothing to say. */
export const NO_PLAN: CallPlan = {
  steps: [],
  isOffHours: false,
  ringTimeoutMs: 0,
  presentedCallerId: { name: '', number: '' },
  divertedFrom: null,
  confirmation: { prompt: [], timeoutMs: 10_000 },
  afterMiss: { kind: 'release' },
  blocked: null,
};

/**
 * One of Asterisk's own sounds: ARI's `tone:` never ends by itself, so that nothing could follow it. Where it is not
 * installed, the next in the list is played all the same.
 */
const BEEP = 'sound:beep';

/** What a call does: what to ring, in which order and for how long, and what callers and phones hear. */
export function planCall(
  line: LinePlan,
  { steps, isOffHours }: Pick<PlannedHunt, 'steps' | 'isOffHours'>,
  caller: {
    readonly shown: Pick<CallPlan, 'presentedCallerId' | 'divertedFrom'>;
    /** Null where they are not blocked. */
    readonly blocked: BlockTreatment | null;
  },
  sounds: string,
): CallPlan {
  const name = line.nameRecording === null ? BEEP : soundOf(line.nameRecording);
  return {
    ...caller.shown,
    steps,
    isOffHours,
    ringTimeoutMs: line.ringTimeoutSeconds * 1000,
    confirmation: { prompt: [name, soundOf(`${sounds}/press-1`)], timeoutMs: line.confirmSeconds * 1000 },
    afterMiss: afterMissOf(line, sounds),
    blocked: caller.blocked === null ? null : blockedOf(caller.blocked, line, sounds),
  };
}
