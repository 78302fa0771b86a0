import type { Millis } from '../core/clock.ts';
import { formatWeek, parseWeek } from '../core/hours-words.ts';
import { OWNER_RULES, type OwnerRule } from '../core/ownership.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LineOwner } from '../store/queries/line-owners.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_PEOPLE = 50;

/** Who looks after a line's missed calls. */
export interface LineOwnersView {
  /** E.164. */
  readonly line: string;
  readonly rule: OwnerRule;
  /** In order. `hours` is null for always. */
  readonly people: readonly Pick<LineOwner, 'name' | 'hours'>[];
}

export interface OwnersToSet {
  /** The line's number, in any usual spelling. */
  readonly number: string;
  /** One of OWNER_RULES; null leaves it, or follows from the people. */
  readonly rule: string | null;
  /** In order: a name, or `NAME=HOURS` as in "Maria=mon-fri 8-17". Empty for nobody, null for those of now. */
  readonly people: readonly string[] | null;
  readonly dryRun: boolean;
}

export type LineOwnersSet =
  | { readonly kind: 'changed' | 'unchanged'; readonly owners: LineOwnersView }
  | Rejection;

export function showLineOwners(
  store: Store,
  number: string,
  country: Country,
): { readonly kind: 'owners'; readonly owners: LineOwnersView } | Rejection {
  return store.read((reader) => {
    const found = findLine(reader, number, country);
    return found.kind === 'line' ? { kind: 'owners', owners: view(reader, found.line) } : found;
  });
}

/** Says who owns the missed calls of a line, from the next one on. Leads that have an owner keep them. */
export function setLineOwners(
  store: Store,
  request: OwnersToSet,
  country: Country,
  actor: string,
  now: Millis,
): LineOwnersSet {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const read = request.people === null ? tx.lineOwners.of(line.id) : readPeople(tx, request.people);
    if (!Array.isArray(read)) return read;
    const rule = readRule(request.rule, line.ownerRule, read);
    if (typeof rule !== 'string') return rule;
    const before = view(tx, line);
    tx.lineOwners.replace(line.id, read);
    tx.lines.change(line.id, { ownerRule: rule });
    const owners = view(tx, { ...line, ownerRule: rule });
    if (JSON.stringify(before) === JSON.stringify(owners)) return { kind: 'unchanged', owners };
    const subject = `line:${line.number}`;
    tx.audit.record({ at: now, actor, action: 'set owners', subject, before, after: owners });
    return { kind: 'changed', owners };
  });
}

function view(reader: Reader, { id, number, ownerRule }: LineRow): LineOwnersView {
  const people = reader.lineOwners.of(id).map(({ name, hours }) => ({ name, hours }));
  return { line: number, rule: ownerRule, people };
}

type People = Pick<LineOwner, 'userId' | 'hours'>[];

function readPeople(reader: Reader, typed: readonly string[]): People | Rejection {
  if (typed.length > MAX_PEOPLE) return tooMany();
  const people: People = [];
  for (const each of typed) {
    const [name = '', ...rest] = each.split('=');
    const found = findUser(reader, name);
    if (found.kind !== 'user') return found;
    const { user } = found;
    if (people.some(({ userId }) => userId === user.id)) return twice(user.name);
    const words = rest.join('=').trim();
    const week = rest.length === 0 ? null : parseWeek(words);
    if (week !== null && week.kind !== 'hours') return week;
    people.push({ userId: user.id, hours: week === null ? null : formatWeek(week.hours) });
  }
  return people;
}

/** Hours count by the rule `hours` only, so that is what whoever gives them means. */
function readRule(typed: string | null, now: OwnerRule, people: People): OwnerRule | Rejection {
  const hasHours = people.some(({ hours }) => hours !== null);
  if (typed === null) return hasHours ? 'hours' : now;
  const rule = OWNER_RULES.find((each) => each === typed.trim().toLowerCase());
  if (rule === undefined) {
    return {
      kind: 'invalid',
      problem: `There is no rule ${JSON.stringify(typed.slice(0, 64))}.`,
      remedy: `Give one of ${OWNER_RULES.join(', ')}.`,
    };
  }
  if (rule === 'hours' || !hasHours) return rule;
  return {
    kind: 'invalid',
    problem: `By the rule ${rule}, nobody's hours are asked.`,
    remedy: 'Leave the hours out, or give --rule hours.',
  };
}

function twice(name: string): Rejection {
  return { kind: 'invalid', problem: `${name} stands there twice.`, remedy: 'Name each person once.' };
}

function tooMany(): Rejection {
  return {
    kind: 'refused',
    problem: `A line has at most ${MAX_PEOPLE} people who look after it.`,
    remedy: 'Name fewer.',
  };
}
