import type { CallerId, CallPlan, Destination, HuntStep } from './call.ts';
import type { LineDestination } from './destination.ts';

export type PlannedDestination = LineDestination & { readonly confirm?: boolean };

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

/** A line's settings, as far as ringing goes. */
export interface RingSettings {
  readonly ringTimeoutSeconds: number;
  readonly steps: readonly {
    /** Null: as long as the line's ring timeout allows. */
    readonly ringSeconds: number | null;
    readonly destinations: readonly PlannedDestination[];
  }[];
}

/**
 * What to ring for a call, in which order and for how long.
 * @param dialTemplate how a phone number is rung, with `{number}` where it goes, e.g. `PJSIP/{number}@trunk`
 */
export function planCall(
  settings: RingSettings,
  dialTemplate: string,
  presentedCallerId: CallerId,
): CallPlan {
  const ringTimeoutMs = settings.ringTimeoutSeconds * 1000;
  const steps = settings.steps.map(
    ({ ringSeconds, destinations }): HuntStep => ({
      ringMs: ringSeconds === null ? ringTimeoutMs : ringSeconds * 1000,
      destinations: destinations.map(
        ({ kind, value, confirm = false }): Destination => ({
          label: value,
          endpoint: kind === 'endpoint' ? value : dialTemplate.replaceAll('{number}', value),
          confirm,
        }),
      ),
    }),
  );
  return { ...NO_PLAN, steps, ringTimeoutMs, presentedCallerId };
}
