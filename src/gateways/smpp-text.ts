import { decodeGsm7, encodeGsm7 } from '../core/gsm7.ts';
import type { SmsEncoding } from '../core/segments.ts';
import { decodeUcs2, encodeUcs2 } from '../core/ucs2.ts';

/** `message` octets of a text. @throws RangeError where `gsm7` has no such character. */
export function encodeText(text: string, encoding: SmsEncoding): Buffer {
  return encoding === 'gsm7' ? Buffer.from(encodeGsm7(text)) : Buffer.from(encodeUcs2(text));
}

/**
 * Reads a text by its data_coding (SMPP 3.4 §5.2.19, and the GSM groups of 3GPP TS 23.038 §4).
 * Never fails: a customer's words in a coding that we do not know are still worth reading.
 * Halves of a surrogate pair are kept, for the other half may come in the next part.
 */
export function decodeText(octets: Buffer, dataCoding: number): string {
  switch (alphabetOf(dataCoding)) {
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
