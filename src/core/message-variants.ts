import type { Outcome } from './call.ts';

/** What a line may say in other words than its usual ones, the weightiest first: see `fittingVariants`. */
export const VARIANTS = [
  'holiday',
  'after-hours',
  'known-customer',
  'no-answer',
  'busy',
  'abandoned',
  'unreachable',
  'voicemail',
] as const;
export type Variant = (typeof VARIANTS)[number];

/** Templates by variant; those that a line does without are absent. */
export type VariantTexts = { readonly [variant in Variant]?: string };

/** What a missed call was like, as far as its words depend on it. */
export interface Circumstances {
  /** Null where it is not known. */
  readonly outcome: Outcome | null;
  readonly isOpen: boolean;
  /** Whether the day is a holiday of the line's. */
  readonly isHoliday: boolean;
  /** Somebody has worked with the caller before. */
  readonly isKnownCustomer: boolean;
}

/**
 * The variants that fit, the first to be used first. What a closed business can promise comes before who
 * called, and who called before how it was missed: a holiday (while closed), after hours, a known customer,
 * the outcome. On a holiday with hours of its own, while they last, it is open like on any day.
 */
export function fittingVariants(circumstances: Circumstances): readonly Variant[] {
  const { isOpen, isHoliday, isKnownCustomer, outcome } = circumstances;
  const fits: Readonly<Record<Variant, boolean>> = {
    holiday: isHoliday && !isOpen,
    'after-hours': !isOpen,
    'known-customer': isKnownCustomer,
    'no-answer': outcome === 'no-answer',
    busy: outcome === 'busy',
    abandoned: outcome === 'abandoned',
    unreachable: outcome === 'unreachable',
    voicemail: outcome === 'voicemail',
  };
  return VARIANTS.filter((variant) => fits[variant]);
}

/** The variant that a line says to a missed call; `default` for its usual words. */
export function chooseMessage(variants: VariantTexts, circumstances: Circumstances): Variant | 'default' {
  return fittingVariants(circumstances).find((variant) => variants[variant] !== undefined) ?? 'default';
}
