import type { Millis } from './clock.ts';

/** Numbers are ported, and landlines become textable: a refusal does not count for ever. */
export const REFUSAL_COUNTS_MS: Millis = 30 * 24 * 3_600_000;

/**
 * What carriers say, at submit or in a receipt, of a number that can receive no text at all. Kept short on
 * purpose: a number wrongly held for a landline loses a customer, one more try costs a credit.
 *
 * The numbers behind `err:` are not read. Carriers number them as they like: 001 is a phone that is away for
 * Twilio (twilio.com/docs/smpp/error-codes), a number that does not exist for Kaleyra, and Twilio's own for that
 * is 005. The same holds for UNDELIV and REJECTD alone, which also stand for spam filters and full phones.
 */
const MEANS_NOT_TEXTABLE: readonly RegExp[] = [
  // SMPP 3.4 §5.1.3: invalid destination address.
  /\bESME_RINVDSTADR\b/,
  // In words, as GSM 09.02 §17.6.6 names it, and as carriers that look numbers up do.
  /\bunknown[ _-]?subscriber\b/i,
  /\bteleservice[ _-]?not[ _-]?provisioned\b/i,
  /\bland[ _-]?line\b/i,
  /\bnot (?:a )?(?:sms|text|mobile)[ _-]?(?:capable|enabled|number)\b/i,
];

/** Whether a carrier's words mean that the recipient can receive no text, now or later. */
export function meansNotTextable(detail: string): boolean {
  return MEANS_NOT_TEXTABLE.some((words) => words.test(detail));
}
