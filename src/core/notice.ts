import { ALERT_KINDS, type AlertKind } from './alert-kind.ts';
import type { Outcome } from './call.ts';
import type { Millis } from './clock.ts';
import { formatDuration } from './duration.ts';

/** What people are told of at once: what customers do, and what the business should hear of. */
export const NOTICE_KINDS = ['missed-call', 'reply', ...ALERT_KINDS, 'test'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_CHANNELS = ['sms', 'email', 'webhook', 'ntfy', 'push'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** A customer, as a notice names them. */
export interface NoticeLead {
  readonly id: number;
  /** `''` where it is not known. */
  readonly name: string;
  /** As people of the business's country write it. */
  readonly number: string;
}

/** What happened, as far as a notice tells it. */
export type Happening =
  | {
      readonly kind: 'missed-call';
      readonly lead: NoticeLead;
      readonly lineName: string;
      /** Null where it is not known. */
      readonly outcome: Outcome | null;
      readonly waitedMs: Millis;
      /** The text that went out, or why none did, in words. */
      readonly answer: string;
    }
  | {
      readonly kind: 'reply';
      readonly lead: NoticeLead;
      readonly lineName: string;
      readonly words: string;
    }
  | { readonly kind: AlertKind; readonly detail: string }
  /** Somebody tries whether alerts reach a person. */
  | { readonly kind: 'test' };

export interface Notice {
  /** One line. */
  readonly title: string;
  readonly body: string;
  /** Told at night too. */
  readonly isUrgent: boolean;
}

/** A customer's reply can be 15,300 characters; a notice of it is to be glanced at. */
const MAX_BODY = 1_000;

/** While it lasts, calls or texts fail: nobody wants to hear of it in the morning. */
const URGENT: ReadonlySet<NoticeKind> = new Set(['gateway-down', 'pbx-down']);

/** A notice in words: who, from which number, what happened, and what they wrote (features.md L7). */
export function wordNotice(happening: Happening): Notice {
  switch (happening.kind) {
    case 'missed-call': {
      const { lead, lineName, outcome, waitedMs, answer } = happening;
      return {
        title: `Missed call: ${who(lead)}`,
        body: `Called ${lineName}, ${missedWords(outcome)} after ${formatDuration(waitedMs)}. ${answer} #${lead.id}`,
        // No phone of the business could be rung: the next caller will be missed too.
        isUrgent: outcome === 'unreachable',
      };
    }
    case 'reply': {
      const { lead, lineName, words } = happening;
      const mark = ` #${lead.id}`;
      const cut = words.length > MAX_BODY ? `${words.slice(0, MAX_BODY)}…` : words;
      return { title: `${who(lead)} wrote to ${lineName}`, body: `${cut}${mark}`, isUrgent: false };
    }
    case 'test':
      return {
        title: 'Test alert from textback',
        body: 'If you can read this, alerts reach you here.',
        isUrgent: true,
      };
    default:
      return {
        title: TITLES[happening.kind],
        body: happening.detail.slice(0, MAX_BODY),
        isUrgent: URGENT.has(happening.kind),
      };
  }
}

/** A notice as a text: one line, at most two segments of plain letters. */
export function noticeText({ title, body }: Notice): string {
  const text = `${title}. ${body}`.replace(/\s+/g, ' ');
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 3)}...`;
}

const MAX_TEXT = 306;

function who({ name, number }: NoticeLead): string {
  return name === '' ? number : `${name} ${number}`;
}

function missedWords(outcome: Outcome | null): string {
  return outcome === null ? 'perhaps unanswered' : (MISSED[outcome] ?? outcome);
}

const MISSED: { readonly [outcome in Outcome]?: string } = {
  'no-answer': 'nobody answered',
  busy: 'busy',
  abandoned: 'gave up',
  unreachable: 'no phone could be reached',
  voicemail: 'went to voicemail',
};

const TITLES: Readonly<Record<AlertKind, string>> = {
  'low-balance': 'Few credits left',
  'consent-review': 'Somebody seems to ask for no more texts',
  'auto-reply-loop': 'A machine answers our texts',
  'cap-reached': 'A cap holds texts back',
  'reply-rate': 'Customers have stopped replying',
  'response-late': 'Nobody has called back yet',
  'gateway-down': 'Texts cannot be sent',
  'pbx-down': 'The phone system cannot be reached',
  'webhook-failing': 'A program does not take events',
};
