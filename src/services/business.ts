import type { Country } from '../core/phone.ts';

/** What the whole business shares, from the configuration. */
export interface Business {
  readonly name: string;
  /** How a number without `+` is read. */
  readonly country: Country;
  /** IANA name: what a line without a time zone of its own keeps its hours in. */
  readonly timeZone: string;
}
