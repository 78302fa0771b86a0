import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import { explainRefusal } from '../core/text-permission.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { callOffTextBacks } from './call-off-text-backs.ts';
import { contactNumber, findLead } from './find-lead.ts';
import { findLine } from './find-line.ts';
import { queueMessage } from './queue-message.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';
import { readerOf } from './unread.ts';

const LATEST = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
/** A text of ten segments is a letter; carriers drop longer ones. */
const MAX_LENGTH = 1_530;
/** A person's answer is of use the whole day: the customer waits for it. */
const USEFUL_FOR_MS: Millis = 24 * 3_600_000;
const HOUR_MS: Millis = 3_600_000;

export interface ReplyRequest {
  /** The lead's id or number. */
  readonly who: string;
  readonly text: string;
  /** The line to text from; absent for the one that the customer reached last. */
  readonly line: string | undefined;
  readonly dryRun: boolean;
}

export interface SentReply {
  readonly kind: 'queued';
  readonly lead: LeadSummary;
  readonly messageId: number;
  readonly from: string;
  readonly credits: number;
}

/**
 * Texts a customer as a person of the business: from the number that they reached last, at once. Text-backs that wait
 * are called off, and automatic ones stay away from the conversation for a while.
 */
export function replyToLead(
  store: Store,
  request: ReplyRequest,
  country: Country,
  actor: Actor,
  now: Millis,
): SentReply | Rejection {
  const text = request.text.trim();
  if (text === '' || text.length > MAX_LENGTH) return badText(text);
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLead(tx, request.who, country);
    if (found.kind !== 'lead') return found;
    const line = chooseLine(tx, found.lead, request.line, country);
    return line.kind === 'line' ? reply(tx, found.lead, line.line, text, actor, now) : line;
  });
}

/** The same inside a transaction. */
export function reply(
  tx: Writer,
  lead: LeadSummary,
  line: LineRow,
  text: string,
  actor: Actor,
  now: Millis,
): SentReply | Rejection {
  const from = line.sender ?? line.number;
  const before = tx.credits.balance();
  // First, so that its credit is there for the answer.
  callOffTextBacks(tx, lead, `${actor.label} wrote to the customer`, now);
  const to = contactNumber(tx, lead);
  const message = { from, to, text, leadId: lead.id, lineId: line.id, callId: null };
  const queued = queueMessage(
    tx,
    { ...message, kind: 'reply', userId: actor.userId, notBefore: now, expiresAt: now + USEFUL_FOR_MS },
    now,
  );
  if (queued.kind === 'refused') return refused(to, queued.why);
  const pauseHours = tx.settings.business()['pause-after-reply'];
  tx.leads.pause(lead.id, now + pauseHours * HOUR_MS);
  tx.leads.touch(lead.id, now);
  tx.inbox.markRead(readerOf(actor), lead.id);
  tx.audit.record({
    ...{ at: now, actor: actor.label, action: 'reply', subject: `lead:${lead.id}` },
    ...{ before: null, after: { messageId: queued.messageId } },
  });
  return { kind: 'queued', lead, messageId: queued.messageId, from, credits: before - tx.credits.balance() };
}

/** The line named, else the one that the customer texted or called last, else the first. */
export function chooseLine(
  reader: Reader,
  lead: LeadSummary,
  named: string | undefined,
  country: Country,
): { readonly kind: 'line'; readonly line: LineRow } | Rejection {
  if (named !== undefined) return findLine(reader, named, country);
  const text = reader.inbox.newestText(lead.id);
  const [call] = reader.timeline.calls(lead.id, LATEST, 1);
  const lineId =
    (call?.arrivedAt ?? 0) > (text?.createdAt ?? 0) ? call?.lineId : (text?.lineId ?? call?.lineId);
  const last = lineId === undefined || lineId === null ? undefined : reader.lines.byId(lineId);
  const line = last?.removedAt === null ? last : reader.lines.all()[0];
  return line === undefined ? noLine() : { kind: 'line', line };
}

/** Where the customer books, by the line that a reply would go out from; null where it has no such link. */
export function bookingLinkOf(store: Store, lead: LeadSummary, country: Country): string | null {
  const chosen = store.read((reader) => chooseLine(reader, lead, undefined, country));
  return chosen.kind === 'line' ? chosen.line.bookingLink : null;
}

function refused(number: string, why: Parameters<typeof explainRefusal>[0] | 'no-credit'): Rejection {
  if (why === 'no-credit') {
    return {
      kind: 'refused',
      problem: 'There is no credit left.',
      remedy: 'Nothing was sent. Top up with `textback credits topup 100`.',
    };
  }
  return {
    kind: 'refused',
    problem: `${number} is not texted: ${explainRefusal(why, 'reply')}.`,
    remedy: 'Nothing was sent. You may still call.',
  };
}

function badText(text: string): Rejection {
  return {
    kind: 'invalid',
    problem: text === '' ? 'The text is empty.' : `The text has ${text.length} characters.`,
    remedy: `Write up to ${MAX_LENGTH} characters, in quotes.`,
  };
}

function noLine(): Rejection {
  return {
    kind: 'refused',
    problem: 'There is no line to text from.',
    remedy: 'Add one with `textback line add NUMBER --forward TO`.',
  };
}
