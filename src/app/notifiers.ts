import type { Clock } from '../core/clock.ts';
import { createEmailNotifier, type SmtpOptions } from '../notifiers/email-notifier.ts';
import { createNtfyNotifier, type NtfyOptions } from '../notifiers/ntfy-notifier.ts';
import { createWebhookNotifier } from '../notifiers/webhook-notifier.ts';
import type { Notifiers } from '../services/deliver-notices.ts';

/** How people are told, beside texts. */
export interface AlertOptions {
  /** Null where no e-mail goes out. */
  readonly smtp: SmtpOptions | null;
  readonly webhookSecret: string | null;
  readonly ntfy: NtfyOptions;
}

export function createNotifiers({ smtp, webhookSecret, ntfy }: AlertOptions, clock: Clock): Notifiers {
  return {
    email: smtp === null ? null : createEmailNotifier(smtp),
    webhook: createWebhookNotifier(webhookSecret, clock),
    ntfy: createNtfyNotifier(ntfy),
  };
}
