import type { MessageState } from './message-state.ts';

/** An entry of the ledger, as far as its soundness goes. */
export interface LedgerEntry {
  readonly id: number;
  readonly kind: 'top-up' | 'reserve' | 'settle' | 'release' | 'adjust';
  readonly delta: number;
  readonly balanceAfter: number;
  readonly key: string;
  readonly messageId: number | null;
}

/** What the entry is checked against. */
export interface LedgerContext {
  /** The sum of all entries before it. */
  readonly balanceBefore: number;
  /** The message that it names; null where it names none, or there is none. */
  readonly message: { readonly direction: 'in' | 'out'; readonly state: MessageState } | null;
  /** All entries of that message, oldest first. */
  readonly ofMessage: readonly LedgerEntry[];
}

/** A message in one of these may still be sent, or may have been: its credits stay reserved. */
const OPEN: ReadonlySet<MessageState> = new Set(['queued', 'sending', 'unknown']);

/**
 * What is wrong with an entry; null when nothing is. The balance is right when no entry is wrong: every
 * running sum holds, every text is paid for once, and every reservation is closed once or has an open message.
 */
export function checkEntry(entry: LedgerEntry, context: LedgerContext): string | null {
  const { balanceBefore } = context;
  const expected = balanceBefore + entry.delta;
  if (entry.balanceAfter !== expected) {
    return `its balance is ${entry.balanceAfter}, but ${balanceBefore} and ${entry.delta} make ${expected}`;
  }
  if (expected < 0) return `it takes the balance below zero, to ${expected}`;
  switch (entry.kind) {
    case 'top-up':
    case 'adjust':
      return checkManual(entry);
    case 'reserve':
      return checkReserve(entry, context);
    case 'settle':
    case 'release':
      return checkClose(entry, context);
  }
}

function checkManual({ kind, delta, messageId }: LedgerEntry): string | null {
  if (messageId !== null) return `it belongs to message ${messageId}, which no ${kind} does`;
  if (kind === 'top-up' && delta <= 0) return `a top-up of ${delta} adds nothing`;
  return delta === 0 ? 'it changes nothing' : null;
}

function checkReserve(entry: LedgerEntry, { message, ofMessage }: LedgerContext): string | null {
  const { id, key, delta, messageId } = entry;
  if (messageId === null || message === null) return 'it is for a message that does not exist';
  if (message.direction === 'in') return `message ${messageId} came in, and costs nothing`;
  if (key !== `reserve:message:${messageId}`) return `its key is ${key}, not reserve:message:${messageId}`;
  if (delta >= 0) return `a reservation of ${delta} takes nothing`;
  const other = ofMessage.find((each) => each.kind === 'reserve' && each.id !== id);
  if (other !== undefined) return `message ${messageId} is paid for by entry ${other.id} too`;
  const isClosed = ofMessage.some(({ kind }) => kind === 'settle' || kind === 'release');
  if (isClosed || OPEN.has(message.state)) return null;
  return `message ${messageId} is ${message.state}, and the reservation was neither settled nor released`;
}

function checkClose(entry: LedgerEntry, { message, ofMessage }: LedgerContext): string | null {
  const { id, kind, key, delta, messageId } = entry;
  if (messageId === null || message === null) return 'it is for a message that does not exist';
  if (key !== `close:message:${messageId}`) return `its key is ${key}, not close:message:${messageId}`;
  const reserve = ofMessage.find((each) => each.kind === 'reserve');
  if (reserve === undefined || reserve.id > id) return `nothing was reserved for message ${messageId} before`;
  const back = kind === 'release' ? -reserve.delta : 0;
  return delta === back
    ? null
    : `it gives back ${delta}, but entry ${reserve.id} leaves ${back} to give back`;
}
