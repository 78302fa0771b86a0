import { type Country, parsePhone } from '../core/phone.ts';
import type { Rejection } from './rejection.ts';

/** A customer's number in any usual spelling, as E.164. */
export function findNumber(
  number: string,
  country: Country,
): { readonly kind: 'number'; readonly e164: string } | Rejection {
  const phone = parsePhone(number, country);
  if (phone.kind === 'number') return phone;
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(number.slice(0, 64))} is not a phone number.`,
    remedy: "Give the customer's number in any usual spelling, e.g. +12125550123.",
  };
}
