import type { WebhookView } from '../../services/show-webhooks.ts';
import type { Person } from '../web-env.ts';

/** Whether what is sent there is taken, in words. */
export function stateWords({ words, format }: Person, webhook: WebhookView): string {
  const { webhooks } = words;
  const { enabled, offWhy, failingSince, nextTryAt } = webhook;
  if (!enabled) return offWhy === null ? webhooks.off : webhooks.offBecause(offWhy);
  if (failingSince === null) return webhooks.on;
  const failing = webhooks.failing(format.time(failingSince));
  return nextTryAt === null ? failing : `${failing}, ${webhooks.nextTry(format.time(nextTryAt))}`;
}

/** How a chip beside it looks. */
export function stateClass({ enabled, offWhy, failingSince }: WebhookView): string {
  if (!enabled) return offWhy === null ? 'chip' : 'chip bad';
  return failingSince === null ? 'chip good' : 'chip warn';
}

export function takenWords({ words, format }: Person, { deliveredAt }: WebhookView): string {
  const { webhooks } = words;
  return deliveredAt === null ? webhooks.neverTaken : webhooks.taken(format.time(deliveredAt));
}
