/**
 * UCS-2, big endian, as SMS carries it (3GPP TS 23.038 §6.2.3; data_coding 8). Phones read it as
 * UTF-16, so a character outside the BMP is sent as its two surrogates.
 */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  const view = new DataView(octets.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index));
  return octets;
}

/**
 * Reads UCS-2 and never fails. Half a surrogate pair is kept as it came: a long text may be cut between
 * the halves, and joining its parts mends it. A last octet without its twin becomes U+FFFD.
 */
export function decodeUcs2(octets: Uint8Array): string {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const even = octets.length - (octets.length % 2);
  let text = '';
  for (let offset = 0; offset < even; offset += 2) text += String.fromCharCode(view.getUint16(offset));
  return even === octets.length ? text : `${text}\ufffd`;
}
