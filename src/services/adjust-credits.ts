import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { CreditEntry } from '../store/queries/credits.ts';
import type { Rejection } from './rejection.ts';
import { endLowBalance } from './reserve-credits.ts';
import { checkKey, MAX_CREDITS } from './top-up-credits.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_REASON_LENGTH = 200;

export interface Adjustment {
  /** Whole credits, not 0: given back above, taken back below. */
  readonly amount: number;
  readonly reason: string;
  /** The same key twice is one adjustment. */
  readonly key: string;
  readonly dryRun: boolean;
}

export type Adjusted =
  /** `known`: it was done before under this key, and not again. */
  { readonly kind: 'adjusted' | 'known'; readonly entry: CreditEntry; readonly balance: number } | Rejection;

/** Gives credits back, or corrects a top-up, by hand: with a reason, audited, never below zero. */
export function adjustCredits(store: Store, request: Adjustment, actor: string, now: Millis): Adjusted {
  const wrong = checkAdjustment(request) ?? checkKey(request.key);
  if (wrong !== null) return wrong;
  const { amount } = request;
  const reason = request.reason.trim();
  const key = `adjust:${request.key}`;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const entry = {
      kind: 'adjust',
      delta: amount,
      key,
      messageId: null,
      note: reason,
      actor,
      at: now,
    } as const;
    const before = tx.credits.balance();
    const isNew = tx.credits.add(entry);
    const kept = tx.credits.byKey(key);
    if (kept === undefined) return tooMuch(amount, before);
    if (kept.delta !== amount) return otherAmount(request.key, kept.delta, amount);
    const balance = tx.credits.balance();
    if (!isNew) return { kind: 'known', entry: kept, balance };
    endLowBalance(tx, now);
    const audited = { at: now, actor, action: 'adjust credits', subject: 'credits' };
    tx.audit.record({ ...audited, before, after: { balance, reason, entry: kept.id } });
    return { kind: 'adjusted', entry: kept, balance };
  });
}

function checkAdjustment({ amount, reason }: Adjustment): Rejection | null {
  if (!Number.isInteger(amount) || amount === 0 || Math.abs(amount) > MAX_CREDITS) {
    return {
      kind: 'invalid',
      problem: `${amount} credits cannot be given back.`,
      remedy: `Give a whole number from 1 to ${MAX_CREDITS}; below zero, to take back what was added by mistake.`,
    };
  }
  const { length } = reason.trim();
  if (length > 0 && length <= MAX_REASON_LENGTH) return null;
  return {
    kind: 'invalid',
    problem: length === 0 ? 'There is no reason.' : `The reason has ${length} characters.`,
    remedy: `Say why with --reason, in up to ${MAX_REASON_LENGTH} characters: it is kept for good.`,
  };
}

function tooMuch(amount: number, balance: number): Rejection {
  return {
    kind: 'refused',
    problem: `${-amount} credits cannot be taken back: the balance is ${balance}, and never goes below zero.`,
    remedy: 'Take back at most that.',
  };
}

function otherAmount(key: string, before: number, amount: number): Rejection {
  return {
    kind: 'refused',
    problem: `The key ${key} was used for ${before} credits before, not for ${amount}.`,
    remedy: 'Give another key, if this is another adjustment.',
  };
}
