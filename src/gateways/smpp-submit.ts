import { smppFailure } from '../core/smpp-status.ts';
import type { SubmitRequest, SubmitResult } from './gateway.ts';
import { concatenationHeader, ESM_UDH } from './smpp-concatenation.ts';
import type { Answer, Fields } from './smpp-link.ts';
import { encodeText } from './smpp-text.ts';

export interface AddressOptions {
  /** Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6); unset, they follow from the address itself. */
  readonly sourceTon?: number;
  readonly sourceNpi?: number;
  readonly destTon?: number;
  readonly destNpi?: number;
}

export interface SubmitOptions extends AddressOptions {
  /** The data_coding that the carrier takes for GSM 03.38; 0, its own default alphabet, unless it says otherwise. */
  readonly gsm7DataCoding: number;
  /** SMPP 3.4 §5.2.17; 1 asks for a receipt on success and on failure. */
  readonly registeredDelivery: number;
}

const UCS2 = 0x08;

interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** International for `+` and digits, alphanumeric for anything with a letter, unknown for a short code. */
function addressOf(number: string): Address {
  if (/^\+\d+$/.test(number)) return { ton: 1, npi: 1, address: number.slice(1) };
  if (/^\d+$/.test(number)) return { ton: 0, npi: 1, address: number };
  return { ton: 5, npi: 0, address: number };
}

/** One segment as the fields of a submit_sm (SMPP 3.4 §4.4.1). @throws RangeError where it cannot be encoded. */
export function submitFields(request: SubmitRequest, options: SubmitOptions): Fields {
  const source = addressOf(request.from);
  const alphanumeric = source.ton === 5;
  const destination = addressOf(request.to);
  const words = encodeText(request.text, request.encoding);
  return {
    source_addr_ton: alphanumeric ? source.ton : (options.sourceTon ?? source.ton),
    source_addr_npi: alphanumeric ? source.npi : (options.sourceNpi ?? source.npi),
    source_addr: source.address,
    dest_addr_ton: options.destTon ?? destination.ton,
    dest_addr_npi: options.destNpi ?? destination.npi,
    destination_addr: destination.address,
    esm_class: request.part === null ? 0 : ESM_UDH,
    registered_delivery: options.registeredDelivery,
    data_coding: request.encoding === 'gsm7' ? options.gsm7DataCoding : UCS2,
    short_message: request.part === null ? words : Buffer.concat([concatenationHeader(request.part), words]),
    user_message_reference: request.reference & 0xffff,
  };
}

/** What the carrier's answer to a submit_sm means for the text. */
export function submitResult(answer: Answer, responseTimeoutMs: number): SubmitResult {
  switch (answer.kind) {
    case 'timeout':
      return { kind: 'unknown', why: `the carrier did not answer within ${responseTimeoutMs / 1_000} s` };
    case 'closed':
      return { kind: 'unknown', why: `the link closed before the carrier answered: ${answer.why}` };
    case 'unreadable':
      return { kind: 'unknown', why: "the carrier's answer could not be read" };
    case 'response':
      return responseResult(answer.pdu);
  }
}

function responseResult(pdu: Extract<Answer, { kind: 'response' }>['pdu']): SubmitResult {
  if (pdu.status === 0 && pdu.command === 'submit_sm_resp') {
    return { kind: 'accepted', id: (pdu.text('message_id') ?? '').trim() };
  }
  if (pdu.status === 0) return { kind: 'unknown', why: `the carrier answered with ${pdu.command}` };
  const { kind, name, meaning, afterMs } = smppFailure(pdu.status);
  const why = `${name}: ${meaning}`;
  return kind === 'retryable' && afterMs !== undefined ? { kind, why, afterMs } : { kind, why };
}
