import type { Rejection } from '../services/rejection.ts';
import { topUpCredits } from '../services/top-up-credits.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Adds the credits that a form asks for; null where they were added, or had been before. */
export function topUpTyped(
  body: Readonly<Record<string, unknown>>,
  { store, actor, words }: Person,
  { clock }: Pick<WebParts, 'clock'>,
): { readonly amount: string; readonly refusal: Rejection } | null {
  const amount = textField(body['amount'], 20).trim();
  if (!/^\d+$/.test(amount)) return { amount, refusal: { kind: 'invalid', ...words.settings.noAmount } };
  const request = { amount: Number(amount), key: textField(body['key'], 200), note: '', dryRun: false };
  const added = topUpCredits(store, request, actor.label, clock.now());
  return 'problem' in added ? { amount, refusal: added } : null;
}
