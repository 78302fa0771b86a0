import type { Millis } from '../core/clock.ts';
import { formatHolidayRule, parseHolidayRule } from '../core/holiday-words.ts';
import type { Store } from '../store/open-store.ts';
import { findOwner, holidayInWords } from './add-holidays.ts';
import type { Business } from './business.ts';
import { holidaysOf, type KeptHoliday } from './line-schedule.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface HolidayToRemove {
  /** The line, in any usual spelling; null for those of every line. */
  readonly number: string | null;
  /** Its day, in any spelling that adds it, or its name, whatever the case. */
  readonly which: string;
  readonly dryRun: boolean;
}

export type RemovedHoliday =
  | { readonly kind: 'removed'; readonly holidays: readonly KeptHoliday[] }
  | Rejection;

/** Takes a holiday away; all of a name, such as the days of a trip. */
export function removeHoliday(
  store: Store,
  request: HolidayToRemove,
  business: Business,
  actor: string,
  now: Millis,
): RemovedHoliday {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const owner = findOwner(tx, request.number, business);
    if (owner.kind !== 'owner') return owner;
    const parsed = parseHolidayRule(request.which);
    const day = parsed.kind === 'rule' ? formatHolidayRule(parsed.rule) : null;
    const name = request.which.trim().toLowerCase();
    const holidays = holidaysOf(tx, owner.lineId).filter(
      (holiday) => formatHolidayRule(holiday.rule) === day || holiday.name.toLowerCase() === name,
    );
    if (holidays.length === 0) return noSuchHoliday(request);
    for (const holiday of holidays) {
      tx.hours.removeHoliday(holiday.id);
      tx.audit.record({
        at: now,
        actor,
        action: 'remove holiday',
        subject: owner.subject,
        before: holidayInWords(holiday),
        after: null,
      });
    }
    return { kind: 'removed', holidays };
  });
}

function noSuchHoliday({ number, which }: HolidayToRemove): Rejection {
  const whose = number === null ? 'of every line' : `of the line ${number}`;
  return {
    kind: 'not-found',
    problem: `There is no holiday ${JSON.stringify(which.slice(0, 64))} ${whose}.`,
    remedy:
      'See `textback holiday list`. Those of every line are removed with --all, those of one with its number.',
  };
}
