import { type Country, isCountry } from './phone.ts';

/** One home for calls and texts: numbers of the territories are dialled, billed and regulated as domestic. */
const UNITED_STATES: readonly string[] = ['US', 'PR', 'VI', 'GU', 'AS', 'MP'];

const MAX_COUNTRIES = 50;

/** Whose numbers a line texts where nobody said otherwise: those of its own country. */
export function homeCountries(country: string): readonly string[] {
  return UNITED_STATES.includes(country) ? UNITED_STATES : [country];
}

/** Reads `US, CA` as a person types it. Null where it is no list of country codes. */
export function parseCountries(text: string): readonly Country[] | null {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
  const countries = [...new Set(codes)].filter(isCountry);
  const isSound = countries.length === new Set(codes).size && countries.length <= MAX_COUNTRIES;
  return isSound && countries.length > 0 ? countries : null;
}
