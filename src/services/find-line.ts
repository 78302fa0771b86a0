import type { Country } from '../core/phone.ts';
import { parsePhone } from '../core/phone.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/** The line in service at a number in any usual spelling. */
export function findLine(
  reader: Reader,
  number: string,
  country: Country,
): { readonly kind: 'line'; readonly line: LineRow } | Rejection {
  const phone = parsePhone(number, country);
  const shown = JSON.stringify(number.slice(0, 64));
  if (phone.kind !== 'number') {
    return {
      kind: 'invalid',
      problem: `${shown} is not a phone number.`,
      remedy: 'Name the line by its number, in any usual spelling, e.g. +12125550100.',
    };
  }
  const line = reader.lines.byNumber(phone.e164);
  if (line !== undefined) return { kind: 'line', line };
  return {
    kind: 'not-found',
    problem: `There is no line at ${phone.e164}.`,
    remedy: `See \`textback line list\`, or add it with \`textback line add ${phone.e164} --forward NUMBER\`.`,
  };
}
