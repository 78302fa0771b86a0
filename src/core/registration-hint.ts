/**
 * What carriers say where a number is not registered for texting (10DLC), or its registration has lapsed. Only in
 * words: the numbers behind `err:` mean something else at each carrier (see `refused-numbers.ts`). Sinch:
 * developers.sinch.com/docs/sms/smpp/10dlc-errors; TSG Global's "Toll-free Not Verified".
 */
const MEANS_NOT_REGISTERED: readonly RegExp[] = [
  /\b10[ _-]?dlc\b/i,
  /\bA2P\b/,
  /\bcampaign\b/i,
  /\b(?:brand|sender|source|originator|number|tfn)\b.{0,30}\b(?:not|un)[ _-]?(?:registered|verified|provisioned|active)/i,
  /\b(?:unregistered|unverified)\b/i,
  /\btoll[ _-]?free not verified\b/i,
];

/** Whether a carrier's words on a text mean that the number it came from is not registered for texting. */
export function meansNotRegistered(detail: string): boolean {
  return MEANS_NOT_REGISTERED.some((words) => words.test(detail));
}
