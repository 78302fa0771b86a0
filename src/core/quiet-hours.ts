import { zonesOfAreaCode } from './area-code-zones.ts';
import type { Millis } from './clock.ts';
import { addDays, instantOf, type LocalDate, wallClock, weekdayIndex } from './local-time.ts';

/** States whose telemarketing laws leave fewer hours than the federal rule. */
type StricterState = 'FL' | 'OK' | 'MD' | 'CT' | 'TX';

/**
 * `federal`: 8 am to 9 pm (47 CFR 64.1200(c)(1)). `by-state`: that, and the recipient's state's own hours
 * where they are stricter. A state: its hours for everybody.
 */
export const QUIET_RULES = ['off', 'federal', 'by-state', 'FL', 'OK', 'MD', 'CT', 'TX'] as const;
export type QuietRule = (typeof QUIET_RULES)[number];

interface Window {
  /** Minutes after midnight at which texts may begin, on Sundays and else; and must end. */
  readonly from: number;
  readonly sundayFrom: number;
  readonly to: number;
}

const hours = (from: number, to: number, sundayFrom = from): Window => ({
  from: from * 60,
  sundayFrom: sundayFrom * 60,
  to: to * 60,
});

const FEDERAL = hours(8, 21);
/** compliance.md 7. */
const STATES: Readonly<Record<StricterState, { readonly window: Window; readonly areaCodes: string }>> = {
  FL: {
    window: hours(8, 20),
    areaCodes: '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954',
  },
  OK: { window: hours(8, 20), areaCodes: '405 539 572 580 918' },
  MD: { window: hours(8, 20), areaCodes: '227 240 301 410 443 667' },
  CT: { window: hours(9, 20), areaCodes: '203 475 860 959' },
  TX: {
    window: hours(9, 21, 12),
    areaCodes:
      '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 ' +
      '940 945 956 972 979',
  },
};

/** Where an area code says nothing, the hours must suit both coasts. */
const BOTH_COASTS = ['America/New_York', 'America/Los_Angeles'];

/**
 * When a text may go to `recipient`: `at` itself outside quiet hours, else the moment at which they end.
 * An area code that reaches into several time zones is quiet while any of them is.
 * @param recipient E.164
 * @param businessZone IANA name; for numbers outside North America, whose time zone the number does not tell
 */
export function afterQuietHours(
  recipient: string,
  at: Millis,
  rule: QuietRule,
  businessZone: string,
): Millis {
  if (rule === 'off') return at;
  const areaCode = /^\+1(\d{3})\d{7}$/.exec(recipient)?.[1] ?? null;
  const window = windowOf(rule, areaCode);
  const zones = areaCode === null ? [businessZone] : zonesOfAreaCode(areaCode);
  return firstInAll(at, zones.length > 0 ? zones : BOTH_COASTS, window);
}

function windowOf(rule: Exclude<QuietRule, 'off'>, areaCode: string | null): Window {
  if (rule === 'federal') return FEDERAL;
  if (rule !== 'by-state') return STATES[rule].window;
  const state = Object.values(STATES).find(
    ({ areaCodes }) => areaCode !== null && areaCodes.includes(areaCode),
  );
  return state?.window ?? FEDERAL;
}

/** The windows of all zones share hours every day, so this ends: each step passes one zone's night. */
function firstInAll(at: Millis, zones: readonly string[], window: Window): Millis {
  let moment = at;
  for (;;) {
    const latest = Math.max(...zones.map((zone) => firstIn(moment, zone, window)));
    if (latest === moment) return moment;
    moment = latest;
  }
}

function firstIn(at: Millis, zone: string, window: Window): Millis {
  const { date, minute } = wallClock(at, zone);
  if (minute >= window.to) return opening(addDays(date, 1), zone, window);
  const opens = opening(date, zone, window);
  return Math.max(at, opens);
}

function opening(date: LocalDate, zone: string, { from, sundayFrom }: Window): Millis {
  return instantOf(date, weekdayIndex(date) === SUNDAY ? sundayFrom : from, zone);
}

const SUNDAY = 6;
