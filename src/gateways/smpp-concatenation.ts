/** Which part of a long text this is: `index` from 1 to `total`. A reference that was read is as InboundText has it. */
export interface Part {
  readonly reference: number;
  readonly index: number;
  readonly total: number;
}

/** esm_class bit 6: the message begins with a user data header (SMPP 3.4 §5.2.12). */
export const ESM_UDH = 0x40;

/** The six octets in front of each part, with an 8-bit reference (3GPP TS 23.040 §9.2.3.24.1). */
export function concatenationHeader({ reference, index, total }: Part): Buffer {
  return Buffer.from([0x05, 0x00, 0x03, reference & 0xff, total, index]);
}

/** The seven octets in front of each part, with a 16-bit reference (3GPP TS 23.040 §9.2.3.24.8). */
export function wideConcatenationHeader({ reference, index, total }: Part): Buffer {
  return Buffer.from([0x06, 0x08, 0x04, (reference >> 8) & 0xff, reference & 0xff, total, index]);
}

/**
 * Splits a message that begins with a user data header into its part and its words. A header that is
 * longer than the message is none: the octets are then the words.
 */
export function readUserDataHeader(message: Buffer): { readonly part: Part | null; readonly body: Buffer } {
  const length = (message[0] ?? 0) + 1;
  if (message.length === 0 || length > message.length) return { part: null, body: message };
  const header = message.subarray(1, length);
  let part: Part | null = null;
  for (let at = 0; at + 2 <= header.length; at += 2 + (header[at + 1] ?? 0)) {
    part ??= readElement(header.subarray(at));
  }
  return { part, body: message.subarray(length) };
}

/** Information elements 0x00 and 0x08: concatenation by an 8-bit and by a 16-bit reference. */
function readElement(element: Buffer): Part | null {
  const [identifier, length] = element;
  if (identifier === 0x00 && length === 3 && element.length >= 5) {
    return validPart(element.readUInt8(2), element.readUInt8(4), element.readUInt8(3));
  }
  if (identifier === 0x08 && length === 4 && element.length >= 6) {
    return validPart(wideReference(element.readUInt16BE(2)), element.readUInt8(5), element.readUInt8(4));
  }
  return null;
}

/** `null` where the numbers make no part: such a header is to be ignored (3GPP TS 23.040 §9.2.3.24.1). */
export function validPart(
  reference: number | undefined,
  index: number | undefined,
  total: number | undefined,
): Part | null {
  if (reference === undefined || index === undefined || total === undefined) return null;
  return total >= 2 && index >= 1 && index <= total ? { reference, index, total } : null;
}

/** Sets a 16-bit reference apart from an 8-bit one of the same value: they name two texts. */
export function wideReference(reference: number): number {
  return 0x1_0000 + reference;
}
