import { DEFAULT_NIGHT, parseQuietNight, type QuietNight } from './alert-quiet.ts';
import { type Cap, DEFAULT_CAPS, describeCap, parseCapLimit } from './caps.ts';
import { CHARGES } from './credit-cost.ts';
import { parseKeepFor } from './keep-for.ts';
import { BLOCK_TREATMENTS } from './line-words.ts';
import { checkTemplate } from './placeholders.ts';
import { QUIET_RULES } from './quiet-hours.ts';
import { parseTag } from './tags.ts';

/** A setting of the whole business: how it is typed, read and explained. */
interface Setting<Value> {
  readonly summary: string;
  readonly fallback: Value;
  /** As it is typed. */
  readonly fallbackText: string;
  /** What was typed, read; or what is wrong with it. */
  read(text: string): { readonly value: Value } | { readonly problem: string };
}

/** Longer, they would take a second segment, and read like more than a confirmation. */
const MAX_CONFIRMATION_LENGTH = 160;
/** Looked through at each missed call. */
const MAX_NUMBERS = 500;
const MAX_NEVER_TEXT_TAGS = 50;
/** More than anybody reads through; each of one segment. */
const MAX_QUICK_REPLIES = 12;
const MAX_QUICK_REPLY_LENGTH = 160;

/** Every setting that is not of one line, by the name under which it is typed and stored. */
export const BUSINESS_SETTINGS = {
  'opt-out-confirmation': words(
    'what answers STOP, once; names the business, promotes nothing',
    '{{business_name}}: you are opted out and will get no more texts from us. Reply START to get them again.',
  ),
  'opt-in-confirmation': words(
    'what answers START',
    '{{business_name}}: you will get texts from us again. Reply HELP for help, STOP to opt out.',
  ),
  'help-text': words(
    'what answers HELP: who texts, how to reach them, how to stop',
    '{{business_name}}: for help call {{business_phone}}. Reply STOP to get no more texts.',
  ),
  'auto-replies-per-hour': wholeNumber(
    'how many texts that answer STOP, START and HELP one number gets in an hour',
    5,
    { min: 1, max: 60 },
  ),
  charge: oneOf('what a credit pays for: a whole message, or each segment of it', CHARGES),
  'low-balance': wholeNumber('credits under which the owner is alerted; 0 for never', 20, {
    min: 0,
    max: 1_000_000,
  }),
  'cap-per-number': cap('per-number'),
  'cap-per-prefix': cap('per-prefix'),
  'cap-per-minute': cap('per-minute'),
  'cap-per-day': cap('per-day'),
  'text-back-quiet-hours': oneOf('when missed callers are not texted: at night where they are', QUIET_RULES),
  'alert-quiet-hours': quietNight('when people are told only what is urgent, each night; off for never'),
  'alert-texts-per-day': wholeNumber('how many alerts one person gets by text in 24 hours', 50, {
    min: 0,
    max: 1_000,
  }),
  'pause-after-reply': wholeNumber(
    'for how many hours automatic texts stay away from a conversation in which a person wrote',
    4,
    { min: 0, max: 720 },
  ),
  'quick-replies': quickReplies('answers that are sent often, one press away in the inbox, with | between'),
  'internal-numbers': numbers(
    'phones of the business itself, never texted: numbers with +, or extensions, with commas between',
  ),
  'never-text-tags': tags('tags of leads whose missed calls are not texted, with commas between'),
  'block-treatment': oneOf('what blocked callers get, where their entry says nothing else', BLOCK_TREATMENTS),
  'keep-for': months(
    'for how many months customers’ data is kept; what is older goes each night; off for ever',
  ),
  'keep-events-days': wholeNumber('for how many days webhooks can be told again of what happened', 30, {
    min: 4,
    max: 365,
  }),
  'price-per-100': money('what 100 credits cost, in dollars; only shown', 900),
} as const;

export type BusinessSetting = keyof typeof BUSINESS_SETTINGS;
export type BusinessSettings = {
  readonly [Name in BusinessSetting]: (typeof BUSINESS_SETTINGS)[Name]['fallback'];
};

/** The product's own value of a setting, as it is typed. */
export function defaultText(name: BusinessSetting): string {
  return BUSINESS_SETTINGS[name].fallbackText;
}

export function isBusinessSetting(name: string): name is BusinessSetting {
  return Object.hasOwn(BUSINESS_SETTINGS, name);
}

/** All settings: as stored where that can be read, else the product's own. */
export function readBusinessSettings(stored: ReadonlyMap<string, string>): BusinessSettings {
  const read = <Value>(name: BusinessSetting, { read, fallback }: Setting<Value>): Value => {
    const text = stored.get(name);
    const result = text === undefined ? null : read(text);
    return result !== null && 'value' in result ? result.value : fallback;
  };
  const of = BUSINESS_SETTINGS;
  return {
    'opt-out-confirmation': read('opt-out-confirmation', of['opt-out-confirmation']),
    'opt-in-confirmation': read('opt-in-confirmation', of['opt-in-confirmation']),
    'help-text': read('help-text', of['help-text']),
    'auto-replies-per-hour': read('auto-replies-per-hour', of['auto-replies-per-hour']),
    charge: read('charge', of.charge),
    'low-balance': read('low-balance', of['low-balance']),
    'cap-per-number': read('cap-per-number', of['cap-per-number']),
    'cap-per-prefix': read('cap-per-prefix', of['cap-per-prefix']),
    'cap-per-minute': read('cap-per-minute', of['cap-per-minute']),
    'cap-per-day': read('cap-per-day', of['cap-per-day']),
    'text-back-quiet-hours': read('text-back-quiet-hours', of['text-back-quiet-hours']),
    'alert-quiet-hours': read('alert-quiet-hours', of['alert-quiet-hours']),
    'alert-texts-per-day': read('alert-texts-per-day', of['alert-texts-per-day']),
    'pause-after-reply': read('pause-after-reply', of['pause-after-reply']),
    'quick-replies': read('quick-replies', of['quick-replies']),
    'internal-numbers': read('internal-numbers', of['internal-numbers']),
    'never-text-tags': read('never-text-tags', of['never-text-tags']),
    'block-treatment': read('block-treatment', of['block-treatment']),
    'keep-for': read('keep-for', of['keep-for']),
    'keep-events-days': read('keep-events-days', of['keep-events-days']),
    'price-per-100': read('price-per-100', of['price-per-100']),
  };
}

function words(summary: string, fallback: string): Setting<string> {
  return {
    summary,
    fallback,
    fallbackText: fallback,
    read(text) {
      const [wrong] = checkTemplate(text);
      if (wrong !== undefined) return { problem: wrong.message };
      if (text.length > MAX_CONFIRMATION_LENGTH) {
        return {
          problem: `It has ${text.length} characters: shorten it to at most ${MAX_CONFIRMATION_LENGTH}.`,
        };
      }
      if (!/\{\{\s*business_name\b/.test(text)) {
        return { problem: 'It does not say who texts: put {{business_name}} in it.' };
      }
      if (/:\/\/|\bwww\.|\{\{\s*booking_link\b/i.test(text)) {
        return { problem: 'It has a link, which would make it promotion: leave it out.' };
      }
      return { value: text };
    },
  };
}

/** At most so many; `null` for no limit. */
function cap(name: Cap): Setting<number | null> {
  return {
    summary: `at most so many ${describeCap(name)}; off for no limit`,
    fallback: DEFAULT_CAPS[name],
    fallbackText: String(DEFAULT_CAPS[name]),
    read: parseCapLimit,
  };
}

function wholeNumber(
  summary: string,
  fallback: number,
  { min, max }: { readonly min: number; readonly max: number },
): Setting<number> {
  return {
    summary,
    fallback,
    fallbackText: String(fallback),
    read(text) {
      const value = Number(text);
      if (/^\d{1,9}$/.test(text) && value >= min && value <= max) return { value };
      return { problem: `Give a whole number from ${min} to ${max}.` };
    },
  };
}

/** `null` for all of them. */
function months(summary: string): Setting<number | null> {
  return { summary, fallback: null, fallbackText: 'off', read: parseKeepFor };
}

function quietNight(summary: string): Setting<QuietNight> {
  return { summary, fallback: DEFAULT_NIGHT, fallbackText: '22:00-7:00', read: parseQuietNight };
}

function oneOf<Word extends string>(summary: string, all: readonly [Word, ...Word[]]): Setting<Word> {
  return {
    summary,
    fallback: all[0],
    fallbackText: all[0],
    read(text) {
      const value = all.find((word) => word === text);
      return value === undefined ? { problem: `Give one of ${all.join(', ')}.` } : { value };
    },
  };
}

/** E.164, or extensions as the PBX shows them as caller ID. */
function numbers(summary: string): Setting<readonly string[]> {
  return {
    summary,
    fallback: [],
    fallbackText: '',
    read(text) {
      const value = text.split(/[\s,;]+/).filter((number) => number !== '');
      const wrong = value.find((number) => !/^(?:\+[1-9]\d{6,14}|\d{2,6})$/.test(number));
      if (value.length > MAX_NUMBERS) return { problem: `Give at most ${MAX_NUMBERS} numbers.` };
      if (wrong === undefined) return { value };
      return {
        problem: 'Give numbers such as +12125550150, or extensions such as 101, with commas between.',
      };
    },
  };
}

/** Whole texts, so what stands between them must be nothing that people write. */
function quickReplies(summary: string): Setting<readonly string[]> {
  const fallback = [
    'We are on our way.',
    'We will call you within the hour.',
    'What is the address?',
    'What time suits you best?',
    'Thank you!',
  ];
  return {
    summary,
    fallback,
    fallbackText: fallback.join(' | '),
    read(text) {
      const value = text
        .split('|')
        .map((reply) => reply.trim())
        .filter((reply) => reply !== '');
      const isShort = value.every((reply) => reply.length <= MAX_QUICK_REPLY_LENGTH);
      if (value.length <= MAX_QUICK_REPLIES && isShort) return { value };
      return {
        problem: `Give at most ${MAX_QUICK_REPLIES} texts of at most ${MAX_QUICK_REPLY_LENGTH} characters, with | between.`,
      };
    },
  };
}

/** As `parseTag` reads them. */
function tags(summary: string): Setting<readonly string[]> {
  const fallback = ['spam', 'vendor', 'wrong-number'];
  return {
    summary,
    fallback,
    fallbackText: fallback.join(', '),
    read(text) {
      const words = text.split(/[,;]+/).filter((word) => word.trim() !== '');
      const value = words.map(parseTag).filter((tag) => tag !== null);
      if (value.length === words.length && value.length <= MAX_NEVER_TEXT_TAGS) return { value };
      return {
        problem: `Give at most ${MAX_NEVER_TEXT_TAGS} tags such as spam, vendor, with commas between.`,
      };
    },
  };
}

/** In cents; typed in dollars, e.g. `9`, `$8.50`. */
function money(summary: string, fallback: number): Setting<number> {
  return {
    summary,
    fallback,
    fallbackText: (fallback / 100).toFixed(2),
    read(text) {
      const [, dollars, cents = ''] = /^\$?(\d{1,6})(?:\.(\d{2}))?$/.exec(text) ?? [];
      if (dollars === undefined) return { problem: 'Give dollars, e.g. 9 or 8.50.' };
      return { value: Number(dollars) * 100 + Number(cents) };
    },
  };
}
