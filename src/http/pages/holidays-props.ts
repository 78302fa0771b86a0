import type { LocalDate } from '../../core/local-time.ts';
import type { AddedHolidays } from '../../services/add-holidays.ts';
import type { KeptHoliday } from '../../services/line-schedule.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { HolidayRefusals, TypedHoliday } from '../holiday-form.ts';
import type { Person } from '../web-env.ts';
import type { Notice } from './page.tsx';

/** What was typed of a holiday that is there already. */
export interface TypedChange {
  /** Its rule in words, which names it. */
  readonly rule: string;
  readonly name: string;
  readonly hours: string;
  readonly refusals: HolidayRefusals;
}

/** What came of a calendar. */
export interface ImportResult {
  readonly changes: Extract<AddedHolidays, { kind: 'holidays' }>['changes'];
  readonly refused: readonly { readonly event: string; readonly why: string }[];
}

export interface HolidaysPageProps {
  readonly person: Person;
  readonly lines: readonly { readonly number: string; readonly name: string }[];
  /** Whose; null for every line's. */
  readonly number: string | null;
  readonly holidays: readonly KeptHoliday[];
  /** In the time zone of the business. */
  readonly today: LocalDate;
  readonly version: string;
  readonly typed: TypedHoliday;
  readonly refusals: HolidayRefusals;
  /** A holiday that was changed, and could not be saved. */
  readonly change?: TypedChange | undefined;
  readonly importRefusal?: Rejection | undefined;
  readonly imported?: ImportResult | undefined;
  readonly notice?: Notice | undefined;
}
