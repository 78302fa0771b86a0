import type { MessageKind } from '../core/message-kind.ts';
import { parsePhone } from '../core/phone.ts';
import { refuseText, type TextRefusal } from '../core/text-permission.ts';
import type { Reader } from '../store/queries.ts';

/**
 * Whether a number may get a text of this kind, from any line: null when it may. Asked for every text when
 * it is queued, and again right before it goes out.
 * @param number E.164
 */
export function mayText(reader: Reader, number: string, kind: MessageKind): TextRefusal | null {
  return refuseText(kind, {
    // E.164 reads the same in every country.
    phone: parsePhone(number, 'US'),
    isOwnLine: reader.lines.byNumber(number) !== undefined,
    isBlocked: reader.blockedNumbers.of(number) !== undefined,
    isOptedOut: reader.consents.current(number)?.state === 'opted-out',
    isUnderReview: reader.consents.reviewOf(number) !== undefined,
  });
}
