import type { Call, Leg } from '../core/call.ts';
import { tallyOf } from '../core/call-tally.ts';
import type { Millis } from '../core/clock.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Writer } from '../store/queries.ts';
import { closeMessage } from './close-message.ts';

const PAGE = 500;
/** What is not known of a call that was going on. */
const ORDINARY = { isBlocked: false, rangTooBriefly: false };

export interface SettledPast {
  /** Texts that waited then. */
  readonly textsCalledOff: number;
  readonly callsClosed: number;
}

/**
 * What a database of another time must not do: what waited to be sent may have been sent since, and is called off, so
 * that nobody is texted twice; calls that were going on are over.
 *
 * @param why for people, of each text that is called off
 */
export function settlePast(tx: Writer, why: string, now: Millis): SettledPast {
  const open = tx.calls.open();
  for (const row of open) closeCall(tx, row, now);
  for (const { callId } of tx.caps.held(Number.MAX_SAFE_INTEGER)) tx.caps.letGo(callId);
  return { textsCalledOff: callOffAll(tx, why, now), callsClosed: open.length };
}

/** Gives back the credits of what had surely not gone out by then. */
function callOffAll(tx: Writer, why: string, now: Millis): number {
  let count = 0;
  for (const { id, unknowns } of tx.outbox.abandoned()) {
    tx.messages.change(id, { state: 'unknown', unknowns: unknowns + 1, announcedBoot: null });
  }
  for (;;) {
    const waiting = tx.outbox.tooLate(Number.MAX_SAFE_INTEGER, PAGE);
    for (const message of waiting) closeMessage(tx, message, 'cancelled', why, now);
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
  tx.calls.save(row.id, ended, machine, now);
  if (row.tally === null)
    tx.calls.settle(row.id, outcome, tallyOf({ outcome, isTest: row.isTest, ...ORDINARY }));
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
