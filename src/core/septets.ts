const CR = 0x0d;

/**
 * Packs eight septets to seven octets (3GPP TS 23.038 §6.1.2.1). `fillBits`, 0–6, come first, so that the
 * septets begin at a septet's boundary behind a user data header. Where seven bits are left over at the
 * end they hold a carriage return, which nobody sees, and not an "@" (§6.1.2.3.1).
 */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const bits = fillBits + septets.length * 7;
  const spare = Math.ceil(bits / 8) * 8 - bits;
  const all = spare === 7 ? [...septets, CR] : septets;
  const octets: number[] = [];
  let held = 0;
  let heldBits = fillBits;
  for (const septet of all) {
    held |= septet << heldBits;
    heldBits += 7;
    if (heldBits < 8) continue;
    octets.push(held & 0xff);
    held >>= 8;
    heldBits -= 8;
  }
  return Uint8Array.from(heldBits > 0 ? [...octets, held] : octets);
}

/**
 * Unpacks septets. A carriage return that ends on an octet's boundary is filling. Zeros there are not, though some
 * fill with them: an address cut behind its "@" is worth more than a text without an "@" too many.
 */
export function unpackSeptets(octets: Uint8Array, fillBits = 0): Uint8Array {
  const septets: number[] = [];
  let held = 0;
  let heldBits = 0;
  let toSkip = fillBits;
  for (const octet of octets) {
    held |= octet << heldBits;
    held >>= toSkip;
    heldBits += 8 - toSkip;
    toSkip = 0;
    for (; heldBits >= 7; heldBits -= 7) {
      septets.push(held & 0x7f);
      held >>= 7;
    }
  }
  const last = septets.at(-1);
  const isFilled = heldBits === 0 && last === CR;
  return Uint8Array.from(isFilled ? septets.slice(0, -1) : septets);
}

/** Bits that bring what follows `headerOctets` of user data header to a septet's boundary. */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}
