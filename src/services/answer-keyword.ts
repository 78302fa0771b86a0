import { alertDetails } from '../core/alert-detail.ts';
import type { BusinessSettings } from '../core/business-settings.ts';
import type { Millis } from '../core/clock.ts';
import type { AutoReply } from '../core/message-kind.ts';
import { formatPhone, parsePhone } from '../core/phone.ts';
import { renderTemplate } from '../core/placeholders.ts';
import { explainRefusal } from '../core/text-permission.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import { queueMessage, recordUnsent } from './queue-message.ts';

/** 47 CFR 64.1200(a)(12): a confirmation within five minutes counts as part of the opt-out. */
const ANSWER_WITHIN_MS: Millis = 5 * 60_000;
const HOUR_MS: Millis = 3_600_000;

/** A customer's keyword, as it came. */
export interface Keyword {
  readonly from: string;
  /** The number that they wrote to; the answer comes from it. */
  readonly to: string;
  readonly line: LineRow;
  readonly leadId: number;
  readonly arrivedAt: Millis;
}

/**
 * Answers STOP, START or HELP with one text of its own kind, within five minutes or not at all. It takes
 * credit as any other: without, it is not sent, and the timeline says so. A number that keeps asking, such as
 * somebody's auto-responder, is answered only so often in an hour. Returns the queued message's id.
 */
export function answerKeyword(tx: Writer, kind: AutoReply, keyword: Keyword, now: Millis): number | null {
  const expiresAt = keyword.arrivedAt + ANSWER_WITHIN_MS;
  const settings = tx.settings.business();
  if (isLoop(tx, keyword, settings, now)) return null;
  const answer = {
    kind,
    leadId: keyword.leadId,
    lineId: keyword.line.id,
    callId: null,
    from: keyword.to,
    to: keyword.from,
    text: words(kind, keyword.line, settings),
    notBefore: now,
    expiresAt,
  };
  if (now >= expiresAt) {
    recordUnsent(tx, answer, 'what it answers came more than five minutes ago', now);
    return null;
  }
  const queued = queueMessage(tx, answer, now);
  if (queued.kind === 'queued') return queued.messageId;
  const { why } = queued;
  recordUnsent(
    tx,
    answer,
    why === 'no-credit' ? 'there was no credit left' : explainRefusal(why, answer.kind),
    now,
  );
  return null;
}

function isLoop(tx: Writer, { leadId, from }: Keyword, settings: BusinessSettings, now: Millis): boolean {
  // Nobody gets a text from one of our own lines, so there is nothing to record either.
  if (tx.lines.byNumber(from) !== undefined) return true;
  const limit = settings['auto-replies-per-hour'];
  if (tx.messages.autoRepliesSince(leadId, now - HOUR_MS) < limit) {
    tx.alerts.resolve('auto-reply-loop', from, now);
    return false;
  }
  if (tx.blockedNumbers.of(from) !== undefined) return true;
  const detail = alertDetails.autoReplyLoop(leadId, limit);
  tx.alerts.raise({ kind: 'auto-reply-loop', subject: from, detail, raisedAt: now });
  return true;
}

function words(kind: AutoReply, line: LineRow, settings: BusinessSettings): string {
  const template = settings[kind === 'help' ? 'help-text' : kind];
  const phone = parsePhone(line.number, 'US');
  const country = phone.kind === 'number' ? phone.country : null;
  return renderTemplate(template, {
    business_name: line.name,
    business_phone: formatPhone(line.number, country ?? 'US'),
  });
}
