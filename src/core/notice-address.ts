import type { NoticeChannel } from './notice.ts';
import { type Country, parsePhone } from './phone.ts';

export type ParsedAddress =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'invalid'; readonly problem: string; readonly remedy: string };

/** Longer than any that works: RFC 5321 §4.5.3.1.3 ends at 254, and a URL of a webhook rarely needs 500. */
const MAX_LENGTH = 500;

/** Reads where a channel leads: a phone number, an e-mail address, a web address, an ntfy topic. */
export function parseNoticeAddress(channel: NoticeChannel, raw: string, country: Country): ParsedAddress {
  const text = raw.trim();
  if (channel === 'push') return TAKES_NONE;
  if (text.length > MAX_LENGTH) return invalid(channel, text);
  switch (channel) {
    case 'sms': {
      const phone = parsePhone(text, country);
      return phone.kind === 'number' ? { kind: 'address', address: phone.e164 } : invalid(channel, text);
    }
    case 'email':
      return /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text)
        ? { kind: 'address', address: text }
        : invalid(channel, text);
    case 'webhook':
      return /^https?:\/\/\S+$/.test(text) && URL.canParse(text)
        ? { kind: 'address', address: text }
        : invalid(channel, text);
    case 'ntfy':
      // https://docs.ntfy.sh/publish/: the characters that a topic may have.
      return /^[-_A-Za-z0-9]{1,64}$/.test(text) ? { kind: 'address', address: text } : invalid(channel, text);
  }
}

/** Each phone and browser says its own, on the account page. */
const TAKES_NONE: ParsedAddress = {
  kind: 'invalid',
  problem: 'Push alerts take no address.',
  remedy: 'Leave it out: they go to the phones and browsers on which the person switches them on.',
};

function invalid(channel: AddressedChannel, text: string): ParsedAddress {
  const { what, example } = ADDRESSES[channel];
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, 64))} is no ${what}.`,
    remedy: `Give one such as ${example}.`,
  };
}

type AddressedChannel = Exclude<NoticeChannel, 'push'>;

interface Example {
  readonly what: string;
  readonly example: string;
}

const ADDRESSES: Readonly<Record<AddressedChannel, Example>> = {
  sms: { what: 'phone number', example: '+12125550150' },
  email: { what: 'e-mail address', example: 'maria@acme.example' },
  webhook: { what: 'web address', example: 'https://crm.acme.example/textback' },
  ntfy: { what: 'ntfy topic', example: 'acme-calls-7f3k' },
};
