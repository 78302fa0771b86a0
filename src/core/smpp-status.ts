import type { Millis } from './clock.ts';

/** What a command_status other than ESME_ROK means for a text we submitted. */
export interface SmppFailure {
  /** `retryable`: the carrier has not taken it, and may later. `rejected`: it never will. `unknown`: it may have. */
  readonly kind: 'retryable' | 'rejected' | 'unknown';
  /** The name in SMPP 3.4 §5.1.3, or the value in hexadecimal where that has none. */
  readonly name: string;
  /** In plain words. */
  readonly meaning: string;
  /** How long to leave the carrier alone, where the status itself says that it is busy. */
  readonly afterMs?: Millis;
}

const rejected = (name: string, meaning: string): SmppFailure => ({ kind: 'rejected', name, meaning });
const retryable = (name: string, meaning: string, afterMs?: Millis): SmppFailure =>
  afterMs === undefined
    ? { kind: 'retryable', name, meaning }
    : { kind: 'retryable', name, meaning, afterMs };

/** SMPP 3.4 §5.1.3, table 5-2. The last five come from SMPP 5.0 §4.7.6; carriers send them on 3.4 links too. */
const failures: ReadonlyMap<number, SmppFailure> = new Map([
  [0x01, rejected('ESME_RINVMSGLEN', 'message length is invalid')],
  [0x02, rejected('ESME_RINVCMDLEN', 'command length is invalid')],
  [0x03, rejected('ESME_RINVCMDID', 'the carrier does not know this command')],
  [0x04, retryable('ESME_RINVBNDSTS', 'the link is not bound for sending')],
  [0x05, retryable('ESME_RALYBND', 'already bound')],
  [0x06, rejected('ESME_RINVPRTFLG', 'invalid priority flag')],
  [0x07, rejected('ESME_RINVREGDLVFLG', 'invalid registered delivery flag')],
  [0x08, retryable('ESME_RSYSERR', 'the carrier has a system error', 5_000)],
  [0x0a, rejected('ESME_RINVSRCADR', 'the carrier refuses the sender address')],
  [0x0b, rejected('ESME_RINVDSTADR', 'the carrier refuses the destination number')],
  [0x0c, rejected('ESME_RINVMSGID', 'invalid message id')],
  [0x0d, retryable('ESME_RBINDFAIL', 'bind failed')],
  [0x0e, retryable('ESME_RINVPASWD', 'wrong password')],
  [0x0f, retryable('ESME_RINVSYSID', 'unknown system_id')],
  [0x11, rejected('ESME_RCANCELFAIL', 'cancel failed')],
  [0x13, rejected('ESME_RREPLACEFAIL', 'replace failed')],
  [0x14, retryable('ESME_RMSGQFUL', "the carrier's queue is full", 5_000)],
  [0x15, rejected('ESME_RINVSERTYP', 'invalid service type')],
  [0x33, rejected('ESME_RINVNUMDESTS', 'invalid number of destinations')],
  [0x34, rejected('ESME_RINVDLNAME', 'invalid distribution list')],
  [0x40, rejected('ESME_RINVDESTFLAG', 'invalid destination flag')],
  [0x42, rejected('ESME_RINVSUBREP', 'invalid replace request')],
  [0x43, rejected('ESME_RINVESMCLASS', 'invalid esm_class')],
  [0x44, rejected('ESME_RCNTSUBDL', 'cannot submit to a distribution list')],
  [0x45, rejected('ESME_RSUBMITFAIL', 'the carrier refused the message')],
  [0x48, rejected('ESME_RINVSRCTON', 'invalid type of number for the sender')],
  [0x49, rejected('ESME_RINVSRCNPI', 'invalid numbering plan for the sender')],
  [0x50, rejected('ESME_RINVDSTTON', 'invalid type of number for the destination')],
  [0x51, rejected('ESME_RINVDSTNPI', 'invalid numbering plan for the destination')],
  [0x53, rejected('ESME_RINVSYSTYP', 'invalid system_type')],
  [0x54, rejected('ESME_RINVREPFLAG', 'invalid replace_if_present flag')],
  [0x55, rejected('ESME_RINVNUMMSGS', 'invalid number of messages')],
  [0x58, retryable('ESME_RTHROTTLED', 'the carrier is throttling this account', 1_000)],
  [0x61, rejected('ESME_RINVSCHED', 'invalid scheduled delivery time')],
  [0x62, rejected('ESME_RINVEXPIRY', 'invalid validity period')],
  [0x63, rejected('ESME_RINVDFTMSGID', 'invalid predefined message')],
  [0x64, retryable('ESME_RX_T_APPN', 'temporary failure at the receiving side', 1_000)],
  [0x65, rejected('ESME_RX_P_APPN', 'permanent failure at the receiving side')],
  [0x66, rejected('ESME_RX_R_APPN', 'refused by the receiving side')],
  [0x67, rejected('ESME_RQUERYFAIL', 'query failed')],
  [0xc0, rejected('ESME_RINVOPTPARSTREAM', 'error in the optional part of the PDU')],
  [0xc1, rejected('ESME_ROPTPARNOTALLWD', 'optional parameter not allowed')],
  [0xc2, rejected('ESME_RINVPARLEN', 'invalid parameter length')],
  [0xc3, rejected('ESME_RMISSINGOPTPARAM', 'an expected optional parameter is missing')],
  [0xc4, rejected('ESME_RINVOPTPARAMVAL', 'invalid optional parameter value')],
  [0xfe, rejected('ESME_RDELIVERYFAILURE', 'delivery failed')],
  [0xff, { kind: 'unknown', name: 'ESME_RUNKNOWNERR', meaning: 'the carrier gave no reason' }],
  [0x100, rejected('ESME_RSERTYPUNAUTH', 'not authorised for this service type')],
  [0x101, rejected('ESME_RPROHIBITED', 'this operation is prohibited for this account')],
  [0x102, retryable('ESME_RSERTYPUNAVAIL', 'the service is unavailable', 5_000)],
  [0x103, rejected('ESME_RSERTYPDENIED', 'the service is denied')],
  [0x104, rejected('ESME_RINVDCS', 'invalid data_coding')],
]);

/**
 * Reads a command_status other than 0. A value that the standard reserves or leaves to vendors
 * (0x400–0x4FF) counts as rejected: the carrier answered that it did not take the text, and
 * repeating it blindly helps nobody.
 */
export function smppFailure(commandStatus: number): SmppFailure {
  const known = failures.get(commandStatus);
  if (known !== undefined) return known;
  const name = `0x${commandStatus.toString(16).padStart(8, '0')}`;
  return rejected(name, "the carrier's own code: ask the carrier what it stands for");
}

/** One line for people, e.g. `ESME_RTHROTTLED: the carrier is throttling this account`. */
export function smppFailureText(commandStatus: number): string {
  const { name, meaning } = smppFailure(commandStatus);
  return `${name}: ${meaning}`;
}
