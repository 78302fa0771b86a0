const CR = 0x0d;

/**
 * Packs septets eight to seven octets (3GPP TS 23.038 §6.1.2.1). `fillBits`, 0–6, come first, so that the
 * septets begin at a septet's boundary behind a user data header. Where seven bits are left over at the end they hold a
 * carriage return, not an "@" (§6.1.2.3.1).
 */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const bits = fillBits + septets.length * 7;
  const spare = Math.ceil(bits / 8) * 8 - bits;
  const endsInReturn = spare === 0 && septets.at(-1) === CR;
  const all = spare === 7 || endsInReturn ? [...septets, CR] : septets;
  const octets = new Uint8Array(Math.ceil((fillBits + all.length * 7) / 8));
  for (const [index, septet] of all.entries()) {
    const bit = fillBits + index * 7;
    const word = septet << (bit % 8);
    const at = bit >> 3;
    octets[at] = (octets[at] ?? 0) | (word & 0xff);
    if (word > 0xff) octets[at + 1] = word >> 8;
  }
  return octets;
}

/** Unpacks septets. Seven bits left over at the end, zero or a carriage return, are filling. */
export function unpackSeptets(octets: Uint8Array, fillBits = 0): Uint8Array {
  const bits = Math.max(0, octets.length * 8 - fillBits);
  const septets = new Uint8Array(Math.floor(bits / 7));
  for (let index = 0; index < septets.length; index += 1) {
    const bit = fillBits + index * 7;
    const at = bit >> 3;
    const word = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8);
    septets[index] = (word >> (bit % 8)) & 0x7f;
  }
  const last = septets.at(-1);
  const isFilled = bits > 0 && bits % 7 === 0 && (last === 0 || last === CR);
  return isFilled ? septets.subarray(0, -1) : septets;
}

/** Bits that bring what follows `headerOctets` of user data header to a septet's boundary. */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}
