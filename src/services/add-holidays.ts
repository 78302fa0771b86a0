import type { Millis } from '../core/clock.ts';
import { formatHolidayRule, parseHolidayRule } from '../core/holiday-words.ts';
import type { Holiday } from '../core/holidays.ts';
import { MAX_HOLIDAY_NAME_LENGTH } from '../core/holidays.ts';
import { formatIntervals, parseIntervals } from '../core/hours-words.ts';
import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { holidaysOf, type KeptHoliday } from './line-schedule.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** Of one line, and of every line; more than ten years of any calendar. */
const MAX_HOLIDAYS = 1000;

export interface HolidaysToAdd {
  /** The line, in any usual spelling; null for every line. */
  readonly number: string | null;
  readonly holidays: readonly Holiday[];
  readonly dryRun: boolean;
}

export interface HolidayChange {
  /** `changed`: the day was one already, with another name or other hours. */
  readonly kind: 'added' | 'changed' | 'unchanged';
  readonly holiday: Holiday;
}

export type AddedHolidays =
  | { readonly kind: 'holidays'; readonly changes: readonly HolidayChange[] }
  | Rejection;

/** Reads a holiday as a person writes it; no hours for closed all day. */
export function readHoliday(
  day: string,
  name: string,
  hours: string | undefined,
): { readonly kind: 'holiday'; readonly holiday: Holiday } | Rejection {
  const rule = parseHolidayRule(day);
  if (rule.kind !== 'rule') return rule;
  const intervals = parseIntervals(hours ?? 'closed');
  if (intervals.kind !== 'intervals') return intervals;
  const plain = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (plain === '' || plain.length > MAX_HOLIDAY_NAME_LENGTH) {
    return {
      kind: 'invalid',
      problem: `The name of the holiday has ${plain.length} characters.`,
      remedy: `Give one of 1 to ${MAX_HOLIDAY_NAME_LENGTH}, e.g. Thanksgiving.`,
    };
  }
  return { kind: 'holiday', holiday: { name: plain, rule: rule.rule, hours: intervals.intervals } };
}

/** Adds holidays to a line or to every line; a day that is one already takes the new name and hours. */
export function addHolidays(
  store: Store,
  request: HolidaysToAdd,
  business: Business,
  actor: string,
  now: Millis,
): AddedHolidays {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const owner = findOwner(tx, request.number, business);
    if (owner.kind !== 'owner') return owner;
    const kept = holidaysOf(tx, owner.lineId);
    if (kept.length + request.holidays.length > MAX_HOLIDAYS) return tooMany();
    const byRule = new Map(kept.map((holiday) => [formatHolidayRule(holiday.rule), holiday]));
    const changes = request.holidays.map((holiday): HolidayChange => {
      const before = byRule.get(formatHolidayRule(holiday.rule));
      const change = keep(tx, owner.lineId, before, holiday, now);
      byRule.set(formatHolidayRule(holiday.rule), change.kept);
      if (change.kind !== 'unchanged') {
        tx.audit.record({
          at: now,
          actor,
          action: 'set holiday',
          subject: owner.subject,
          before: before === undefined ? null : holidayInWords(before),
          after: holidayInWords(holiday),
        });
      }
      return { kind: change.kind, holiday };
    });
    return { kind: 'holidays', changes };
  });
}

/** Whose holidays: a line's or, for null, every line's. */
export function findOwner(
  tx: Writer,
  number: string | null,
  business: Business,
): { readonly kind: 'owner'; readonly lineId: number | null; readonly subject: string } | Rejection {
  if (number === null) return { kind: 'owner', lineId: null, subject: 'lines' };
  const found = findLine(tx, number, business.country);
  if (found.kind !== 'line') return found;
  return { kind: 'owner', lineId: found.line.id, subject: `line:${found.line.number}` };
}

/** For the audit. */
export function holidayInWords({ name, rule, hours }: Holiday) {
  return { name, day: formatHolidayRule(rule), hours: formatIntervals(hours) };
}

function keep(
  tx: Writer,
  lineId: number | null,
  before: KeptHoliday | undefined,
  holiday: Holiday,
  now: Millis,
): { readonly kind: HolidayChange['kind']; readonly kept: KeptHoliday } {
  const { name, rule, hours } = holiday;
  const written = formatIntervals(hours);
  if (before === undefined) {
    const row = { lineId, rule: formatHolidayRule(rule), name, hours: written, createdAt: now };
    const { id } = tx.hours.addHoliday(row);
    return { kind: 'added', kept: { ...holiday, id, forEveryLine: lineId === null } };
  }
  if (before.name === name && formatIntervals(before.hours) === written) {
    return { kind: 'unchanged', kept: before };
  }
  tx.hours.changeHoliday(before.id, { name, hours: written });
  return { kind: 'changed', kept: { ...before, name, hours } };
}

function tooMany(): Rejection {
  return {
    kind: 'refused',
    problem: `There would be more than ${MAX_HOLIDAYS} holidays.`,
    remedy: 'Remove some first: see `textback holiday list`.',
  };
}
