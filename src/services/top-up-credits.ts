import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { CreditEntry } from '../store/queries/credits.ts';
import type { Rejection } from './rejection.ts';
import { endLowBalance } from './reserve-credits.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** Credits in one top-up or adjustment, at most. */
export const MAX_CREDITS = 1_000_000;
const MAX_KEY_LENGTH = 100;

export interface TopUpRequest {
  /** Whole credits, 1 to MAX_CREDITS. */
  readonly amount: number;
  /** The same key twice is one top-up, e.g. an invoice's number. At most 100 characters. */
  readonly key: string;
  readonly note: string;
  readonly dryRun: boolean;
}

export type ToppedUp =
  /** `known`: it was done before under this key, and not again. */
  { readonly kind: 'topped-up' | 'known'; readonly entry: CreditEntry; readonly balance: number } | Rejection;

/** Adds prepaid credits, once for a key. */
export function topUpCredits(store: Store, request: TopUpRequest, actor: string, now: Millis): ToppedUp {
  const { amount, note } = request;
  if (!Number.isInteger(amount) || amount < 1 || amount > MAX_CREDITS) {
    return {
      kind: 'invalid',
      problem: `${amount} credits cannot be added.`,
      remedy: `Give a whole number from 1 to ${MAX_CREDITS}.`,
    };
  }
  const wrong = checkKey(request.key);
  if (wrong !== null) return wrong;
  const key = `top-up:${request.key}`;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const added = tx.credits.add({
      kind: 'top-up',
      delta: amount,
      key,
      messageId: null,
      note,
      actor,
      at: now,
    });
    const entry = tx.credits.byKey(key);
    if (entry === undefined) throw new Error('a top-up is neither new nor known');
    if (entry.delta !== amount) return otherAmount(request.key, entry, amount);
    if (added) endLowBalance(tx, now);
    return { kind: added ? 'topped-up' : 'known', entry, balance: tx.credits.balance() };
  });
}

/** Null for a key that can be used. */
export function checkKey(key: string): Rejection | null {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= MAX_KEY_LENGTH) return null;
  return {
    kind: 'invalid',
    problem: 'The key cannot be used.',
    remedy: `Give up to ${MAX_KEY_LENGTH} letters, digits and signs without spaces, e.g. INVOICE-7.`,
  };
}

function otherAmount(key: string, entry: CreditEntry, amount: number): Rejection {
  return {
    kind: 'refused',
    problem: `The key ${key} was used for a top-up of ${entry.delta} before, not of ${amount}.`,
    remedy: 'Give another key, if this is another top-up.',
  };
}
