import type { Millis } from '../core/clock.ts';
import { classifyReply } from '../core/consent-words.ts';
import { languageOf } from '../core/language.ts';
import { STAFF_ANSWERS } from '../core/staff-answers.ts';
import { readStaffText, type StaffCommand } from '../core/staff-words.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import { type Actor, actorOf } from './act-as.ts';
import { blockNumber } from './block-number.ts';
import type { Business } from './business.ts';
import { noteLead } from './note-lead.ts';
import { queueMessage } from './queue-message.ts';
import type { Rejection } from './rejection.ts';
import { replyToLead } from './reply-to-lead.ts';
import { stageLead } from './stage-lead.ts';

/** A text of one of the business's own people, whole. */
export interface StaffText {
  readonly user: UserRow;
  readonly from: string;
  readonly to: string;
  /** The line that they texted; null where it is no line: nothing can answer from it. */
  readonly line: LineRow | null;
  readonly body: string;
  readonly arrivedAt: Millis;
}

const HOUR_MS: Millis = 3_600_000;
/** Answers to one person in an hour: a phone that answers by itself must not talk to us for ever. */
const MOST_ANSWERS = 20;

/**
 * Who of the business's people a text comes from. Null for a customer, and for the words that every phone may use to
 * stop our texts and to have them again.
 */
export function staffOf(tx: Writer, from: string, body: string): UserRow | null {
  const user = tx.users.byPhone(from) ?? null;
  const isKeyword = ['stop', 'start', 'help'].includes(classifyReply(body));
  return user === null || isKeyword ? null : user;
}

/**
 * Does what somebody who works here asks by text: what they write after a conversation's number goes to that customer.
 * Runs in the transaction that keeps the text, so that a text that comes twice is obeyed once. What cannot be done is
 * answered; what was done shows on the timeline.
 */
export function obeyStaff(
  store: Store,
  tx: Writer,
  text: StaffText,
  business: Business,
  now: Millis,
): number {
  const { user, line, from, to, body, arrivedAt } = text;
  const { id } = tx.messages.add({
    ...{ direction: 'in', kind: 'command', state: 'received', leadId: null, userId: user.id },
    ...{ lineId: line?.id ?? null, callId: null, fromNumber: from, toNumber: to, body },
    ...{ createdAt: arrivedAt, notBefore: null, expiresAt: now },
  });
  const answer = answerTo(store, tx, user, readStaffText(body), line, business, now);
  if (answer !== null && line !== null) answerStaff(tx, text, line, answer, now);
  return id;
}

/** What to tell them, in their language; null where it was done. */
function answerTo(
  store: Store,
  tx: Writer,
  user: UserRow,
  command: StaffCommand,
  line: LineRow | null,
  business: Business,
  now: Millis,
): string | null {
  const answers = STAFF_ANSWERS[languageOf(user.language)];
  if (command.kind === 'help') return answers.help;
  if (command.kind === 'unaddressed') return answers.unaddressed;
  if (user.role === 'read-only') return answers.mayOnlyRead;
  const done = carryOut(store, tx, actorOf(user), command, line, business, now);
  return done === null ? null : answers.notDone(done.problem);
}

function carryOut(
  store: Store,
  tx: Writer,
  actor: Actor,
  command: Exclude<StaffCommand, { kind: 'help' | 'unaddressed' }>,
  line: LineRow | null,
  { country }: Business,
  now: Millis,
): Rejection | null {
  const who = `#${command.leadId}`;
  switch (command.kind) {
    case 'reply': {
      const request = { who, text: command.text, line: line?.number, dryRun: false };
      return rejectionOf(replyToLead(store, request, country, actor, now));
    }
    case 'note':
      return rejectionOf(noteLead(store, { who, body: command.text, dryRun: false }, country, actor, now));
    case 'won':
    case 'lost': {
      const kind = command.kind === 'won' ? 'booked' : 'lost';
      const stage = tx.stages.all().find((each) => each.kind === kind);
      if (stage === undefined) return noStage(command.kind);
      return rejectionOf(stageLead(store, { who, stage: stage.name, dryRun: false }, country, actor, now));
    }
    case 'block': {
      const lead = tx.leads.byId(command.leadId);
      if (lead === undefined) return { kind: 'not-found', problem: `There is no ${who}.`, remedy: '' };
      const request = {
        number: lead.number,
        exact: false,
        treatment: undefined,
        note: 'by text',
        dryRun: false,
      };
      return rejectionOf(blockNumber(store, request, country, actor.label, now));
    }
  }
}

function rejectionOf<Done extends { readonly kind: string }>(result: Done | Rejection): Rejection | null {
  return 'problem' in result ? result : null;
}

function answerStaff(tx: Writer, { user, from }: StaffText, line: LineRow, text: string, now: Millis): void {
  const oldest = tx.messages.nthAnswerAt(user.id, MOST_ANSWERS);
  if (oldest !== null && oldest > now - HOUR_MS) return;
  const message = {
    from: line.sender ?? line.number,
    to: from,
    text,
    lineId: line.id,
    leadId: null,
    callId: null,
  };
  // Without a credit nobody is answered; what was asked is kept all the same.
  queueMessage(
    tx,
    { ...message, kind: 'alert', userId: user.id, notBefore: now, expiresAt: now + HOUR_MS },
    now,
  );
}

function noStage(word: string): Rejection {
  return { kind: 'refused', problem: `The pipeline has no stage for ${word}.`, remedy: '' };
}
