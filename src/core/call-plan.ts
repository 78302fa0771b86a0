import type { CallerId, CallPlan, Destination, HuntStep } from './call.ts';

/** A line's settings, as far as ringing goes. */
export interface RingSettings {
  readonly ringTimeoutSeconds: number;
  readonly steps: readonly {
    /** Null: as long as the line's ring timeout allows. */
    readonly ringSeconds: number | null;
    readonly destinations: readonly { readonly kind: 'number' | 'endpoint'; readonly value: string }[];
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
        ({ kind, value }): Destination => ({
          label: value,
          endpoint: kind === 'number' ? dialTemplate.replaceAll('{number}', value) : value,
        }),
      ),
    }),
  );
  return { steps, ringTimeoutMs, presentedCallerId };
}
