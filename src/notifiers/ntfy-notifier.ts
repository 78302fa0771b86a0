import { post } from './http-notifier.ts';
import type { Notifier } from './notifier.ts';

export interface NtfyOptions {
  /** Of the server, without a slash at the end. */
  readonly url: string;
  readonly token: string | null;
}

/** ntfy's own words: 3 is the default, 5 rings through a phone's silence (https://docs.ntfy.sh/publish/#message-priority). */
const PRIORITY = { urgent: 5, normal: 3 } as const;

/** Publishes to a topic of an ntfy server; as JSON, since headers hold no other letters than ASCII. */
export function createNtfyNotifier({ url, token }: NtfyOptions): Notifier {
  return {
    send: ({ address, title, body, isUrgent, kind }) =>
      post({
        url,
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({
          topic: address,
          title,
          message: body,
          priority: isUrgent ? PRIORITY.urgent : PRIORITY.normal,
          tags: [kind],
        }),
      }),
    close() {},
  };
}
