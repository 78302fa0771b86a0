import { sayWeek } from '../core/hours-words.ts';
import { languageOf } from '../core/language.ts';
import { OWNER_RULES } from '../core/ownership.ts';
import { type LineOwnersView, setLineOwners, showLineOwners } from '../services/line-owners.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What stands in the fields: people in order, with room for more; empty names are nobody. */
export interface TypedOwners {
  readonly rule: string;
  readonly people: readonly { readonly name: string; readonly hours: string }[];
}

/** Fields that are empty, for whom to add. */
const ROOM = 2;
/** More than the service takes, which says so. */
const MOST_FIELDS = 60;
const MAX_NAME = 100;
const MAX_HOURS = 600;

export function shownOwners({ rule, people }: LineOwnersView, { words }: Person): TypedOwners {
  const language = languageOf(words.language);
  const there = people.map(({ name, hours }) => ({
    name,
    hours: hours === null ? '' : sayWeek(hours, language),
  }));
  return withRoom({ rule, people: there });
}

export function typedOwners(body: FormBody): TypedOwners {
  const people = [];
  for (let at = 1; at <= MOST_FIELDS && body[`owner-${at}`] !== undefined; at += 1) {
    const name = textField(body[`owner-${at}`], MAX_NAME).trim();
    const hours = textField(body[`owner-hours-${at}`], MAX_HOURS).trim();
    people.push({ name, hours });
  }
  const rule = OWNER_RULES.find((known) => known === body['rule']) ?? 'fixed';
  return withRoom({ rule, people: people.filter(({ name, hours }) => name !== '' || hours !== '') });
}

function withRoom({ rule, people }: TypedOwners): TypedOwners {
  return { rule, people: [...people, ...Array.from({ length: ROOM }, () => ({ name: '', hours: '' }))] };
}

export function ownersSettings(number: string, { business }: WebParts): ShownSettings {
  return {
    read(store) {
      const found = showLineOwners(store, number, business.country);
      return found.kind === 'owners' ? found.owners : null;
    },
    isAbout: ({ subject, action }) => subject === `line:${number}` && action === 'set owners',
  };
}

/** Saves who looks after a line; says what is wrong. */
export function saveOwners(
  store: Store,
  number: string,
  { rule, people }: TypedOwners,
  { actor, words }: Person,
  { business, clock }: WebParts,
): { readonly owners?: Rejection } {
  const named = people.filter(({ name }) => name !== '');
  if (rule !== 'hours' && named.some(({ hours }) => hours !== ''))
    return { owners: { kind: 'invalid', ...words.line.hoursNotAsked } };
  const typed = named.map(({ name, hours }) => (hours === '' ? name : `${name}=${hours}`));
  const request = { number, rule, people: typed, dryRun: false };
  const set = setLineOwners(store, request, business.country, actor.label, clock.now());
  return 'problem' in set ? { owners: set } : {};
}
