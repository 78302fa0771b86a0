import type { Pdu } from '../gateways/smpp-codec.ts';
import { ESM_UDH, readUserDataHeader, validPart, wideReference } from '../gateways/smpp-concatenation.ts';
import { decodeText } from '../gateways/smpp-text.ts';
import type { SmppSubmit } from './smpp-behaviour.ts';

/** What a submit_sm says, in words that a test or a newcomer can compare. */
export function readSubmit(pdu: Pdu, receivedAt: number, link: number): SmppSubmit {
  const esmClass = pdu.number('esm_class') ?? 0;
  const dataCoding = pdu.number('data_coding') ?? 0;
  const payload = pdu.octets('message_payload');
  const message = payload ?? pdu.octets('short_message') ?? Buffer.alloc(0);
  const { part, body } =
    (esmClass & ESM_UDH) === 0 ? { part: null, body: message } : readUserDataHeader(message);
  return {
    id: '',
    from: addressOf(pdu.number('source_addr_ton'), pdu.text('source_addr')),
    to: addressOf(pdu.number('dest_addr_ton'), pdu.text('destination_addr')),
    text: decodeText(body, dataCoding),
    dataCoding,
    esmClass,
    udh: message.subarray(1, Math.max(1, message.length - body.length)).toString('hex'),
    part: part ?? sarPart(pdu),
    asPayload: payload !== undefined,
    serviceType: pdu.text('service_type') ?? '',
    validityPeriod: pdu.text('validity_period') ?? '',
    userMessageReference: pdu.number('user_message_reference') ?? null,
    registeredDelivery: pdu.number('registered_delivery') ?? 0,
    status: null,
    receivedAt,
    link,
  };
}

function sarPart(pdu: Pdu): SmppSubmit['part'] {
  const reference = pdu.number('sar_msg_ref_num');
  return validPart(
    reference === undefined ? undefined : wideReference(reference),
    pdu.number('sar_segment_seqnum'),
    pdu.number('sar_total_segments'),
  );
}

function addressOf(ton: number | undefined, address = ''): string {
  return ton === 1 ? `+${address}` : address;
}
