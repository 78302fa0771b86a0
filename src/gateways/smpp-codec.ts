import smpp from 'smpp';

/*
 * The one file that knows npm smpp 0.5.1, and only its PDU class: its Session stops reading for good
 * after one bad PDU, so sockets and framing are ours (smpp-link.ts). What is wrong in the PDU class
 * is put right below, once, for the process.
 */

export type PduField = string | number | Buffer;

/** A PDU as read. Fields may be missing in a short one; the readers below say what is there. */
export interface Pdu {
  /** The name in SMPP 3.4, or `unknown`. */
  readonly command: string;
  readonly commandId: number;
  readonly status: number;
  readonly sequence: number;
  number(field: string): number | undefined;
  text(field: string): string | undefined;
  octets(field: string): Buffer | undefined;
}

export interface PduHeader {
  readonly commandId: number;
  readonly status: number;
  readonly sequence: number;
}

export const PDU_HEADER_OCTETS = 16;

// The filters guess encodings, lose unmappable characters, and throw on a time field such as "R".
for (const { params = {} } of Object.values(smpp.commands)) {
  for (const definition of Object.values(params)) delete definition.filter;
}
const { int8, int16, int32, cstring } = smpp.types.tlv;
for (const definition of Object.values(smpp.tlvs)) {
  delete definition.filter;
  const { type } = definition;
  if (type === int8 || type === int16 || type === int32) definition.type = { ...type, read: readInteger };
  else if (type === cstring) definition.type = { ...type, read: readString };
}

/** The library reads past a TLV that is shorter than its type, or throws at the end of the PDU. */
function readInteger(octets: Buffer, offset: number, length: number): number | undefined {
  const value = octets.subarray(offset, offset + length);
  return value.length >= 1 && value.length <= 4 ? value.readUIntBE(0, value.length) : undefined;
}

/** The library reads on into the next TLV where the terminator is missing. */
function readString(octets: Buffer, offset: number, length: number): string {
  const value = octets.subarray(offset, offset + length);
  const end = value.indexOf(0);
  return value.toString('latin1', 0, end === -1 ? value.length : end);
}

/** Needs the 16 octets that the framing guarantees (SMPP 3.4 §3.2). */
export function readHeader(octets: Buffer): PduHeader {
  return {
    commandId: octets.readUInt32BE(4),
    status: octets.readUInt32BE(8),
    sequence: octets.readUInt32BE(12),
  };
}

/** Reads one whole PDU. @throws RangeError where a mandatory field is cut off. */
export function decodePdu(octets: Buffer): Pdu {
  const pdu = new smpp.PDU(octets);
  return {
    command: pdu.command,
    ...readHeader(octets),
    number: (field) => {
      const value = pdu[field];
      return typeof value === 'number' ? value : undefined;
    },
    text: (field) => {
      const value = pdu[field];
      return typeof value === 'string' ? value : undefined;
    },
    octets: (field) => {
      const value = pdu[field];
      return Buffer.isBuffer(value) ? value : undefined;
    },
  };
}

/**
 * Writes one PDU; with a status other than 0 it is the header only (SMPP 3.4 §3.2).
 * @throws RangeError on a short_message over 254 octets, which the library would truncate or choke on.
 */
export function encodePdu(
  command: string,
  sequence: number,
  fields: Readonly<Record<string, PduField>> = {},
  status = 0,
): Buffer {
  const message = fields['short_message'];
  if (message !== undefined && (!Buffer.isBuffer(message) || message.length > 254)) {
    throw new RangeError('short_message must be at most 254 octets: use message_payload for more');
  }
  return new smpp.PDU(command, { ...fields, sequence_number: sequence, command_status: status }).toBuffer();
}
