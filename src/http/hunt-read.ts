import { type LineDestination, parseDestination } from '../core/destination.ts';
import { type HuntDestination, type HuntGroupStep, replaceSteps } from '../core/hunt-group.ts';
import { parsePhoneName, parseRingSeconds } from '../core/hunt-words.ts';
import type { Country } from '../core/phone.ts';
import { changeHunt } from '../services/change-hunt.ts';
import { changeLine } from '../services/change-line.ts';
import type { Rejection } from '../services/rejection.ts';
import type { Store } from '../store/open-store.ts';
import type { TypedHunt, TypedPhone, TypedStep } from './hunt-form.ts';
import { readWhen } from './hunt-hours.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';
import type { Words } from './words/words.ts';

/** What is wrong with which field: `step-2-ring`, `step-2-when`, `step-2-phone-1`; `steps` for all together. */
export type HuntRefusals = { readonly [field in string]?: Rejection };

interface ReadHunt {
  /** As far as they can be read. */
  readonly steps: readonly HuntGroupStep[];
  readonly refusals: HuntRefusals;
}

type Noted = { -readonly [field in string]?: Rejection };

/** The steps that were typed; a phone that is left empty is none. */
export function readHunt({ steps }: TypedHunt, words: Words, country: Country): ReadHunt {
  const refusals: Noted = {};
  const read = steps.map((step, index) => readStep(step, `step-${index + 1}`, refusals, words, country));
  return { steps: read, refusals };
}

function readStep(
  { ring, when, phones }: TypedStep,
  field: string,
  refusals: Noted,
  words: Words,
  country: Country,
): HuntGroupStep {
  const seconds = parseRingSeconds(ring === '' ? 'default' : ring);
  if (seconds.kind !== 'seconds') refusals[`${field}-ring`] = seconds;
  const hours = readWhen(when, words);
  if (hours.kind !== 'hours') refusals[`${field}-when`] = hours;
  const destinations: HuntDestination[] = [];
  for (const [index, phone] of phones.entries()) {
    if (phone.to === '' && phone.name === '') continue;
    const read = readPhone(phone, words, country);
    if (read.kind === 'phone') destinations.push(read.phone);
    else refusals[`${field}-phone-${index + 1}`] = read;
  }
  if (phones.every(({ to, name }) => to === '' && name === ''))
    refusals[`${field}-phone-1`] = { kind: 'invalid', ...words.hunt.noPhone };
  return {
    ringSeconds: seconds.kind === 'seconds' ? seconds.seconds : null,
    hours: hours.kind === 'hours' ? hours.hours : null,
    destinations,
  };
}

function readPhone(
  { kind, to, name, press1 }: TypedPhone,
  words: Words,
  country: Country,
): { readonly kind: 'phone'; readonly phone: HuntDestination } | Rejection {
  const named = parsePhoneName(name);
  if (named.kind !== 'name') return named;
  const parsed = readDestination(kind, to, words, country);
  if (parsed.kind !== 'destination') return parsed;
  return { kind: 'phone', phone: { ...parsed.destination, name: named.name, confirm: press1 } };
}

function readDestination(
  kind: TypedPhone['kind'],
  to: string,
  words: Words,
  country: Country,
): { readonly kind: 'destination'; readonly destination: LineDestination } | Rejection {
  if (to === '') return { kind: 'invalid', ...words.hunt.noNumber };
  if (kind === 'line') return parseDestination(`line:${to}`, country);
  if (kind !== 'extension' || to.includes('/')) return parseDestination(to, country);
  if (/^\d{2,10}$/.test(to)) return parseDestination(`PJSIP/${to}`, country);
  return { kind: 'invalid', ...words.hunt.noExtension };
}

/** Saves whom a line rings, in which order and for how long at most; says what is wrong with which field. */
export function saveHunt(
  store: Store,
  number: string,
  typed: TypedHunt,
  { actor, words }: Person,
  { business, clock }: WebParts,
): HuntRefusals {
  const { country } = business;
  const { steps, refusals } = readHunt(typed, words, country);
  const value = typed.ringTimeout;
  const timeout = { number, setting: 'ring-timeout', value, dryRun: false };
  const timed = changeLine(store, timeout, country, actor.label, clock.now());
  const all = 'problem' in timed ? { ...refusals, 'ring-timeout': timed } : refusals;
  if (Object.keys(all).length > 0) return all;
  const request = { number, edit: replaceSteps(steps), order: typed.order, dryRun: false };
  const changed = changeHunt(store, request, country, actor.label, clock.now());
  return 'problem' in changed ? { steps: changed } : {};
}
