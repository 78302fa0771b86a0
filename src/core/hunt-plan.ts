import type { Destination, HuntStep } from './call.ts';
import type { Millis } from './clock.ts';
import { endpointOf } from './destination.ts';
import { isOpen } from './hours.ts';
import { parseWeek } from './hours-words.ts';
import type { HuntDestination, HuntGroupStep } from './hunt-group.ts';
import type { HUNT_ORDERS } from './hunt-order.ts';

/** A line's hunt group, as far as the order of its phones goes. */
export interface LineHunt {
  /** E.164. */
  readonly number: string;
  /** IANA name: what the hours of its steps are kept in. */
  readonly timeZone: string;
  readonly ringTimeoutSeconds: number;
  readonly order: (typeof HUNT_ORDERS)[number];
  /** Counts calls, where the steps take turns. */
  readonly turn: number;
  readonly steps: readonly HuntGroupStep[];
}

/** What the plan of a call goes by, beside its line. */
export interface HuntContext {
  /** The lines that it may ring the phones of, by number (E.164). */
  readonly lines: ReadonlyMap<string, LineHunt>;
  /** When the phone at an endpoint was last talked to; `Infinity` while it is. One that is not in it never was. */
  readonly talkedUntil: ReadonlyMap<string, Millis>;
  /** How a phone number is rung, with `{number}` where it goes, e.g. `PJSIP/{number}@trunk`. */
  readonly dialTemplate: string;
  readonly now: Millis;
}

export interface PlannedHunt {
  readonly steps: readonly HuntStep[];
  /** Numbers of the lines whose steps take turns and took one. */
  readonly turned: readonly string[];
  /** Nothing rings, and that is because of the hour. */
  readonly isOffHours: boolean;
}

/** A line, whose line, whose line. */
export const MAX_LINE_DEPTH = 3;
/** What one call may ring, all steps together, whatever lines ring the phones of lines. */
export const MAX_PHONES = 100;
/** What rings at once, once lines are replaced by their phones. */
const MAX_AT_ONCE = 20;

/** A walk through a line and the lines that it rings. */
interface Walk extends HuntContext {
  /** Lines on the way here: none is entered twice, so that lines in a circle do no harm. */
  readonly path: readonly string[];
  /** Shared by the whole walk. */
  readonly tally: {
    /** How much may still be looked at. */
    left: number;
    groups: number;
    isOffHours: boolean;
    readonly turned: Set<string>;
  };
}

/**
 * What to ring for a call to a line, in which order, and for how long. A step outside its hours, or without a phone,
 * is as if it were not there.
 */
export function planHunt(line: LineHunt, context: HuntContext): PlannedHunt {
  const tally = { left: MAX_PHONES, groups: 0, isOffHours: false, turned: new Set<string>() };
  const steps = planLine(line, { ...context, path: [], tally });
  return { steps, turned: [...tally.turned], isOffHours: steps.length === 0 && tally.isOffHours };
}

/**
 * The endpoints that ring where nobody knows the hour and nobody can be asked to press 1: those of the first step
 * that always rings, else of the first. Phones that are asked to press 1 are left out where there are others, since a
 * voicemail could pick up there first.
 */
export function fallbackEndpoints(
  line: LineHunt,
  context: Omit<HuntContext, 'talkedUntil'>,
): readonly string[] {
  const always = line.steps.filter(({ hours }) => hours === null);
  for (const step of [...always, ...line.steps]) {
    const only = { ...line, order: 'fixed', steps: [{ ...step, hours: null }] } as const;
    const phones = planHunt(only, { ...context, talkedUntil: new Map() }).steps.flatMap(
      (rung) => rung.destinations,
    );
    const unasked = phones.filter(({ confirm }) => !confirm);
    const rung = unasked.length === 0 ? phones : unasked;
    if (rung.length > 0) return [...new Set(rung.map(({ endpoint }) => endpoint))];
  }
  return [];
}

function planLine(line: LineHunt, before: Walk): readonly HuntStep[] {
  const walk = { ...before, path: [...before.path, line.number] };
  const planned = line.steps
    .filter((step) => {
      const rings = ringsNow(step, line, walk.now);
      if (!rings) walk.tally.isOffHours = true;
      return rings;
    })
    .map((step) => expandStep(step, line, walk))
    .filter((steps) => steps.length > 0);
  switch (line.order) {
    case 'fixed':
      return planned.flat();
    case 'round-robin': {
      walk.tally.turned.add(line.number);
      const first = planned.length === 0 ? 0 : line.turn % planned.length;
      return [...planned.slice(first), ...planned.slice(0, first)].flat();
    }
    case 'longest-idle':
      // Stable: those of whom nothing is known stay in the order in which they are set.
      return planned.toSorted((a, b) => talkedUntil(a, walk) - talkedUntil(b, walk)).flat();
  }
}

/** Hours that somebody broke by hand in the database are none: a phone has to ring. */
function ringsNow({ hours }: HuntGroupStep, { timeZone }: LineHunt, now: Millis): boolean {
  const week = hours === null ? null : parseWeek(hours);
  return week?.kind !== 'hours' || isOpen({ timeZone, weekly: week.hours, holidays: [] }, now);
}

/** A line that stands alone in a step rings as that line does; beside others, all of its phones ring at once. */
function expandStep(step: HuntGroupStep, line: LineHunt, walk: Walk): readonly HuntStep[] {
  const ringMs = (step.ringSeconds ?? line.ringTimeoutSeconds) * 1000;
  const [only, ...others] = step.destinations;
  if (only?.kind === 'line' && others.length === 0) {
    const steps = stepsOfLine(only, walk);
    return step.ringSeconds === null ? steps : within(ringMs, steps, walk);
  }
  const phones = step.destinations.flatMap((destination) => phonesOf(destination, walk));
  const known = new Set<string>();
  const once = phones.filter(({ endpoint }) => !known.has(endpoint) && known.add(endpoint));
  return once.length === 0 ? [] : [{ destinations: once.slice(0, MAX_AT_ONCE), ringMs }];
}

function phonesOf(destination: HuntDestination, walk: Walk): readonly Destination[] {
  if (destination.kind === 'line') return stepsOfLine(destination, walk).flatMap((step) => step.destinations);
  walk.tally.left -= 1;
  if (walk.tally.left < 0) return [];
  const { value, name, confirm } = destination;
  return [{ label: name ?? value, endpoint: endpointOf(destination, walk.dialTemplate), confirm }];
}

/** How another line rings now; nothing where it is out of service, on the way already, or too far away. */
function stepsOfLine({ value, confirm }: HuntDestination, walk: Walk): readonly HuntStep[] {
  const line = walk.lines.get(value);
  walk.tally.left -= 1;
  if (line === undefined || walk.tally.left < 0) return [];
  if (walk.path.includes(value) || walk.path.length >= MAX_LINE_DEPTH) return [];
  return within(line.ringTimeoutSeconds * 1000, planLine(line, walk), walk).map((step) => ({
    ...step,
    destinations: step.destinations.map((phone) => ({ ...phone, confirm: phone.confirm || confirm })),
  }));
}

/** The same steps, that ring for at most `ringMs` together: how long that is, only the call can tell. */
function within(ringMs: Millis, steps: readonly HuntStep[], { tally }: Walk): readonly HuntStep[] {
  tally.groups += 1;
  const group = { id: tally.groups, ringMs };
  return steps.map((step) => ({ ...step, groups: [...(step.groups ?? []), group] }));
}

function talkedUntil(steps: readonly HuntStep[], walk: Walk): Millis {
  const endpoints = steps.flatMap((step) => step.destinations.map(({ endpoint }) => endpoint));
  return Math.max(0, ...endpoints.map((endpoint) => walk.talkedUntil.get(endpoint) ?? 0));
}
