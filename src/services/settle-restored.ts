import type { Call, Leg } from '../core/call.ts';
import { tallyOf } from '../core/call-tally.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { ConsentRow, NewConsent } from '../store/queries/consents.ts';
import type { Writer } from '../store/queries.ts';
import { closeMessage } from './close-message.ts';
import { BACKUP_SUBJECT } from './create-backup.ts';

const WHY = 'restored from a backup: it may have gone out since';
const PAGE = 500;
/** What is not known of a call that was going on. */
const ORDINARY = { isBlocked: false, rangTooBriefly: false };

export interface SettledRestore {
  /** Changes of consent since the backup that were kept; null where the database that is replaced cannot be read. */
  readonly consentsKept: number | null;
  /** Texts that waited when the backup was made. */
  readonly textsCalledOff: number;
  readonly callsClosed: number;
}

/**
 * Makes an old database safe to go on with, in one transaction. What waited to be sent when the backup was made may
 * have been sent since: it is called off, so that nobody is texted twice. Calls that were going on are over. And who
 * opted out since must not be texted: changes of consent are taken from the database that is replaced.
 *
 * @param replaced the database in whose place it goes; null where that cannot be read
 */
export function settleRestored(
  restored: Store,
  replaced: Pick<Store, 'read'> | null,
  file: string,
  actor: string,
  now: Millis,
): SettledRestore {
  return restored.transact('promised', (tx) => {
    const open = tx.calls.open();
    for (const row of open) closeCall(tx, row, now);
    for (const { callId } of tx.caps.held(Number.MAX_SAFE_INTEGER)) tx.caps.letGo(callId);
    // Who signed out since, or was made to, must not be signed in again.
    tx.signIn.endAll();
    const settled = {
      consentsKept: replaced === null ? null : keepConsents(tx, replaced),
      textsCalledOff: callOffAll(tx, now),
      callsClosed: open.length,
    };
    tx.audit.record({
      at: now,
      actor,
      action: 'restore',
      subject: BACKUP_SUBJECT,
      before: null,
      after: { file, ...settled },
    });
    return settled;
  });
}

/** Gives back the credits of what had surely not gone out by then. */
function callOffAll(tx: Writer, now: Millis): number {
  let count = 0;
  for (const { id, unknowns } of tx.outbox.abandoned()) {
    tx.messages.change(id, { state: 'unknown', unknowns: unknowns + 1, announcedBoot: null });
  }
  for (;;) {
    const waiting = tx.outbox.tooLate(Number.MAX_SAFE_INTEGER, PAGE);
    for (const message of waiting) closeMessage(tx, message, 'cancelled', WHY, now);
    count += waiting.length;
    if (waiting.length === 0) return count;
  }
}

/** As it was when it was last heard of; its text, if one was queued, is called off with the others. */
function closeCall(tx: Writer, row: CallRow, now: Millis): void {
  const { machine } = row;
  if (machine === null) return;
  const at = machine.finishedAt ?? machine.bridgedAt ?? machine.arrivedAt;
  const outcome = machine.outcome ?? (machine.bridgedAt === null ? 'abandoned' : 'answered');
  const legs = machine.legs.map((leg) => endLeg(leg, at));
  const ended: Call = {
    ...machine,
    state: 'ended',
    outcome,
    legs,
    timers: {},
    callerGone: true,
    finishedAt: at,
  };
  tx.calls.save(row.id, ended, machine);
  if (row.tally === null) tx.calls.setTally(row.id, tallyOf({ outcome, isTest: row.isTest, ...ORDINARY }));
  if (tx.calls.decisionOf(row.id) !== undefined) return;
  const reason = outcome === 'answered' ? 'answered' : 'too-old';
  const decision = { verdict: 'suppress', reason, messageId: null, asked: null, decidedAt: now } as const;
  tx.calls.decide({ callId: row.id, ...decision });
}

function endLeg(leg: Leg, at: Millis): Leg {
  if (leg.state === 'ended') return leg;
  const end = leg.state === 'answered' ? 'hung-up' : 'caller-gave-up';
  return { ...leg, state: 'ended', end, endedAt: at, gone: true };
}

function keepConsents(tx: Writer, replaced: Pick<Store, 'read'>): number {
  let kept = 0;
  for (const row of consentsOf(replaced)) {
    const { number, state, source, wording, actor, at } = row;
    const mine = tx.consents.of(number, 1000);
    // What the backup says later stands; what it has already is not said twice.
    if (mine.some((each) => each.at > at || isSame(each, row))) continue;
    // The text that asked for it may not be in the backup.
    const entry: NewConsent = { number, state, source, wording, lineId: null, messageId: null, actor, at };
    tx.consents.record(entry);
    kept += 1;
  }
  return kept;
}

function isSame(a: ConsentRow, b: ConsentRow): boolean {
  return a.at === b.at && a.state === b.state && a.source === b.source && a.wording === b.wording;
}

function* consentsOf({ read }: Pick<Store, 'read'>): Generator<ConsentRow> {
  let last = 0;
  for (;;) {
    const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const page = read((reader) => reader.consents.after(last, all, PAGE));
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}
