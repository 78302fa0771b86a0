import { type Country, formatPhone } from './phone.ts';

/** Fewer digits are no phone number, and stand in many a text that means nobody. */
const LEAST_DIGITS = 7;

/**
 * Whether a text, of or to the business's own people, names a customer as textback names them: by the lead, as in
 * `#12`, or by a number in any spelling.
 * @param numbers E.164; a caller ID that is no number counts for nothing
 * @param country how people of the business write numbers
 */
export function createMentions(
  leadIds: readonly number[],
  numbers: readonly string[],
  country: Country,
): (text: string) => boolean {
  const marks = new Set(leadIds.map(String));
  const spellings = numbers
    .flatMap((number) => [number, number.startsWith('+') ? formatPhone(number, country) : ''])
    .map(digitsOf)
    .filter((digits) => digits.length >= LEAST_DIGITS);
  return (text) => {
    const named = text.matchAll(/#(\d+)/g);
    if ([...named].some(([, id = '']) => marks.has(id))) return true;
    // What stands between the digits of a number.
    const joined = text.replace(/[\s().+/-]/g, '');
    return spellings.some((digits) => joined.includes(digits));
  };
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}
