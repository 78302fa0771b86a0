import type { CallerId, CallPlan, Destination, HuntStep } from './call.ts';
import type { LineDestination } from './destination.ts';
import type { BlockTreatment, CALLER_IDS } from './line-words.ts';
import { afterMissOf, blockedOf, soundOf, type TreatmentSettings } from './treatments.ts';

export interface PlannedStep {
  /** Null: as long as the line's ring timeout allows. */
  readonly ringSeconds: number | null;
  readonly destinations: readonly (LineDestination & {
    /** What people call it; null for its value. */
    readonly name: string | null;
    readonly confirm: boolean;
  })[];
}

/** A line's settings, as far as its calls go. */
export interface LinePlan extends TreatmentSettings {
  readonly number: string;
  readonly name: string;
  readonly ringTimeoutSeconds: number;
  readonly callerId: (typeof CALLER_IDS)[number];
  /** Null for the line's name. */
  readonly callerIdPrefix: string | null;
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
  steps: readonly PlannedStep[],
  caller: {
    readonly id: CallerId /** Null where they are not blocked. */;
    readonly blocked: BlockTreatment | null;
  },
  wiring: Wiring,
): CallPlan {
  const ringTimeoutMs = line.ringTimeoutSeconds * 1000;
  const name = line.nameRecording === null ? BEEP : soundOf(line.nameRecording);
  return {
    steps: steps.map((step) => planStep(step, ringTimeoutMs, wiring.dialTemplate)),
    ringTimeoutMs,
    presentedCallerId: line.callerId === 'business' ? ofBusiness(line, caller.id) : caller.id,
    divertedFrom: line.callerId === 'diversion' ? line.number : null,
    confirmation: {
      prompt: [name, soundOf(`${wiring.sounds}/press-1`)],
      timeoutMs: line.confirmSeconds * 1000,
    },
    afterMiss: afterMissOf(line, wiring.sounds),
    blocked: caller.blocked === null ? null : blockedOf(caller.blocked, line, wiring.sounds),
  };
}

function planStep(
  { ringSeconds, destinations }: PlannedStep,
  ringTimeoutMs: number,
  dialTemplate: string,
): HuntStep {
  return {
    ringMs: ringSeconds === null ? ringTimeoutMs : ringSeconds * 1000,
    destinations: destinations.map(
      ({ kind, value, name, confirm }): Destination => ({
        label: name ?? value,
        endpoint: kind === 'endpoint' ? value : dialTemplate.replaceAll('{number}', value),
        confirm,
      }),
    ),
  };
}

/** A carrier that lets only the business's own numbers through shows who calls in the name. */
function ofBusiness({ number, name, callerIdPrefix }: LinePlan, caller: CallerId): CallerId {
  return { number, name: `${callerIdPrefix ?? name} ${caller.name || caller.number}`.trim() };
}
