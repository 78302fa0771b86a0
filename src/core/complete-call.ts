import type { Call, CallPlan, Destination, HuntStep, Leg } from './call.ts';
import { NO_PLAN } from './call-plan.ts';

type Later<Whole, Names extends keyof Whole> = Omit<Whole, Names> & Partial<Pick<Whole, Names>>;
type KeptDestination = Later<Destination, 'confirm'>;
type KeptLeg = Later<Omit<Leg, 'destination'>, 'confirmedAt' | 'prompt'> & {
  readonly destination: KeptDestination;
};
type KeptPlan = Later<
  Omit<CallPlan, 'steps'>,
  'isOffHours' | 'divertedFrom' | 'confirmation' | 'afterMiss' | 'blocked'
> & {
  readonly steps: readonly (Omit<HuntStep, 'destinations'> & {
    readonly destinations: readonly KeptDestination[];
  })[];
};

/** An open call as any version so far may have kept it: without what came to be known later. */
export type KeptCall = Later<Omit<Call, 'plan' | 'legs'>, 'announcement' | 'handedOverTo'> & {
  readonly plan: KeptPlan;
  readonly legs: readonly KeptLeg[];
};

/** Calls go on across an update: what an older version did not know is as it was for it. */
export function completeCall(kept: KeptCall): Call {
  return {
    announcement: null,
    handedOverTo: null,
    ...kept,
    plan: { ...NO_PLAN, ...kept.plan, steps: kept.plan.steps.map(completeStep) },
    legs: kept.legs.map((leg) => ({
      confirmedAt: null,
      prompt: null,
      ...leg,
      destination: completeDestination(leg.destination),
    })),
  };
}

function completeStep(step: KeptPlan['steps'][number]): HuntStep {
  return { ...step, destinations: step.destinations.map(completeDestination) };
}

function completeDestination(destination: KeptDestination): Destination {
  return { confirm: false, ...destination };
}
