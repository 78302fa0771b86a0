import type { KeptText, SipText, SipTextResult } from '../../src/core/sip-text.ts';
import type { GatewayLink } from '../../src/gateways/gateway.ts';
import type { SipTexts, SipTextsListener } from '../../src/gateways/sip-texts.ts';

export interface FakeSipTexts extends SipTexts {
  state: GatewayLink;
  readonly sent: readonly SipText[];
  /** Keys in the order in which they were forgotten. */
  readonly forgotten: readonly string[];
  readonly headers: readonly (string | null)[];
  readonly kept: Map<string, KeptText>;
  /** What `send` answers from now on; handed over at first. */
  answer(how: (text: SipText) => Promise<SipTextResult>): void;
  /** Asterisk cannot be asked about AstDB. */
  isInboxDown: boolean;
  tell: SipTextsListener;
}

export function keptText(key: string, given: Partial<KeptText> = {}): KeptText {
  return {
    key,
    keptAt: 1_000,
    order: 1_000_000,
    bytes: 5,
    from: '<sip:+12125550141@carrier.example>',
    requestUser: '+12125550100',
    to: '<sip:+12125550100@10.0.0.1>',
    didHeader: '',
    body: `words of ${key}`,
    ...given,
  };
}

/** Asterisk's side of SIP MESSAGE, in memory. */
export function createFakeSipTexts(): FakeSipTexts {
  const sent: SipText[] = [];
  const forgotten: string[] = [];
  const headers: (string | null)[] = [];
  let how: (text: SipText) => Promise<SipTextResult> = async () => ({ kind: 'handed-over' });
  const mustBeUp = () => {
    if (fake.isInboxDown) throw new Error('not connected to Asterisk (AMI)');
  };
  const fake: FakeSipTexts = {
    state: 'up',
    sent,
    forgotten,
    headers,
    kept: new Map(),
    isInboxDown: false,
    tell: { onLink: () => {}, onInboxUp: () => {}, onKept: () => {} },
    answer(next) {
      how = next;
    },
    send(text) {
      sent.push(text);
      return how(text);
    },
    async listKept() {
      mustBeUp();
      return [...fake.kept.values()];
    },
    async forget(key) {
      mustBeUp();
      fake.kept.delete(key);
      forgotten.push(key);
    },
    async keepHeader(name) {
      mustBeUp();
      headers.push(name);
    },
    subscribe(listener) {
      fake.tell = listener;
    },
  };
  return fake;
}
