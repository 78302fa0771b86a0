import { formatDestination, parseDestination } from './destination.ts';
import { formatWeek, parseWeek } from './hours-words.ts';
import {
  type HuntDestination,
  type HuntGroupStep,
  LEAST_RING_SECONDS,
  MOST_RING_SECONDS,
  type StepChange,
} from './hunt-group.ts';
import type { Country } from './phone.ts';
import { cannotRead, type WordsProblem } from './words-problem.ts';

export type ParsedHunt = { readonly kind: 'steps'; readonly steps: readonly HuntGroupStep[] } | WordsProblem;
export type ParsedStep = { readonly kind: 'step'; readonly step: HuntGroupStep } | WordsProblem;
type ParsedSeconds = { readonly kind: 'seconds'; readonly seconds: number | null } | WordsProblem;
type ParsedName = { readonly kind: 'name'; readonly name: string | null } | WordsProblem;
type ParsedHours = { readonly kind: 'hours'; readonly hours: string | null } | WordsProblem;

/** Far more than twenty steps of ten destinations take. */
const MAX_LENGTH = 40_000;
const MAX_NAME_LENGTH = 40;
const EXAMPLE =
  'Write for example "PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s", where ! means: press 1 to accept.';

/** Brackets are one piece, whatever stands in them. A `;` right before `name=` belongs to a SIP URI (RFC 3261 §19.1.1). */
const PIECES =
  /\[[^\]]*\]|\([^()]*\)|;(?=[A-Za-z][A-Za-z0-9-]*=)|(?<endOfStep>[;\n])|(?<and>[&,])|[^[(;\n&,]+|[[(]/g;
const HOURS = /\[([^\]]*)\]/g;
const SECONDS = /(?:^|\s)(?:for\s+)?(\d{1,4})\s*s(?:ec(?:ond)?s?)?$/i;
/** What stands in brackets is a name where it has a letter; else it is an area code. */
const NAME = /\(([^()]*\p{L}[^()]*)\)/gu;
/** Where a name may not go on: what the plan is written with. */
const UNNAMEABLE = /[\p{Cc}()[\]]/u;

/**
 * Reads a whole hunt group as people type it, e.g. `PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s [mon-fri
 * 8-17]`: steps after one another with `;` or a new line between, phones that ring at once with `&` or a comma; `!`
 * for press 1, a name in round brackets, hours in square ones.
 */
export function parseHunt(text: string, country: Country): ParsedHunt {
  if (text.length > MAX_LENGTH) return cannotRead('The plan is too long to be one.', EXAMPLE);
  const written = split(text, 'endOfStep').filter((step) => step.trim() !== '');
  if (written.length === 0) return cannotRead('The plan names nobody to ring.', EXAMPLE);
  const steps: HuntGroupStep[] = [];
  for (const [index, words] of written.entries()) {
    const read = parseStep(words, country);
    if (read.kind !== 'step') {
      const where = written.length === 1 ? '' : `Step ${index + 1}: `;
      return { ...read, problem: `${where}${read.problem}` };
    }
    steps.push(read.step);
  }
  return { kind: 'steps', steps };
}

/** Reads one step, e.g. `PJSIP/100 & 212-555-0199! 20s`. */
export function parseStep(text: string, country: Country): ParsedStep {
  const hours = readStepHours(text);
  if (hours.kind !== 'hours') return hours;
  const rest = text.replace(HOURS, ' ').trim();
  const [ring, digits = 'default'] = SECONDS.exec(rest) ?? [];
  const seconds = parseRingSeconds(digits);
  if (seconds.kind !== 'seconds') return seconds;
  const destinations: HuntDestination[] = [];
  for (const words of split(ring === undefined ? rest : rest.slice(0, -ring.length), 'and')) {
    const read = readDestination(words, country);
    if (read.kind !== 'destination') return read;
    destinations.push(read.destination);
  }
  return { kind: 'step', step: { ringSeconds: seconds.seconds, hours: hours.hours, destinations } };
}

/** What people type of a step to add or change it. */
export interface TypedStep {
  /** As `parseStep` reads it. */
  readonly to?: string;
  readonly ring?: string;
  readonly hours?: string;
  readonly confirm?: boolean;
}

/** Reads what is to change of a step; what is not typed stays out of it. */
export function readStepChange(
  { to, ring, hours, confirm }: TypedStep,
  country: Country,
): { readonly kind: 'change'; readonly change: StepChange } | WordsProblem {
  const step = to === undefined ? null : parseStep(to, country);
  if (step?.kind === 'invalid') return step;
  const seconds = ring === undefined ? null : parseRingSeconds(ring);
  if (seconds?.kind === 'invalid') return seconds;
  const week = hours === undefined ? null : parseStepHours(hours);
  if (week?.kind === 'invalid') return week;
  return {
    kind: 'change',
    change: {
      ...(step === null ? {} : stated(step.step)),
      ...(seconds === null ? {} : { ringSeconds: seconds.seconds }),
      ...(week === null ? {} : { hours: week.hours }),
      ...(confirm === undefined ? {} : { confirm }),
    },
  };
}

/** Seconds and hours that are not said are not meant to be taken away. */
function stated({ destinations, ringSeconds, hours }: HuntGroupStep): StepChange {
  return {
    destinations,
    ...(ringSeconds === null ? {} : { ringSeconds }),
    ...(hours === null ? {} : { hours }),
  };
}

/** Reads how long a step rings, e.g. `15`, `15s`; `default` for as long as the line's ring timeout allows. */
export function parseRingSeconds(text: string): ParsedSeconds {
  const plain = text.trim().toLowerCase();
  if (plain === 'default') return { kind: 'seconds', seconds: null };
  const [, digits = ''] = /^(\d{1,4})\s*s?$/.exec(plain) ?? [];
  const seconds = Number(digits);
  if (digits !== '' && seconds >= LEAST_RING_SECONDS && seconds <= MOST_RING_SECONDS) {
    return { kind: 'seconds', seconds };
  }
  return cannotRead(
    `A step cannot ring for ${JSON.stringify(plain.slice(0, 40))}.`,
    `Give whole seconds from ${LEAST_RING_SECONDS} to ${MOST_RING_SECONDS}, or default for as long as the line's ring timeout allows.`,
  );
}

/** Reads what people call a phone, as it can be written in a plan; null for nothing. */
export function parsePhoneName(text: string): ParsedName {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') return { kind: 'name', name: null };
  const fits = name.length <= MAX_NAME_LENGTH && !UNNAMEABLE.test(name) && /\p{L}/u.test(name);
  if (fits) return { kind: 'name', name };
  return cannotRead(
    `A phone cannot be called ${JSON.stringify(name.slice(0, 80))}.`,
    `Give a name with a letter in it, of at most ${MAX_NAME_LENGTH} characters and without brackets.`,
  );
}

/** Reads when a step rings, as `parseWeek` does; `always` or `siempre` for always. */
export function parseStepHours(text: string): ParsedHours {
  if (/^\s*(?:always|siempre)\s*$/i.test(text)) return { kind: 'hours', hours: null };
  const week = parseWeek(text);
  return week.kind === 'hours' ? { kind: 'hours', hours: formatWeek(week.hours) } : week;
}

/**
 * A hunt group as `parseHunt` reads it, e.g. `PJSIP/100 & +12125550199! (Maria) 20s; +12125550198! 15s`.
 * @param phone how a number is written, for people
 */
export function formatHunt(
  steps: readonly HuntGroupStep[],
  phone: (e164: string) => string = (e164) => e164,
): string {
  return steps.map((step) => formatStep(step, phone)).join('; ');
}

function formatStep(
  { destinations, ringSeconds, hours }: HuntGroupStep,
  phone: (e164: string) => string,
): string {
  const rung = destinations.map((destination) => formatHuntDestination(destination, phone)).join(' & ');
  return `${rung}${ringSeconds === null ? '' : ` ${ringSeconds}s`}${hours === null ? '' : ` [${hours}]`}`;
}

function formatHuntDestination(
  { kind, value, confirm, name }: HuntDestination,
  phone: (e164: string) => string,
): string {
  const address = formatDestination({ kind, value: kind === 'endpoint' ? value : phone(value) });
  return `${address}${confirm ? '!' : ''}${name === null ? '' : ` (${name})`}`;
}

/** What stands between the separators, brackets whole. */
function split(text: string, separator: 'endOfStep' | 'and'): readonly string[] {
  const parts = [''];
  for (const piece of text.matchAll(PIECES)) {
    if (piece.groups?.[separator] === undefined) parts.push(`${parts.pop()}${piece[0]}`);
    else parts.push('');
  }
  return parts;
}

function readStepHours(text: string): ParsedHours {
  const found = [...text.matchAll(HOURS)];
  if (found.length > 1)
    return cannotRead('It has hours twice.', 'Write all hours of a step in one pair of brackets.');
  return parseStepHours(found[0]?.[1] ?? 'always');
}

function readDestination(
  words: string,
  country: Country,
): { readonly kind: 'destination'; readonly destination: HuntDestination } | WordsProblem {
  const names = [...words.matchAll(NAME)];
  const named = parsePhoneName(names[0]?.[1] ?? '');
  if (names.length > 1 || named.kind !== 'name') {
    return cannotRead(
      `${JSON.stringify(words.trim().slice(0, 80))} has more than one name, or one that cannot be kept.`,
      `Give one of at most ${MAX_NAME_LENGTH} characters, in round brackets after its number.`,
    );
  }
  const address = words.replace(NAME, ' ');
  const confirm = /!\s*$/.test(address);
  const parsed = parseDestination(address.replace(/!\s*$/, ''), country);
  if (parsed.kind === 'invalid') return cannotRead(parsed.problem, parsed.remedy);
  return { kind: 'destination', destination: { ...parsed.destination, name: named.name, confirm } };
}
