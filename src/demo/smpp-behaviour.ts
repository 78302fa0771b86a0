/** How the carrier behaves; each part stands alone, and all may change while it runs. */
export interface SmppBehaviour {
  /** How ids are written in submit_sm_resp. */
  readonly ids: 'decimal' | 'hex';
  readonly answerAfterMs: number;
  /** The command_status of every answer to submit_sm; 0 accepts. */
  readonly submitStatus: number;
  /** The next so many submits are answered ESME_RTHROTTLED. Counts down. */
  readonly throttleNext: number;
  /** Submits taken in any one second over all links; those above are answered ESME_RTHROTTLED. `null`: any number. */
  readonly maxPerSecond: number | null;
  /** Takes submits, and never answers. */
  readonly silent: boolean;
  /** Cuts the link at the next submit, before or after its answer; then goes back to `never`. */
  readonly dropNext: 'never' | 'before-answer' | 'after-answer';
  /** The command_status of the answer to a bind; 0 accepts where system_id and password fit. */
  readonly bindStatus: number;
  /** What the account may not bind as; null where it may as everything. */
  readonly refusedRole: 'transceiver' | 'transmitter' | 'receiver' | null;
  /** A receipt after each accepted submit, or none. */
  readonly receipt: ReceiptBehaviour | null;
}

interface ReceiptBehaviour {
  readonly state: SmppReceiptState;
  readonly afterMs: number;
  readonly form: SmppReceiptForm;
  /** How the receipt writes the id, whatever the answer wrote. */
  readonly ids: SmppReceiptIds;
}

export type SmppReceiptState = 'delivered' | 'undelivered' | 'in-progress';
type SmppReceiptForm = 'tlv' | 'text' | 'both';
export type SmppReceiptIds = 'as-answered' | 'hex' | 'decimal' | 'zero-padded';

/** A carrier on a good day. */
export const obligingCarrier: SmppBehaviour = {
  ids: 'decimal',
  answerAfterMs: 0,
  submitStatus: 0,
  throttleNext: 0,
  maxPerSecond: null,
  silent: false,
  dropNext: 'never',
  bindStatus: 0,
  refusedRole: null,
  receipt: null,
};

/** A submit_sm as it was seen. */
export interface SmppSubmit {
  /** What it was answered with; empty where it was not accepted. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly dataCoding: number;
  readonly esmClass: number;
  /** The user data header in hex, without its length; empty where there is none. */
  readonly udh: string;
  /** From the user data header or the SAR TLVs; a 16-bit reference is 65,536 more than was sent. */
  readonly part: { readonly reference: number; readonly index: number; readonly total: number } | null;
  /** Whether the words came in message_payload. */
  readonly asPayload: boolean;
  readonly serviceType: string;
  readonly validityPeriod: string;
  readonly userMessageReference: number | null;
  readonly registeredDelivery: number;
  /** `null` while unanswered. */
  readonly status: number | null;
  readonly receivedAt: number;
  /** The link it came over: 1 for the first that was bound. */
  readonly link: number;
}

/** A text from a customer's phone, or one part of it. */
export interface SmppInbound {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Unset: GSM 03.38 where it can be, else UCS-2. */
  readonly encoding?: 'gsm7' | 'ucs2';
  readonly part?: { readonly reference: number; readonly index: number; readonly total: number };
  /** Where `part` stands: in an 8-bit or 16-bit user data header, or in the SAR TLVs. */
  readonly partIn?: 'udh8' | 'udh16' | 'sar';
  /** Carries the words in message_payload. */
  readonly asPayload?: boolean;
}

export interface SmppReceiptOrder {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly state: SmppReceiptState;
  readonly form?: SmppReceiptForm;
  readonly ids?: SmppReceiptIds;
}

export type SmppServerEvent =
  | { readonly event: 'bound'; readonly systemId: string }
  | { readonly event: 'bind-refused'; readonly systemId: string; readonly status: number }
  | { readonly event: 'closed'; readonly wasBound: boolean; readonly why: string }
  | { readonly event: 'submit'; readonly submit: SmppSubmit }
  | { readonly event: 'answered'; readonly what: 'inbound' | 'receipt'; readonly status: number | null };
