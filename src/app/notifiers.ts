import type { Clock } from '../core/clock.ts';
import type { PushKeys } from '../core/push-subscription.ts';
import { createEmailNotifier, type SmtpOptions } from '../notifiers/email-notifier.ts';
import { createNtfyNotifier, type NtfyOptions } from '../notifiers/ntfy-notifier.ts';
import { createPushNotifier, type PushOptions } from '../notifiers/push-notifier.ts';
import { makeVapidKeys } from '../notifiers/vapid.ts';
import { createWebhookNotifier } from '../notifiers/webhook-notifier.ts';
import type { Notifiers } from '../services/deliver-notices.ts';
import { keepPushKeys } from '../services/keep-push-keys.ts';
import type { Store } from '../store/open-store.ts';

/** How people are told, beside texts. */
export interface AlertOptions {
  /** Null where no e-mail goes out. */
  readonly smtp: SmtpOptions | null;
  readonly webhookSecret: string | null;
  readonly ntfy: NtfyOptions;
  readonly push: Omit<PushOptions, 'subject'> & {
    /** Null where nobody can reach the pages by https: browsers give no address for alerts then. */
    readonly subject: string | null;
  };
}

/** What the pages need to switch alerts on; null where browsers would not. */
export type PushSetup = { readonly publicKey: () => string; readonly allowPrivate: boolean } | null;

export function createNotifiers(
  { smtp, webhookSecret, ntfy, push }: AlertOptions,
  store: Store,
  clock: Clock,
): Notifiers {
  const { subject } = push;
  const device = (id: number) => store.read((reader) => reader.push.device(id));
  const keys = () => pushKeys(store, clock);
  return {
    email: smtp === null ? null : createEmailNotifier(smtp),
    webhook: createWebhookNotifier(webhookSecret, clock),
    ntfy: createNtfyNotifier(ntfy),
    push: subject === null ? null : createPushNotifier({ ...push, subject }, { keys, device, clock }),
  };
}

export function createPushSetup({ push }: Pick<AlertOptions, 'push'>, store: Store, clock: Clock): PushSetup {
  const { subject, allowPrivate } = push;
  return subject === null ? null : { publicKey: () => pushKeys(store, clock).publicKey, allowPrivate };
}

/** Made when they are needed for the first time. */
function pushKeys(store: Store, clock: Clock): PushKeys {
  return keepPushKeys(store, makeVapidKeys, clock.now());
}
