import { setImmediate } from 'node:timers/promises';
import type { LinkState } from '../asterisk/pbx.ts';
import type { Millis } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import type { Gateway, GatewayListeners } from '../gateways/gateway.ts';
import { createLoopbackGateway, type LoopbackGatewayOptions } from '../gateways/loopback-gateway.ts';
import { createSipMessageGateway, type SipMessageGatewayOptions } from '../gateways/sip-message-gateway.ts';
import type { SipTexts } from '../gateways/sip-texts.ts';
import { createSmppGateway, type SmppGatewayOptions } from '../gateways/smpp-gateway.ts';
import type { Business } from '../services/business.ts';
import { recordGatewayLink } from '../services/gateway-health.ts';
import { receiveText } from '../services/receive-text.ts';
import { recordReceipt } from '../services/record-receipt.ts';
import type { Store } from '../store/open-store.ts';
import type { AppParts } from './app-parts.ts';

export type GatewayOptions = (
  | ({ readonly kind: 'smpp' } & SmppGatewayOptions)
  | ({ readonly kind: 'sip-message' } & SipMessageGatewayOptions)
  | ({ readonly kind: 'loopback' } & LoopbackGatewayOptions)
) & {
  /** How long a text is tried there before it moves on to the next. */
  readonly failoverAfterMs: Millis;
};

export function createGateway(options: GatewayOptions, texts: SipTexts, parts: AppParts): Gateway {
  switch (options.kind) {
    case 'smpp':
      return createSmppGateway(options, parts);
    case 'sip-message':
      return createSipMessageGateway(options, texts, parts);
    case 'loopback':
      return createLoopbackGateway(options, parts);
  }
}

/** What the carrier sends us is stored before the carrier is told that it arrived. */
export function carrierEvents(
  store: Store,
  gateway: Gateway,
  business: Business,
  { onQueued, tell }: { readonly onQueued: () => void; readonly tell: Tell },
  { clock, log }: AppParts,
): Omit<GatewayListeners, 'onLink'> {
  return {
    onInbound(text) {
      const received = receiveText(store, text, business, clock.now());
      if (received.kind === 'command' || received.kind === 'stored')
        tell({ type: 'text-received', gateway: gateway.name });
      if (received.kind === 'command') {
        log.info({ message: received.messageId }, 'one of your own people asked for something by text');
        onQueued();
      }
      if (received.kind !== 'stored') return;
      const { messageId, leadId, consent, isUnderReview, answerId, isNewLead } = received;
      if (isNewLead) tell({ type: 'lead-created', source: 'text' });
      const asks = { ...(consent ? { consent } : {}), ...(isUnderReview ? { isUnderReview } : {}) };
      log.info({ message: messageId, lead: leadId, ...asks }, 'a text came in');
      if (answerId !== null) onQueued();
    },
    async onReceipt(receipt) {
      // The answer to its submit may have come right before it, and is still to be kept: in this order both are less work.
      await setImmediate();
      const at = clock.now();
      const message = await store.together((tx) => recordReceipt(tx, gateway.name, receipt, business, at));
      tell({ type: 'receipt-received', gateway: gateway.name, state: receipt.state });
      if (message !== null)
        log.info({ message, state: receipt.state }, 'the carrier sent a delivery receipt');
    },
  };
}

/** For the command line to show; what cannot be written now is said by the log as well. */
export function publishLink(
  store: Store,
  name: string,
  state: LinkState,
  why: string,
  { clock, log }: AppParts,
): void {
  try {
    recordGatewayLink(store, name, state, why, clock.now());
  } catch (error) {
    log.error({ err: error, gateway: name }, 'the state of a gateway could not be kept');
  }
}
