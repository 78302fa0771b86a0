import { isReceiptClass, readReceipt } from '../core/receipt.ts';
import type { DeliveryReceipt, InboundText } from './gateway.ts';
import type { Pdu } from './smpp-codec.ts';
import { ESM_UDH, readUserDataHeader, validPart, wideReference } from './smpp-concatenation.ts';
import { type CarrierAlphabet, decodeText } from './smpp-text.ts';

export type Delivery =
  | { readonly kind: 'text'; readonly text: InboundText }
  | { readonly kind: 'receipt'; readonly receipt: DeliveryReceipt }
  /** Marked as a receipt but naming no message: nothing can be done with it. */
  | { readonly kind: 'nothing' };

/** Reads a deliver_sm or data_sm (SMPP 3.4 §4.6.1, §4.7.1). Never fails, whatever is missing. */
export function readDelivery(pdu: Pdu, carrier: CarrierAlphabet): Delivery {
  const esmClass = pdu.number('esm_class') ?? 0;
  const message = messageOf(pdu);
  const from = addressOf(pdu, 'source_addr');
  const receipt = readReceipt({
    esmClass,
    body: receiptBody(message),
    receiptedMessageId: pdu.text('receipted_message_id'),
    messageState: pdu.number('message_state'),
  });
  if (receipt !== null) return { kind: 'receipt', receipt: { ...receipt, recipient: from } };
  if (isReceiptClass(esmClass)) return { kind: 'nothing' };
  const withHeader = (esmClass & ESM_UDH) !== 0;
  const { part, body } = withHeader ? readUserDataHeader(message) : { part: null, body: message };
  return {
    kind: 'text',
    text: {
      from,
      to: addressOf(pdu, 'destination_addr'),
      text: decodeText(body, pdu.number('data_coding') ?? 0, carrier, message.length - body.length),
      part: part ?? sarPart(pdu),
    },
  };
}

/** Receipts are ASCII, often against their own data_coding: only a zero octet in front proves UCS-2. */
function receiptBody(message: Buffer): string {
  return message[0] === 0 ? decodeText(message, 8) : message.toString('latin1');
}

/** The long form takes the place of an empty short_message (SMPP 3.4 §5.3.2.32). */
function messageOf(pdu: Pdu): Buffer {
  const short = pdu.octets('short_message') ?? Buffer.alloc(0);
  return short.length > 0 ? short : (pdu.octets('message_payload') ?? short);
}

/** SMPP 3.4 §5.3.2.22–24: the part in TLVs in place of a user data header. */
function sarPart(pdu: Pdu): InboundText['part'] {
  const reference = pdu.number('sar_msg_ref_num');
  return validPart(
    reference === undefined ? undefined : wideReference(reference),
    pdu.number('sar_segment_seqnum'),
    pdu.number('sar_total_segments'),
  );
}

/** With its `+` where the carrier says that the number is international (SMPP 3.4 §5.2.5), else as it came. */
function addressOf(pdu: Pdu, field: 'source_addr' | 'destination_addr'): string {
  const address = (pdu.text(field) ?? '').trim();
  const ton = pdu.number(field === 'source_addr' ? 'source_addr_ton' : 'dest_addr_ton');
  return ton === 1 && /^\d+$/.test(address) ? `+${address}` : address;
}
