import type { Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { holidayAt, isOpen, nextOpenInWords, type Schedule } from '../core/hours.ts';
import { chooseMessage, type Variant, type VariantTexts } from '../core/message-variants.ts';
import { nextOpenInSpanish } from '../core/next-open-spanish.ts';
import { formatPhone } from '../core/phone.ts';
import { DEFAULT_MESSAGE, type PlaceholderValues, renderTemplate } from '../core/placeholders.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { lineSchedule } from './line-schedule.ts';

export interface MissedCaller {
  readonly outcome: Outcome | null;
  /** `''` for unknown. */
  readonly name: string;
  /** Somebody has worked with them before. */
  readonly isKnownCustomer: boolean;
}

/** The words that a line sends to a caller it misses at `at`: the variant that fits, filled in. */
export function wordMessage(
  reader: Reader,
  line: LineRow,
  caller: MissedCaller,
  business: Business,
  at: Millis,
): string {
  const variants = reader.templates.of(line.id);
  const schedule = lineSchedule(reader, line, business);
  const variant = chooseMessage(variants, {
    outcome: caller.outcome,
    isKnownCustomer: caller.isKnownCustomer,
    isOpen: isOpen(schedule, at),
    isHoliday: holidayAt(schedule, at) !== null,
  });
  const template = templateOf(variants, line, variant);
  return renderTemplate(template, lineValues(line, schedule, caller.name, business, at));
}

/** What a line says for a variant; for one that it does without, its usual words. */
export function templateOf(
  variants: VariantTexts,
  line: Pick<LineRow, 'message'>,
  variant: Variant | 'default',
): string {
  const own = variant === 'default' ? undefined : variants[variant];
  return own ?? line.message ?? DEFAULT_MESSAGE;
}

/** What a line's placeholders say to a caller of this name (`''` for unknown). */
export function lineValues(
  line: Pick<LineRow, 'name' | 'number' | 'bookingLink'>,
  schedule: Schedule,
  callerName: string,
  business: Business,
  at: Millis,
): PlaceholderValues {
  const nextOpen = nextOpenInWords(schedule, at);
  const nextOpenEs = nextOpenInSpanish(schedule, at);
  return {
    business_name: line.name,
    business_phone: formatPhone(line.number, business.country),
    caller_name: callerName,
    ...(nextOpen === null ? {} : { next_open: nextOpen }),
    ...(nextOpenEs === null ? {} : { next_open_es: nextOpenEs }),
    ...(line.bookingLink === null ? {} : { booking_link: line.bookingLink }),
  };
}
