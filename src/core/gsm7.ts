/** The GSM 7 bit default alphabet, by code (3GPP TS 23.038 §6.2.1). 0x1B is the escape. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const ESCAPE = 0x1b;

/** The extension table, reached through the escape (3GPP TS 23.038 §6.2.1.1). */
const EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

const SEPTETS = septetsByCharacter();

/** Septets that a character takes in GSM 7 bit: 1, 2 for the extension table, 0 where it has none. */
export function gsm7Units(character: string): 0 | 1 | 2 {
  const septets = SEPTETS.get(character);
  if (septets === undefined) return 0;
  return septets.length === 1 ? 1 : 2;
}

/** Whether every character of `text` is in the GSM 7 bit alphabet or its extension table. */
export function isGsm7(text: string): boolean {
  for (const character of text) if (!SEPTETS.has(character)) return false;
  return true;
}

/**
 * GSM 7 bit, unpacked: one septet an octet, as SMPP carries it (SMPP 3.4 §5.2.19, data_coding 0).
 * @throws RangeError naming the first character that the alphabet does not have.
 */
export function encodeGsm7(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    const septets = SEPTETS.get(character);
    if (septets === undefined) {
      const code = Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0');
      throw new RangeError(
        `"${character}" (U+${code}) is not in the GSM 7 bit alphabet; send this text as UCS-2`,
      );
    }
    octets.push(...septets);
  }
  return Uint8Array.from(octets);
}

/**
 * Reads unpacked GSM 7 bit, and never fails, since what a phone sent must not be lost.
 * An escaped code that the extension table lacks is read from the main table, and an escape followed
 * by an escape, or by nothing, as a space (3GPP TS 23.038 §6.2.1.1, notes). An octet above 0x7F,
 * which is no septet at all, becomes U+FFFD.
 */
export function decodeGsm7(octets: Uint8Array): string {
  let text = '';
  let escaped = false;
  for (const octet of octets) {
    if (escaped) {
      text += octet === ESCAPE ? ' ' : (EXTENSION.get(octet) ?? basicCharacter(octet));
      escaped = false;
    } else if (octet === ESCAPE) {
      escaped = true;
    } else {
      text += basicCharacter(octet);
    }
  }
  return escaped ? `${text} ` : text;
}

function basicCharacter(octet: number): string {
  return BASIC[octet] ?? '\ufffd';
}

function septetsByCharacter(): ReadonlyMap<string, readonly number[]> {
  const septets = new Map<string, readonly number[]>();
  for (const [code, character] of [...BASIC].entries()) {
    if (code !== ESCAPE) septets.set(character, [code]);
  }
  for (const [code, character] of EXTENSION) septets.set(character, [ESCAPE, code]);
  return septets;
}
