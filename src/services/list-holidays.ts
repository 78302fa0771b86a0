import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { holidaysOf, type KeptHoliday } from './line-schedule.ts';
import type { Rejection } from './rejection.ts';

export type ListedHolidays =
  | { readonly kind: 'holidays'; readonly holidays: readonly KeptHoliday[] }
  | Rejection;

/** What a line closes for, its own first, in the order in which they count; for null, those of every line. */
export function listHolidays(store: Store, number: string | null, business: Business): ListedHolidays {
  return store.read((reader) => {
    if (number === null) return { kind: 'holidays', holidays: holidaysOf(reader, null) };
    const found = findLine(reader, number, business.country);
    if (found.kind !== 'line') return found;
    const holidays = [...holidaysOf(reader, found.line.id), ...holidaysOf(reader, null)];
    return { kind: 'holidays', holidays };
  });
}
