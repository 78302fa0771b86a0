import type { Millis } from '../core/clock.ts';

/** How the carrier is told when a text is of no use any more (SMPP 3.4 §7.1.1). */
export const VALIDITY_PERIODS = ['none', 'relative', 'absolute'] as const;
export type ValidityPeriod = (typeof VALIDITY_PERIODS)[number];

const SECOND: Millis = 1_000;
/** Beyond this a relative time needs months, whose length differs. */
const LONGEST_RELATIVE_S = 30 * 24 * 3_600;

/**
 * When the carrier is to let a text go, as SMPP 3.4 §7.1.1 writes times: `000000001500000R` for a quarter
 * of an hour from now, `YYMMDDhhmmss000+` for an instant in UTC; empty for the carrier's own default.
 * Whole seconds, one at least, 30 days at most.
 */
export function validityPeriod(expiresAt: Millis | undefined, now: Millis, form: ValidityPeriod): string {
  if (expiresAt === undefined || form === 'none') return '';
  const seconds = Math.min(LONGEST_RELATIVE_S, Math.max(1, Math.floor((expiresAt - now) / SECOND)));
  return form === 'absolute' ? absolute(now + seconds * SECOND) : relative(seconds);
}

function absolute(at: Millis): string {
  const digits = new Date(at).toISOString().replace(/\D/g, '');
  return `${digits.slice(2, 14)}000+`;
}

function relative(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const day = seconds / 86_400;
  return `0000${two(day)}${two((seconds / 3_600) % 24)}${two((seconds / 60) % 60)}${two(seconds % 60)}000R`;
}
