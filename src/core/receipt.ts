type ReceiptState = 'delivered' | 'undelivered' | 'in-progress';

/** What of a deliver_sm may make it a delivery receipt. */
export interface ReceiptSource {
  readonly esmClass: number;
  /** The body read as ASCII, whatever data_coding claims. */
  readonly body: string;
  /** TLV receipted_message_id (SMPP 3.4 §5.3.2.12). */
  readonly receiptedMessageId: string | undefined;
  /** TLV message_state (SMPP 3.4 §5.3.2.35). */
  readonly messageState: number | undefined;
}

export interface Receipt {
  /** The forms the id may have been stored under, likeliest first: as it came, then read as hex and as decimal. */
  readonly ids: readonly string[];
  readonly state: ReceiptState;
  /** At most 200 characters, printable. */
  readonly detail: string;
}

/** SMPP 3.4 §5.2.28; 0 and 9 from SMPP 5.0 §4.7.15. */
const stateNames: readonly string[] = [
  'SCHEDULED',
  'ENROUTE',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'ACCEPTD',
  'UNKNOWN',
  'REJECTD',
  'SKIPPED',
];

const DETAIL_MAX = 200;
/** SMPP 3.4 §5.2.23 allows 64 octets for an id, and nothing longer is worth converting. */
const ID_MAX = 64;

/**
 * Reads a deliver_sm as a delivery receipt, or says `null`: then it is a customer's text, or, where
 * `isReceiptClass` holds, a receipt that names no message.
 * A receipt is told by esm_class (SMPP 3.4 §5.2.12), by both TLVs, or by the whole text form of appendix B:
 * part of that form is not enough, for a customer may type `id:`.
 */
export function readReceipt(source: ReceiptSource): Receipt | null {
  const marked = isReceiptClass(source.esmClass);
  const tlvs = source.receiptedMessageId !== undefined && source.messageState !== undefined;
  if (!marked && !tlvs && !isWholeTextForm(source.body)) return null;
  // Some carriers write one form in the TLV and another in the text, or leave the TLV empty.
  const named = [source.receiptedMessageId, field(source.body, 'id')].map((id = '') =>
    id.trim().slice(0, ID_MAX),
  );
  const ids = new Set(named.filter((id) => id !== '').flatMap(idForms));
  if (ids.size === 0) return null;
  const stat = stateName(source);
  const error = field(source.body, 'err');
  return {
    ids: [...ids],
    state: stateOf(stat),
    detail: printable(error === undefined ? stat : `${stat} err:${error}`),
  };
}

/** True for an SMSC delivery receipt or an intermediate notification (esm_class bits 5–2, SMPP 3.4 §5.2.12). */
export function isReceiptClass(esmClass: number): boolean {
  const type = esmClass & 0x3c;
  return type === 0x04 || type === 0x20;
}

/**
 * Every form under which the submit_sm_resp may have given this id: carriers answer in hex and
 * report in decimal, or the other way about, with zeros in front or without.
 */
export function idForms(id: string): readonly string[] {
  const forms = new Set([id, id.toLowerCase(), id.toUpperCase()]);
  if (/^[0-9a-f]{1,32}$/i.test(id)) {
    const stripped = id.replace(/^0+(?=.)/, '');
    forms.add(stripped).add(stripped.toLowerCase()).add(stripped.toUpperCase());
    forms.add(BigInt(`0x${id}`).toString(10));
  }
  if (/^[0-9]{1,32}$/.test(id)) {
    const hex = BigInt(id).toString(16);
    for (const form of [hex, hex.padStart(8, '0')]) forms.add(form).add(form.toUpperCase());
  }
  return [...forms];
}

function isWholeTextForm(body: string): boolean {
  return ['id', 'submit date', 'done date', 'stat'].every((name) => field(body, name) !== undefined);
}

/** One field of the text form; `text:` ends the fields, and what follows it is the customer's own. */
function field(body: string, name: string): string | undefined {
  const fields = body.replace(/\btext:.*$/is, '');
  return new RegExp(`(?:^|\\s)${name}:\\s*(\\S+)`, 'i').exec(fields)?.[1];
}

function stateName(source: ReceiptSource): string {
  const byTlv = source.messageState === undefined ? undefined : stateNames[source.messageState];
  return byTlv ?? field(source.body, 'stat')?.toUpperCase() ?? 'UNKNOWN';
}

function stateOf(stat: string): ReceiptState {
  if (/^DELIV(RD|ERED)/.test(stat)) return 'delivered';
  if (/^(UNDEL|EXPIRED|DELETED|REJECT|SKIPPED|FAILED)/.test(stat)) return 'undelivered';
  return 'in-progress';
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, DETAIL_MAX);
}
