import { decodeGsm7, encodeGsm7, isGsm7 } from '../core/gsm7.ts';
import type { SmsEncoding } from '../core/segments.ts';
import { fillBitsAfter, packSeptets, unpackSeptets } from '../core/septets.ts';
import { decodeUcs2, encodeUcs2 } from '../core/ucs2.ts';

/**
 * What a carrier reads texts as that are not marked UCS-2: GSM 03.38 with an octet or with seven bits for each
 * character, or Latin-1; SMPP 3.4 §5.2.19 leaves its "SMSC default alphabet" open. `ucs2` sends everything as UCS-2.
 */
export const DEFAULT_ALPHABETS = ['gsm7', 'gsm7-packed', 'latin1', 'ucs2'] as const;
export type DefaultAlphabet = (typeof DEFAULT_ALPHABETS)[number];

/** An alphabet and the data_coding by which this carrier marks it. */
export interface CarrierAlphabet {
  readonly alphabet: DefaultAlphabet;
  readonly dataCoding: number;
}

const USUAL: CarrierAlphabet = { alphabet: 'gsm7', dataCoding: 0 };

const LATIN1 = /^[\n\r -~\u00a0-\u00ff]*$/;

/**
 * How a text goes to a carrier with this alphabet: `gsm7` in its default alphabet, counted as GSM 7 bit, for that is
 * what goes over the air in the end; `ucs2` where the alphabet, or GSM 7 bit, lacks a character.
 */
export function encodingFor(text: string, alphabet: DefaultAlphabet): SmsEncoding {
  if (alphabet === 'ucs2' || !isGsm7(text)) return 'ucs2';
  return alphabet === 'latin1' && !LATIN1.test(text) ? 'ucs2' : 'gsm7';
}

/**
 * `message` octets of a text behind `headerOctets` of user data header.
 * @throws RangeError where the alphabet has no such character.
 */
export function encodeText(
  text: string,
  encoding: SmsEncoding,
  alphabet: DefaultAlphabet = 'gsm7',
  headerOctets = 0,
): Buffer {
  if (encoding === 'ucs2' || alphabet === 'ucs2') return Buffer.from(encodeUcs2(text));
  if (alphabet === 'gsm7') return Buffer.from(encodeGsm7(text));
  if (alphabet === 'gsm7-packed')
    return Buffer.from(packSeptets(encodeGsm7(text), fillBitsAfter(headerOctets)));
  if (!LATIN1.test(text)) throw new RangeError('the text has a character that Latin-1 lacks');
  return Buffer.from(text, 'latin1');
}

/**
 * Reads a text by its data_coding (SMPP 3.4 §5.2.19, and the GSM groups of 3GPP TS 23.038 §4).
 * Never fails: a customer's words in a coding that we do not know are still worth reading.
 * Halves of a surrogate pair are kept, for the other half may come in the next part.
 */
export function decodeText(
  octets: Buffer,
  dataCoding: number,
  carrier: CarrierAlphabet = USUAL,
  headerOctets = 0,
): string {
  switch (dataCoding === carrier.dataCoding ? carrier.alphabet : alphabetOf(dataCoding)) {
    case 'gsm7-packed':
      return decodeGsm7(unpackSeptets(octets, fillBitsAfter(headerOctets)));
    case 'gsm7':
      return decodeGsm7(octets);
    case 'ucs2':
      return decodeUcs2(octets);
    case 'cyrillic':
      return new TextDecoder('iso-8859-5').decode(octets);
    case 'hebrew':
      return new TextDecoder('iso-8859-8').decode(octets);
    case 'korean':
      return new TextDecoder('euc-kr').decode(octets);
    case 'japanese':
      return new TextDecoder('shift_jis').decode(octets);
    case 'latin1':
      return octets.toString('latin1');
  }
}

type Alphabet = 'gsm7' | 'ucs2' | 'latin1' | 'cyrillic' | 'hebrew' | 'korean' | 'japanese';

const plain: Readonly<Record<number, Alphabet>> = {
  0: 'gsm7',
  5: 'japanese',
  6: 'cyrillic',
  7: 'hebrew',
  8: 'ucs2',
  14: 'korean',
};

function alphabetOf(dataCoding: number): Alphabet {
  if (dataCoding < 0x10) return plain[dataCoding] ?? 'latin1';
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'gsm7' : 'latin1';
  if (dataCoding >= 0xe0) return 'ucs2';
  if (dataCoding >= 0xc0) return 'gsm7';
  const bits = (dataCoding >> 2) & 0x03;
  if (bits === 2) return 'ucs2';
  return bits === 0 ? 'gsm7' : 'latin1';
}
