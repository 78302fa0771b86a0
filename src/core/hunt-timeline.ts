import type { HuntGroupStep } from './hunt-group.ts';

/** When a step rings during a call, as far as the ring timeout lets it, where no phone is busy or unreachable. */
export interface StepTime {
  /** After so many seconds, where every step before it rings. */
  readonly fromSeconds: number;
  /** 0 where it is never reached. */
  readonly forSeconds: number;
  readonly fate: 'whole' | 'cut-short' | 'never';
  /** Whether that is so at any hour: a step with hours takes no time outside them. */
  readonly isAlways: boolean;
}

type Timed = Pick<HuntGroupStep, 'ringSeconds' | 'hours'>;

/**
 * When each step rings, in the order in which they are set.
 * @param ringTimeoutSeconds of the line, which ends all ringing
 */
export function huntTimeline(steps: readonly Timed[], ringTimeoutSeconds: number): readonly StepTime[] {
  let soonest = 0;
  let latest = 0;
  return steps.map(({ ringSeconds, hours }) => {
    const fate = fateOf(ringSeconds, ringTimeoutSeconds - latest);
    const time = {
      fromSeconds: Math.min(latest, ringTimeoutSeconds),
      forSeconds: Math.max(0, Math.min(ringSeconds ?? ringTimeoutSeconds, ringTimeoutSeconds - latest)),
      fate,
      isAlways: fate === fateOf(ringSeconds, ringTimeoutSeconds - soonest),
    };
    latest += ringSeconds ?? ringTimeoutSeconds;
    if (hours === null) soonest += ringSeconds ?? ringTimeoutSeconds;
    return time;
  });
}

/** Whether some step is cut off, whichever of them comes last: for steps that take turns. */
export function isCutOff(steps: readonly Timed[], ringTimeoutSeconds: number): boolean {
  const last = steps.map((step) => [...steps.filter((other) => other !== step), step]);
  return last.some((order) => huntTimeline(order, ringTimeoutSeconds).some(({ fate }) => fate !== 'whole'));
}

function fateOf(ringSeconds: number | null, leftSeconds: number): StepTime['fate'] {
  if (leftSeconds <= 0) return 'never';
  return ringSeconds !== null && ringSeconds > leftSeconds ? 'cut-short' : 'whole';
}
