// npm smpp 0.5.1 has no types. Only what smpp-codec.ts uses is declared: its PDU class and its tables.
declare module 'smpp' {
  interface FieldType {
    read(octets: Buffer, offset: number, length: number): unknown;
    write(value: unknown, octets: Buffer, offset: number): void;
    size(value: unknown): number;
  }
  interface FieldDefinition {
    type: FieldType;
    filter?: object;
  }
  class PDU {
    constructor(source: string | Buffer, fields?: Readonly<Record<string, unknown>>);
    readonly command: string;
    readonly [field: string]: unknown;
    toBuffer(): Buffer;
  }
  interface TlvTypes {
    readonly int8: FieldType;
    readonly int16: FieldType;
    readonly int32: FieldType;
    readonly cstring: FieldType;
  }
  const smpp: {
    readonly PDU: typeof PDU;
    readonly commands: Readonly<
      Record<string, { readonly params?: Readonly<Record<string, FieldDefinition>> }>
    >;
    readonly tlvs: Readonly<Record<string, FieldDefinition>>;
    readonly types: { readonly tlv: TlvTypes };
  };
  export default smpp;
}
