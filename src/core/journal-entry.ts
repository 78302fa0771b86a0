import type { LegEnd, Outcome } from './call.ts';
import type { Millis } from './clock.ts';

/** A call that rang by the dialplan alone, as it wrote it down (`textback-journal` in asterisk/extensions.conf). */
export interface JournalEntry {
  /** The caller's channel: Asterisk's unique id, and the key in AstDB. */
  readonly channelId: string;
  readonly arrivedAt: Millis;
  readonly finishedAt: Millis;
  /** When a phone first rang, or early media came; null where none did, or the dialplan did not say. */
  readonly ringingAt: Millis | null;
  /** To the second, as Asterisk counts; null where nobody answered. */
  readonly bridgedAt: Millis | null;
  /** Digits and `+` only, like `callerNumber`; `''` when withheld. */
  readonly dialled: string;
  readonly callerNumber: string;
  readonly outcome: Extract<
    Outcome,
    'answered' | 'no-answer' | 'busy' | 'abandoned' | 'unreachable' | 'blocked'
  >;
  /** What rang, and how that ended; null where several rang at once: Asterisk does not tell of each. */
  readonly leg: { readonly endpoint: string; readonly end: LegEnd; readonly cause: number | null } | null;
}

const MAX_VALUE_CHARS = 1_000;
/** What can be sent back over AMI to delete it. */
const KEY = /^[\x21-\x7e]{1,100}$/;
const EPOCH = /^\d{1,11}(\.\d{1,6})?$/;
/** Asterisk subtracts in floating point: `5.00800000003073364`. */
const SECONDS = /^(-?\d{1,9}(\.\d{1,30})?)?$/;
const NUMBER = /^[+\d]{0,64}$/;
const STATUS = /^[A-Z]{0,20}$/;
const COUNT = /^\d{0,9}$/;
const LONGEST_S = 7 * 24 * 3_600;

/** Q.850 causes that tell more than DIALSTATUS, which has CHANUNAVAIL for both. */
const UNALLOCATED_NUMBER = 1;
const CALL_REJECTED = 21;

/** Reads one entry of AstDB's `textback/journal`; null where it is none. Never throws. */
export function readJournalEntry(key: string, value: string): JournalEntry | null {
  if (!KEY.test(key) || value.length > MAX_VALUE_CHARS) return null;
  const [since = '', dialled = '', caller = '', status = '', answered, total, cause = '', rang, ...rest] =
    value.split('|');
  if (answered === undefined || total === undefined || !EPOCH.test(since) || !STATUS.test(status))
    return null;
  if (![dialled, caller].every((number) => NUMBER.test(number))) return null;
  if (![answered, total].every((seconds) => SECONDS.test(seconds))) return null;
  if (![cause, rang ?? ''].every((count) => COUNT.test(count))) return null;

  const arrivedAt = Math.round(Number(since) * 1_000);
  const finishedAt = arrivedAt + bounded(Number(total) * 1_000);
  const answeredMs = bounded(Number(answered) * 1_000);
  const ringingAt = rang ? Math.min(arrivedAt + Number(rang), finishedAt) : null;
  const causeCode = cause === '' ? null : Number(cause);
  const isAnswered = status === 'ANSWER' || answeredMs > 0;
  // Asterisk has NOANSWER for a phone that rang in vain and for one that sent no packet at all.
  const isSilent = rang === '' && status === 'NOANSWER';
  const outcome = isAnswered ? 'answered' : isSilent ? 'unreachable' : outcomeOf(status, causeCode);
  return {
    channelId: key,
    arrivedAt,
    finishedAt,
    ringingAt,
    bridgedAt: isAnswered ? Math.max(arrivedAt, finishedAt - answeredMs) : null,
    dialled,
    callerNumber: caller,
    outcome,
    leg: legOf(rest.join('|'), outcome, causeCode),
  };
}

/** DIALSTATUS as a call of our own would have ended (Asterisk, application Dial). */
function outcomeOf(status: string, cause: number | null): JournalEntry['outcome'] {
  switch (status) {
    case 'NOANSWER':
      return 'no-answer';
    case 'BUSY':
      return 'busy';
    // Our own word for who is on the block list: nothing was dialled.
    case 'BLOCKED':
      return 'blocked';
    case 'CANCEL':
    // The caller was gone before Dial could say anything.
    case '':
      return 'abandoned';
    default:
      // CHANUNAVAIL, CONGESTION, our own NOFALLBACK, and whatever Asterisk may come to say.
      return cause === CALL_REJECTED ? 'busy' : 'unreachable';
  }
}

function legOf(dialled: string, outcome: JournalEntry['outcome'], cause: number | null): JournalEntry['leg'] {
  if (outcome === 'blocked' || dialled === '' || dialled.includes('&')) return null;
  return { endpoint: dialled, end: legEndOf(outcome, cause), cause };
}

function legEndOf(outcome: Exclude<JournalEntry['outcome'], 'blocked'>, cause: number | null): LegEnd {
  switch (outcome) {
    case 'answered':
      return 'hung-up';
    case 'busy':
      return cause === CALL_REJECTED ? 'declined' : 'busy';
    case 'abandoned':
      return 'caller-gave-up';
    case 'unreachable':
      return cause === UNALLOCATED_NUMBER ? 'wrong-number' : 'unreachable';
    case 'no-answer':
      return 'no-answer';
  }
}

/** A clock set back meanwhile makes for less than nothing. */
function bounded(ms: Millis): Millis {
  return Math.round(Math.min(Math.max(ms, 0), LONGEST_S * 1_000));
}
