import type { Millis } from '../core/clock.ts';
import { meansNotTextable } from '../core/refused-numbers.ts';
import type { Writer } from '../store/queries.ts';

const MAX_WHY_LENGTH = 200;

/**
 * Remembers that a carrier said of a text's recipient that it can receive none, so that no credit is spent on
 * it again. Not where no other text gets through either: then it is not the number that is wrong, but how
 * the carrier is told numbers, and each caller would be taken for a landline.
 */
export function learnRefusal(
  tx: Writer,
  message: { readonly id: number; readonly toNumber: string },
  detail: string,
  now: Millis,
): void {
  const { id, toNumber: number } = message;
  if (!meansNotTextable(detail) || !tx.textBacks.otherGotThrough(id, number)) return;
  tx.refusedNumbers.learn({ number, why: detail.slice(0, MAX_WHY_LENGTH), refusedAt: now });
}
