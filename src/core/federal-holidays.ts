import type { Holiday, HolidayRule } from './holidays.ts';
import type { Weekday } from './weekly-hours.ts';

/** The public holidays of the United States, closed all day (5 U.S.C. 6103(a)). */
export const US_FEDERAL_HOLIDAYS: readonly Holiday[] = [
  closed("New Year's Day", observed(1, 1)),
  closed('Martin Luther King Jr. Day', nth(3, 'mon', 1)),
  closed("Presidents' Day", nth(3, 'mon', 2)),
  closed('Memorial Day', nth(-1, 'mon', 5)),
  closed('Juneteenth', observed(6, 19)),
  closed('Independence Day', observed(7, 4)),
  closed('Labor Day', nth(1, 'mon', 9)),
  closed('Columbus Day', nth(2, 'mon', 10)),
  closed('Veterans Day', observed(11, 11)),
  closed('Thanksgiving', nth(4, 'thu', 11)),
  closed('Christmas', observed(12, 25)),
];

function closed(name: string, rule: HolidayRule): Holiday {
  return { name, rule, hours: [] };
}

function observed(month: number, day: number): HolidayRule {
  return { kind: 'yearly', month, day, observed: true };
}

function nth(count: 1 | 2 | 3 | 4 | -1, weekday: Weekday, month: number): HolidayRule {
  return { kind: 'nth-weekday', nth: count, weekday, month };
}
