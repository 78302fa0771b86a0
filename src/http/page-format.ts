import type { Millis } from '../core/clock.ts';
import { formatPhone } from '../core/phone.ts';
import type { Business } from '../services/business.ts';

/** How numbers and times are written for a reader, in the business's time zone. */
export interface PageFormat {
  /** BCP 47. */
  readonly language: string;
  /** A phone number; anything else stays as it is. */
  phone(e164: string): string;
  /** Day and time. */
  time(at: Millis): string;
  /** Short, for lists: the time today, else the day. */
  when(at: Millis, now: Millis): string;
  count(n: number): string;
  /** From 0 to 1, in percent with one digit. */
  share(part: number): string;
}

export function createPageFormat({ country, timeZone }: Business, language: string): PageFormat {
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return {
    language,
    phone: (e164) => formatPhone(e164, country),
    time: (at) => time.format(at),
    when(at, now) {
      if (date.format(at) === date.format(now)) return clock.format(at);
      return now - at < 180 * 86_400_000 ? day.format(at) : date.format(at);
    },
    count: (n) => number.format(n),
    share: (part) => percent.format(part),
  };
}
