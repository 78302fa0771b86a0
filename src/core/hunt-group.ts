import { formatDestination, type LineDestination } from './destination.ts';

/** A phone of a hunt step, as it is set. */
export interface HuntDestination extends LineDestination {
  /** What people call it, e.g. `Maria's cell`; null for its value. */
  readonly name: string | null;
  /** Whether who picks up has to press 1. */
  readonly confirm: boolean;
}

/** Phones that ring at once, as they are set. */
export interface HuntGroupStep {
  /** 5 to 60. Null: as long as the line's ring timeout allows. */
  readonly ringSeconds: number | null;
  /** When it rings, in the line's time zone, as `formatWeek` writes it; null for always. */
  readonly hours: string | null;
  readonly destinations: readonly HuntDestination[];
}

/** What is typed of a step to change it; what is left out stays as it is. */
export type StepChange = Partial<HuntGroupStep> & {
  /** For all of its destinations. */
  readonly confirm?: boolean;
};

export interface HuntProblem {
  /** `not-found`: there is no such step. `refused`: it reads well, and a rule forbids it. */
  readonly kind: 'invalid' | 'not-found' | 'refused';
  readonly problem: string;
  readonly remedy: string;
}

export type EditedHunt = { readonly kind: 'steps'; readonly steps: readonly HuntGroupStep[] } | HuntProblem;

/** Makes other steps of a line's steps, or says what is wrong. */
export type HuntEdit = (steps: readonly HuntGroupStep[]) => EditedHunt;

export const MAX_STEPS = 20;
export const MAX_AT_ONCE = 10;
export const LEAST_RING_SECONDS = 5;
export const MOST_RING_SECONDS = 60;

/** The one step that rings a single destination for as long as the line's ring timeout allows. */
export function singleStep(destination: LineDestination): readonly HuntGroupStep[] {
  return [{ ringSeconds: null, hours: null, destinations: [{ ...destination, name: null, confirm: false }] }];
}

/** All steps anew. */
export function replaceSteps(steps: readonly HuntGroupStep[]): HuntEdit {
  return () => checkSteps(steps);
}

/** @param position 1 for the first; null for the end */
export function addStep(change: StepChange, position: number | null): HuntEdit {
  return (steps) => {
    const at = position ?? steps.length + 1;
    if (at > steps.length + 1) return noSuchStep(at, steps);
    const step = changed({ ringSeconds: null, hours: null, destinations: [] }, change);
    return checkSteps([...steps.slice(0, at - 1), step, ...steps.slice(at - 1)]);
  };
}

/** @param position 1 for the first */
export function changeStep(position: number, change: StepChange): HuntEdit {
  return (steps) => {
    const before = steps[position - 1];
    if (before === undefined) return noSuchStep(position, steps);
    return checkSteps(steps.map((step) => (step === before ? changed(before, change) : step)));
  };
}

function changed(step: HuntGroupStep, { confirm, ...change }: StepChange): HuntGroupStep {
  const after = { ...step, ...change };
  if (confirm === undefined) return after;
  return { ...after, destinations: after.destinations.map((phone) => ({ ...phone, confirm })) };
}

/** @param position 1 for the first */
export function removeStep(position: number): HuntEdit {
  return (steps) => {
    const removed = steps[position - 1];
    if (removed === undefined) return noSuchStep(position, steps);
    return checkSteps(steps.filter((step) => step !== removed));
  };
}

/** @param position 1 for the first; @param to where it is afterwards */
export function moveStep(position: number, to: number): HuntEdit {
  return (steps) => {
    const moved = steps[position - 1];
    if (moved === undefined) return noSuchStep(position, steps);
    if (to > steps.length) return noSuchStep(to, steps);
    const others = steps.filter((step) => step !== moved);
    return { kind: 'steps', steps: [...others.slice(0, to - 1), moved, ...others.slice(to - 1)] };
  };
}

/**
 * What a person should know of steps that read well: those that no call can reach in time.
 * @param ringTimeoutSeconds of the line
 */
export function huntNotes(steps: readonly HuntGroupStep[], ringTimeoutSeconds: number): readonly string[] {
  let rung = 0;
  for (const [index, { ringSeconds, hours }] of steps.slice(0, -1).entries()) {
    // One with hours may not ring at all, and then takes no time.
    if (hours === null) rung += ringSeconds ?? ringTimeoutSeconds;
    if (rung >= ringTimeoutSeconds) {
      const first = index === 0 ? 'step 1 rings' : `steps 1 to ${index + 1} ring`;
      return [
        `Where no phone is busy or unreachable, ${first} until the line's ring timeout of ` +
          `${ringTimeoutSeconds} s, and step ${index + 2} never does. Ring for fewer seconds, or set a longer timeout.`,
      ];
    }
  }
  return [];
}

function checkSteps(steps: readonly HuntGroupStep[]): EditedHunt {
  if (steps.length === 0) {
    return problem(
      'refused',
      'The line would ring nobody.',
      'Give it another step first, or remove the line.',
    );
  }
  if (steps.length > MAX_STEPS) {
    return problem(
      'refused',
      `A line has at most ${MAX_STEPS} steps; this would make ${steps.length}.`,
      'Let phones ring at once in fewer steps, or use a queue of Asterisk: Local/600@from-internal.',
    );
  }
  for (const [index, { destinations }] of steps.entries()) {
    const wrong = checkDestinations(index + 1, destinations);
    if (wrong !== null) return wrong;
  }
  return { kind: 'steps', steps };
}

function checkDestinations(position: number, destinations: readonly HuntDestination[]): HuntProblem | null {
  if (destinations.length > MAX_AT_ONCE) {
    return problem(
      'refused',
      `A step rings at most ${MAX_AT_ONCE} destinations at once; step ${position} would ring ${destinations.length}.`,
      'Spread them over several steps, or use a ring group of Asterisk: Local/600@from-internal.',
    );
  }
  const written = destinations.map(formatDestination);
  const twice = written.find((text, index) => written.indexOf(text) !== index);
  if (twice === undefined) return null;
  return problem(
    'refused',
    `Step ${position} would ring ${twice} twice.`,
    'Name each destination of a step once.',
  );
}

function noSuchStep(position: number, steps: readonly HuntGroupStep[]): HuntProblem {
  const there = steps.length === 1 ? 'one step' : `${steps.length} steps`;
  return problem(
    'not-found',
    `There is no step ${position}: the line has ${there}.`,
    'See them with `textback line hunt show`.',
  );
}

function problem(kind: HuntProblem['kind'], words: string, remedy: string): HuntProblem {
  return { kind, problem: words, remedy };
}
