import { isGsm7 } from '../core/gsm7.ts';
import { concatenationHeader, ESM_UDH } from '../gateways/smpp-concatenation.ts';
import type { Fields } from '../gateways/smpp-link.ts';
import { encodeText } from '../gateways/smpp-text.ts';
import type { SmppInbound, SmppReceiptIds, SmppReceiptOrder, SmppReceiptState } from './smpp-behaviour.ts';

const stat: Readonly<Record<SmppReceiptState, { readonly name: string; readonly code: number }>> = {
  delivered: { name: 'DELIVRD', code: 2 },
  undelivered: { name: 'UNDELIV', code: 5 },
  'in-progress': { name: 'ENROUTE', code: 1 },
};

/** The deliver_sm of a customer's text. */
export function inboundFields(inbound: SmppInbound): Fields {
  const { part, partIn = 'udh8' } = inbound;
  const encoding = inbound.encoding ?? (isGsm7(inbound.text) ? 'gsm7' : 'ucs2');
  const words = encodeText(inbound.text, encoding);
  const header = part === undefined || partIn === 'sar' ? Buffer.alloc(0) : headerOf(part, partIn);
  const message = Buffer.concat([header, words]);
  return {
    ...addresses(inbound.from, inbound.to),
    esm_class: header.length > 0 ? ESM_UDH : 0,
    data_coding: encoding === 'gsm7' ? 0 : 8,
    ...(inbound.asPayload === true ? { message_payload: message } : { short_message: message }),
    ...(part !== undefined && partIn === 'sar'
      ? {
          sar_msg_ref_num: part.reference,
          sar_total_segments: part.total,
          sar_segment_seqnum: part.index,
        }
      : {}),
  };
}

function headerOf(part: NonNullable<SmppInbound['part']>, partIn: 'udh8' | 'udh16'): Buffer {
  if (partIn === 'udh8') return concatenationHeader(part);
  const header = Buffer.from([0x06, 0x08, 0x04, 0, 0, part.total, part.index]);
  header.writeUInt16BE(part.reference, 3);
  return header;
}

/** The deliver_sm of a receipt: from the phone, to the business (SMPP 3.4 appendix B). `at` is in ms. */
export function receiptFields(order: SmppReceiptOrder, at: number): Fields {
  const { form = 'both' } = order;
  const id = writeId(order.id, order.ids ?? 'as-answered');
  const { name, code } = stat[order.state];
  const date = new Date(at)
    .toISOString()
    .replace(/[^0-9]/g, '')
    .slice(2, 12);
  const error = order.state === 'undelivered' ? '001' : '000';
  const text = `id:${id} sub:001 dlvrd:001 submit date:${date} done date:${date} stat:${name} err:${error} text:`;
  return {
    ...addresses(order.from, order.to),
    esm_class: 0x04,
    short_message: Buffer.from(form === 'tlv' ? '' : text, 'latin1'),
    ...(form === 'text' ? {} : { receipted_message_id: id, message_state: code }),
  };
}

/** `id` is in decimal or in hex as answered; ambiguous ones are read as decimal. */
function writeId(id: string, as: SmppReceiptIds): string {
  if (as === 'as-answered') return id;
  if (as === 'zero-padded') return id.padStart(12, '0');
  const value = /^\d+$/.test(id) ? BigInt(id) : BigInt(`0x${id}`);
  return as === 'hex' ? value.toString(16).toUpperCase() : value.toString(10);
}

function addresses(from: string, to: string): Fields {
  return {
    source_addr_ton: from.startsWith('+') ? 1 : 0,
    source_addr_npi: 1,
    source_addr: from.replace('+', ''),
    dest_addr_ton: to.startsWith('+') ? 1 : 0,
    dest_addr_npi: 1,
    destination_addr: to.replace('+', ''),
  };
}
