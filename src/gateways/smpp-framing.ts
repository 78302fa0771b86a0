import { PDU_HEADER_OCTETS } from './smpp-codec.ts';

/** Sixteen KiB is a hundred times the longest text; more than that is not SMPP. */
const PDU_MAX_OCTETS = 16_384;

export type Frame =
  | { readonly kind: 'pdu'; readonly octets: Buffer }
  /** The rest is still to come. */
  | { readonly kind: 'incomplete' }
  /** No PDU has this length, so nothing after it can be trusted either. */
  | { readonly kind: 'broken'; readonly length: number; readonly start: Buffer };

export interface Framer {
  push(chunk: Buffer): void;
  next(): Frame;
}

/** Cuts a stream into PDUs by command_length (SMPP 3.4 §3.2.1), and refuses a length as soon as it is known. */
export function createFramer(): Framer {
  let held: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    },
    next() {
      if (held.length < 4) return { kind: 'incomplete' };
      const length = held.readUInt32BE(0);
      if (length < PDU_HEADER_OCTETS || length > PDU_MAX_OCTETS) {
        return { kind: 'broken', length, start: held.subarray(0, 16) };
      }
      if (held.length < length) return { kind: 'incomplete' };
      const octets = held.subarray(0, length);
      held = held.subarray(length);
      return { kind: 'pdu', octets };
    },
  };
}
