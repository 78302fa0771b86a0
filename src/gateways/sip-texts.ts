import type { KeptText, SipText, SipTextResult } from '../core/sip-text.ts';
import type { GatewayLink } from './gateway.ts';

/** What a SIP MESSAGE gateway needs of Asterisk; an adapter of its own provides it. */
export interface SipTexts {
  /** Whether texts can be handed over now. */
  readonly state: GatewayLink;
  /** Never rejects. */
  send(text: SipText): Promise<SipTextResult>;
  /** Every text that the dialplan keeps for us, oldest first. Rejects where Asterisk cannot be asked. */
  listKept(): Promise<readonly KeptText[]>;
  /** Lets the dialplan forget a text that has been stored. Rejects where Asterisk does not say that it has. */
  forget(key: string): Promise<void>;
  /** Names the header that the dialplan keeps beside each text; `null` for none. Rejects like `forget`. */
  keepHeader(name: string | null): Promise<void>;
  subscribe(listener: SipTextsListener): void;
}

export interface SipTextsListener {
  readonly onLink: (state: GatewayLink, why: string) => void;
  /** AstDB can be asked again. */
  readonly onInboxUp: () => void;
  /** The dialplan has just kept a text. */
  readonly onKept: () => void;
}
