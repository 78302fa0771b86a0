import type { Millis } from '../core/clock.ts';
import { segmentText } from '../core/segments.ts';
import { smppFailure } from '../core/smpp-status.ts';
import type { CutText, SubmitRequest, SubmitResult } from './gateway.ts';
import { concatenationHeader, ESM_UDH, wideConcatenationHeader } from './smpp-concatenation.ts';
import type { Answer, Fields } from './smpp-link.ts';
import { type CarrierAlphabet, encodeText, encodingFor } from './smpp-text.ts';
import { type ValidityPeriod, validityPeriod } from './smpp-validity.ts';

/**
 * Where a long text says what belongs together: in a user data header with an 8-bit or a 16-bit reference,
 * in the SAR TLVs (SMPP 3.4 §5.3.2.22–24), or whole in message_payload (§5.3.2.32).
 */
export const LONG_MESSAGES = ['udh', 'udh16', 'sar', 'payload'] as const;
export type LongMessages = (typeof LONG_MESSAGES)[number];

export interface AddressOptions {
  /** Type of number and numbering plan (SMPP 3.4 §5.2.5, §5.2.6); unset, they follow from the address itself. */
  readonly sourceTon?: number;
  readonly sourceNpi?: number;
  readonly destTon?: number;
  readonly destNpi?: number;
}

export interface SubmitOptions extends AddressOptions, CarrierAlphabet {
  readonly longMessages: LongMessages;
  readonly validityPeriod: ValidityPeriod;
  /** SMPP 3.4 §5.2.11; at most 5 characters. */
  readonly serviceType: string;
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

/** Cuts a text into what each submit_sm carries. */
export function cutText(text: string, options: Pick<SubmitOptions, 'alphabet' | 'longMessages'>): CutText {
  const asUcs2 = encodingFor(text, options.alphabet) === 'ucs2';
  const referenceBits = options.longMessages === 'udh16' ? 16 : 8;
  const { encoding, segments } = segmentText(text, { referenceBits, asUcs2 });
  return { encoding, segments: options.longMessages === 'payload' ? [segments.join('')] : segments };
}

/** One segment as the fields of a submit_sm (SMPP 3.4 §4.4.1). @throws RangeError where it cannot be encoded. */
export function submitFields(request: SubmitRequest, options: SubmitOptions, now: Millis): Fields {
  const source = addressOf(request.from);
  const alphanumeric = source.ton === 5;
  const destination = addressOf(request.to);
  const inDefault = request.encoding === 'gsm7' && encodingFor(request.text, options.alphabet) === 'gsm7';
  return {
    service_type: options.serviceType,
    source_addr_ton: alphanumeric ? source.ton : (options.sourceTon ?? source.ton),
    source_addr_npi: alphanumeric ? source.npi : (options.sourceNpi ?? source.npi),
    source_addr: source.address,
    dest_addr_ton: options.destTon ?? destination.ton,
    dest_addr_npi: options.destNpi ?? destination.npi,
    destination_addr: destination.address,
    validity_period: validityPeriod(request.expiresAt, now, options.validityPeriod),
    registered_delivery: options.registeredDelivery,
    data_coding: inDefault || options.alphabet === 'ucs2' ? options.dataCoding : UCS2,
    ...messageFields(request, inDefault, options),
    user_message_reference: request.reference & 0xffff,
  };
}

/** The words, and where in a long text they belong. */
function messageFields(request: SubmitRequest, inDefault: boolean, options: SubmitOptions): Fields {
  const encoding = inDefault ? 'gsm7' : 'ucs2';
  const header = headerOf(request, options.longMessages);
  const words = encodeText(request.text, encoding, options.alphabet, header.length);
  const message = Buffer.concat([header, words]);
  const esm = { esm_class: header.length > 0 ? ESM_UDH : 0 };
  if (
    options.longMessages === 'payload' &&
    segmentText(request.text, { asUcs2: !inDefault }).segments.length > 1
  ) {
    return { ...esm, short_message: Buffer.alloc(0), message_payload: message };
  }
  return { ...esm, short_message: message, ...sarFields(request, options.longMessages) };
}

function headerOf({ part, reference }: SubmitRequest, longMessages: LongMessages): Buffer {
  if (part === null || longMessages === 'sar') return Buffer.alloc(0);
  // The message's own reference is the wider of the two, and the same for all of its parts.
  return longMessages === 'udh16'
    ? wideConcatenationHeader({ ...part, reference })
    : concatenationHeader(part);
}

function sarFields({ part, reference }: SubmitRequest, longMessages: LongMessages): Fields {
  if (part === null || longMessages !== 'sar') return {};
  return {
    sar_msg_ref_num: reference & 0xffff,
    sar_total_segments: part.total,
    sar_segment_seqnum: part.index,
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
