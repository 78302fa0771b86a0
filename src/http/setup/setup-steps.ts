/** What a new installation is asked for, one page each, in this order. */
export const SETUP_STEPS = ['pbx', 'gateway', 'line', 'message', 'credits', 'test'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const SETUP = '/settings/setup';
/** Goes on where somebody left off. */
export const RESUME = SETUP;
export const FIRST_STEP = stepPath('pbx');

export function stepPath(step: SetupStep): string {
  return `${SETUP}/${step}`;
}

/** The page after a step; after the last, the inbox. */
export function nextPath(step: SetupStep): string {
  const next = SETUP_STEPS[SETUP_STEPS.indexOf(step) + 1];
  return next === undefined ? '/inbox' : stepPath(next);
}

export function isSetupStep(name: string): name is SetupStep {
  return SETUP_STEPS.some((step) => step === name);
}
