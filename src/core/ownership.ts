import type { Millis } from './clock.ts';
import { isOpen } from './hours.ts';
import { parseWeek } from './hours-words.ts';

/** Who of a line's people owns a missed call: the first, each in turn, or whoever's hours it falls into. */
export const OWNER_RULES = ['fixed', 'round-robin', 'hours'] as const;
export type OwnerRule = (typeof OWNER_RULES)[number];

/** What gave a lead its owner, or took it away. */
export const ASSIGNMENT_REASONS = ['rule', 'by-hand', 'escalation', 'merge', 'user-removed'] as const;
export type AssignmentReason = (typeof ASSIGNMENT_REASONS)[number];

/** Somebody who looks after a line's missed calls. */
export interface Candidate {
  readonly userId: number;
  /** When they do, as `parseWeek` reads it; null for always. Asked by the rule `hours` only. */
  readonly hours: string | null;
}

export interface Rota {
  readonly rule: OwnerRule;
  /** How many misses went round already, where they take turns. */
  readonly turn: number;
  /** In order. */
  readonly people: readonly Candidate[];
  /** IANA name, for their hours. */
  readonly timeZone: string;
}

/** Who owns a call that is missed at `at`; null where nobody does. */
export function ownerAt(rota: Rota, at: Millis): number | null {
  const people = onDuty(rota, at);
  const index = rota.rule === 'round-robin' && people.length > 0 ? rota.turn % people.length : 0;
  return people[index]?.userId ?? null;
}

/**
 * Who is next after `userId`, in a circle, of those who have not had it yet; the first where `userId` is none of them,
 * null where there is nobody.
 */
export function nextOwner(
  rota: Rota,
  userId: number | null,
  had: ReadonlySet<number>,
  at: Millis,
): number | null {
  const from = rota.people.findIndex((each) => each.userId === userId) + 1;
  const circle = [...rota.people.slice(from), ...rota.people.slice(0, from)];
  const free = onDuty({ ...rota, people: circle }, at).find((each) => !had.has(each.userId));
  return free?.userId ?? null;
}

function onDuty({ rule, people, timeZone }: Rota, at: Millis): readonly Candidate[] {
  return rule === 'hours' ? people.filter(({ hours }) => isOnDuty(hours, timeZone, at)) : people;
}

/** Hours that somebody broke by hand in the database count as none: a call still has to find an owner. */
function isOnDuty(hours: string | null, timeZone: string, at: Millis): boolean {
  const week = hours === null ? null : parseWeek(hours);
  return week === null || week.kind !== 'hours' || isOpen({ timeZone, weekly: week.hours, holidays: [] }, at);
}
