import { ALERT_KINDS, type AlertKind } from './alert-kind.ts';
import type { Outcome } from './call.ts';
import type { Millis } from './clock.ts';
import { type Language, languageOf } from './language.ts';
import type { NoticeWords } from './notice-words.ts';
import { noticeWordsEn } from './notice-words-en.ts';
import { noticeWordsEs } from './notice-words-es.ts';
import type { Suppression } from './text-back-question.ts';

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
      /** Why no text went out; null where one did. */
      readonly suppressed: Suppression | null;
    }
  | {
      readonly kind: 'reply';
      readonly lead: NoticeLead;
      readonly lineName: string;
      readonly words: string;
    }
  /** `detail`: as alert-detail.ts words it. */
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

/** Calls or texts fail, or a stranger may be signed in: nobody wants to hear of it in the morning. */
const URGENT: ReadonlySet<NoticeKind> = new Set(['gateway-down', 'pbx-down', 'passkey-copied']);

const WORDS: Readonly<Record<Language, (locale: string) => NoticeWords>> = {
  en: () => noticeWordsEn,
  es: noticeWordsEs,
};

/**
 * A notice in words: who, from which number, what happened, and what they wrote (features.md L7).
 * @param locale of who reads it, BCP 47, e.g. `es-US`
 */
export function wordNotice(happening: Happening, locale: string): Notice {
  const words = WORDS[languageOf(locale)](locale);
  switch (happening.kind) {
    case 'missed-call': {
      const { lead, lineName, outcome, waitedMs, suppressed } = happening;
      return {
        title: words.missed(who(lead)),
        body: `${words.missedHow(lineName, outcome, waitedMs, suppressed)} #${lead.id}`,
        // No phone of the business could be rung: the next caller will be missed too.
        isUrgent: outcome === 'unreachable',
      };
    }
    case 'reply': {
      const { lead, lineName, words: written } = happening;
      const cut = written.length > MAX_BODY ? `${written.slice(0, MAX_BODY)}…` : written;
      return { title: words.wrote(who(lead), lineName), body: `${cut} #${lead.id}`, isUrgent: false };
    }
    case 'test':
      return { ...words.test, isUrgent: true };
    default: {
      const { kind, detail } = happening;
      return {
        title: words.titles[kind],
        body: words.detail(kind, detail).slice(0, MAX_BODY),
        isUrgent: URGENT.has(kind),
      };
    }
  }
}

/**
 * A notice as a text: one line, at most two segments of plain letters. A backtick, which GSM 7 bit lacks, would make
 * four of them.
 */
export function noticeText({ title, body }: Notice): string {
  const text = `${title}. ${body}`.replace(/\s+/g, ' ').replaceAll('`', '"');
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 3)}...`;
}

const MAX_TEXT = 306;

function who({ name, number }: NoticeLead): string {
  return name === '' ? number : `${name} ${number}`;
}
