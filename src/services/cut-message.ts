import { type SmsEncoding, segmentText } from '../core/segments.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { PartRow } from '../store/queries/messages.ts';
import type { ClaimedMessage } from './claim-messages.ts';

/**
 * The parts to send through this gateway. A text is queued before its gateway is known, cut as SMS segments; a gateway
 * that cuts otherwise (SIP MESSAGE carries long texts whole) has it cut anew, and that kept, unless a carrier has
 * part of it already: the rest then goes as it was cut.
 */
export function cutMessage(
  store: Store,
  gateway: Pick<Gateway, 'cut'>,
  { message, parts }: ClaimedMessage,
): { readonly encoding: SmsEncoding; readonly parts: readonly PartRow[] } {
  const { encoding, segments } = gateway.cut?.(message.body) ?? segmentText(message.body);
  const isSame =
    segments.length === parts.length && segments.every((text, index) => parts[index]?.text === text);
  if (isSame || parts.some((part) => part.state !== 'pending')) return { encoding, parts };
  return {
    encoding,
    parts: store.transact('promised', (tx) => {
      tx.messages.replaceParts(message.id, segments);
      return tx.messages.partsOf(message.id);
    }),
  };
}
