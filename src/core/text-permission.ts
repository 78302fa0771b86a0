import type { MessageKind } from './message-kind.ts';
import { isTextable, type ParsedPhone } from './phone.ts';

/** Why a number may not get a text of some kind. */
export const TEXT_REFUSALS = [
  'own-number',
  'not-textable',
  'blocked',
  'opted-out',
  'opted-in-again',
  'consent-under-review',
] as const;
export type TextRefusal = (typeof TEXT_REFUSALS)[number];

export interface Recipient {
  readonly phone: ParsedPhone;
  readonly isOwnLine: boolean;
  /** It is on the block list. */
  readonly isBlocked: boolean;
  readonly isOptedOut: boolean;
  /** It wrote something like "please stop", and nobody has decided yet what that means. */
  readonly isUnderReview: boolean;
}

/**
 * Whether consent, and what the number is, allow a text of this kind (compliance.md 1, 4, 10); null when they
 * do. An opt-out holds for every line and for people's own replies, and so does a block. Only the one confirmation
 * of an opt-out passes, and the answer to a HELP that the number itself asked: carriers expect both of whoever sends
 * texts, whatever the business thinks of the number.
 */
export function refuseText(kind: MessageKind, recipient: Recipient): TextRefusal | null {
  const { phone, isOwnLine, isBlocked, isOptedOut, isUnderReview } = recipient;
  if (isOwnLine) return 'own-number';
  if (!canRead(kind, phone)) return 'not-textable';
  switch (kind) {
    case 'opt-out-confirmation':
      // "You are opted out" must not reach who has come back since.
      return isOptedOut ? null : 'opted-in-again';
    case 'help':
      return null;
    case 'opt-in-confirmation':
    case 'reply':
    case 'alert':
    case 'command':
      if (isBlocked) return 'blocked';
      return isOptedOut ? 'opted-out' : null;
    case 'text-back':
      if (isBlocked) return 'blocked';
      if (isOptedOut) return 'opted-out';
      return isUnderReview ? 'consent-under-review' : null;
  }
}

/** In words, to complete "It was not sent: …". Who gets alerts, and commands, is no customer. */
export function explainRefusal(refusal: TextRefusal, kind: MessageKind): string {
  switch (refusal) {
    case 'own-number':
      return 'the number is one of your own lines';
    case 'not-textable':
      return 'texts never go to such a number';
    case 'blocked':
      return 'the number is on the block list';
    case 'opted-out':
      return kind === 'alert' || kind === 'command'
        ? 'this phone asked for no more texts from the business; START from it brings them back'
        : 'the customer has opted out';
    case 'opted-in-again':
      return 'the customer has opted in again';
    case 'consent-under-review':
      return 'the customer seems to have asked for no more texts, and nobody has decided yet';
  }
}

/** A landline is not texted unasked; who writes from one can read. */
function canRead(kind: MessageKind, phone: ParsedPhone): boolean {
  const isLandline = phone.kind === 'number' && phone.type === 'fixed';
  return isLandline ? kind !== 'text-back' && kind !== 'alert' : isTextable(phone);
}
