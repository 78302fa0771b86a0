import { formatWeek } from '../core/hours-words.ts';
import { type Language, languageOf } from '../core/language.ts';
import { changeLine } from '../services/change-line.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import { setHours } from '../services/set-hours.ts';
import { type HoursView, showHours } from '../services/show-hours.ts';
import { type LineView, showLine } from '../services/show-line.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
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

export function shownHours({ week }: HoursView, line: LineView, { words }: Person): TypedHours {
  return asTyped(week, line, languageOf(words.language));
}

function asTyped(week: HoursView['week'], line: LineView, language: Language): TypedHours {
  return { hours: week === null ? '' : formatWeek(week, language), timeZone: line.timeZone ?? '' };
}

export function typedHours(body: FormBody): TypedHours {
  return {
    hours: textField(body['hours'], MAX_HOURS).trim(),
    timeZone: textField(body['time-zone'], MAX_ZONE).trim(),
  };
}

/** What the form could overwrite; the same whoever reads it. */
export function hoursSettings(number: string, { business, clock }: WebParts): ShownSettings {
  return {
    read(store) {
      const hours = showHours(store, number, business, clock.now());
      const line = showLine(store, number, business.country);
      return hours.kind === 'hours' && line.kind === 'line'
        ? asTyped(hours.hours.week, line.line, 'en')
        : null;
    },
    isAbout: ({ subject, action }) =>
      subject === `line:${number}` && ['set hours', 'set time-zone'].includes(action),
  };
}

/** Saves both; says what is wrong with which. */
export function saveHours(
  store: Store,
  number: string,
  typed: TypedHours,
  { actor }: Person,
  { business, clock }: WebParts,
): HoursRefusals {
  const now = clock.now();
  const words = typed.hours === '' ? null : typed.hours;
  const hours = setHours(store, { number, words, dryRun: false }, business, actor.label, now);
  const value = typed.timeZone === '' ? 'default' : typed.timeZone;
  const zone = { number, setting: 'time-zone', value, dryRun: false };
  const timeZone = changeLine(store, zone, business.country, actor.label, now);
  return {
    ...('problem' in hours ? { hours } : {}),
    ...('problem' in timeZone ? { timeZone } : {}),
  };
}
