import { formatWeek } from '../core/hours-words.ts';
import { changeLine } from '../services/change-line.ts';
import type { Rejection } from '../services/rejection.ts';
import { setHours } from '../services/set-hours.ts';
import type { HoursView } from '../services/show-hours.ts';
import type { LineView } from '../services/show-line.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What stands in the fields; empty for round the clock, and for the business's own time zone. */
export interface TypedHours {
  readonly hours: string;
  readonly timeZone: string;
}

/** What is wrong with which; neither where it was saved. */
export interface HoursRefusals {
  readonly hours?: Rejection;
  readonly timeZone?: Rejection;
}

/** More than the service reads, which says so. */
const MAX_HOURS = 600;
const MAX_ZONE = 100;

export function shownHours(hours: HoursView, line: LineView): TypedHours {
  return { hours: hours.week === null ? '' : formatWeek(hours.week), timeZone: line.timeZone ?? '' };
}

export function typedHours(body: Readonly<Record<string, unknown>>): TypedHours {
  return {
    hours: textField(body['hours'], MAX_HOURS).trim(),
    timeZone: textField(body['time-zone'], MAX_ZONE).trim(),
  };
}

/** Saves both or, where one is refused, neither. */
export function saveHours(
  number: string,
  typed: TypedHours,
  { store, actor }: Person,
  { business, clock }: WebParts,
): HoursRefusals {
  const refusedBy = (dryRun: boolean): HoursRefusals => {
    const now = clock.now();
    const words = typed.hours === '' ? null : typed.hours;
    const hours = setHours(store, { number, words, dryRun }, business, actor.label, now);
    const value = typed.timeZone === '' ? 'default' : typed.timeZone;
    const zone = { number, setting: 'time-zone', value, dryRun };
    const timeZone = changeLine(store, zone, business.country, actor.label, now);
    return {
      ...('problem' in hours ? { hours } : {}),
      ...('problem' in timeZone ? { timeZone } : {}),
    };
  };
  const refusals = refusedBy(true);
  return Object.keys(refusals).length > 0 ? refusals : refusedBy(false);
}
