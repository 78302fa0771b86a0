import type { Millis } from '../core/clock.ts';
import { formatWeek, parseWeek } from '../core/hours-words.ts';
import type { WeeklyHours } from '../core/weekly-hours.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';
import { type HoursView, hoursView } from './show-hours.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface HoursToSet {
  /** The line, in any usual spelling. */
  readonly number: string;
  /** As a person writes them, e.g. "mon-fri 8:00-17:00, sat 9-12"; null for round the clock. */
  readonly words: string | null;
  readonly dryRun: boolean;
}

export type HoursSet = { readonly kind: 'changed' | 'unchanged'; readonly hours: HoursView } | Rejection;

/** Gives a line its weekly hours; in force from the next miss on. */
export function setHours(
  store: Store,
  request: HoursToSet,
  business: Business,
  actor: string,
  now: Millis,
): HoursSet {
  let week: WeeklyHours | null = null;
  if (request.words !== null) {
    const read = parseWeek(request.words);
    if (read.kind !== 'hours') return read;
    week = read.hours;
  }
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, business.country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const before = inWords(tx.hours.weekOf(line.id));
    const after = inWords(week);
    if (before !== after) {
      tx.hours.setWeek(line.id, week);
      tx.audit.record({
        at: now,
        actor,
        action: 'set hours',
        subject: `line:${line.number}`,
        before,
        after,
      });
    }
    const hours = hoursView(tx, line, business, now);
    return { kind: before === after ? 'unchanged' : 'changed', hours };
  });
}

function inWords(week: WeeklyHours | null): string | null {
  return week === null ? null : formatWeek(week);
}
