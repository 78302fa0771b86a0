import { parseCountries } from './allowed-countries.ts';
import { didYouMean } from './did-you-mean.ts';
import { isTimeZone } from './local-time.ts';
import { type Country, parsePhone } from './phone.ts';
import { checkTemplate } from './placeholders.ts';
import { publicShortenerIn } from './public-shorteners.ts';

/** A setting's value as a person types it, read. */
export type Read<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  /** `invalid`: it cannot be read, or is out of range. `refused`: it reads well, and a rule forbids it. */
  | { readonly kind: 'invalid' | 'refused'; readonly problem: string; readonly remedy: string };

/** Reads what was typed, trimmed. */
export type Reader<Value> = (text: string, country: Country) => Read<Value>;

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['off', 'no', 'false', '0'].map((word) => [word, false] as const),
]);
const MAX_NAME_LENGTH = 60;
const MAX_PREFIX_LENGTH = 20;
/** A longer one would leave no room for words in a segment. */
const MAX_LINK_LENGTH = 100;
const MAX_GATEWAYS = 16;
/** The word that gives a setting back to the product. */
const DEFAULT_WORD = 'default';

/** Also takes the word that gives the setting back to the product: null. */
export function orDefault<Value>(read: Reader<Value>): Reader<Value | null> {
  return (text, country) =>
    text.toLowerCase() === DEFAULT_WORD ? { kind: 'value', value: null } : read(text, country);
}

export function readName(text: string): Read<string> {
  const name = text.replace(/\s+/g, ' ');
  if (name !== '' && name.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(name)) {
    return { kind: 'value', value: name };
  }
  return invalid(
    name === ''
      ? 'The name is empty.'
      : `The name has ${name.length} characters or one that cannot be shown.`,
    `Give the name that callers know, of at most ${MAX_NAME_LENGTH} characters.`,
  );
}

/** Shown before the caller, who must still find room on a phone. */
export function readPrefix(text: string): Read<string> {
  const prefix = text.replace(/\s+/g, ' ');
  if (prefix !== '' && prefix.length <= MAX_PREFIX_LENGTH && !/[\p{Cc}"<>\\,;]/u.test(prefix)) {
    return { kind: 'value', value: prefix };
  }
  return invalid(
    `The prefix cannot be ${JSON.stringify(text.slice(0, 64))}.`,
    `Give at most ${MAX_PREFIX_LENGTH} characters without quotes, brackets and commas, e.g. Acme; or default for the line's name.`,
  );
}

/** @param what what it is, for who reads what is wrong */
export function readOneOf<Word extends string>(what: string, words: readonly Word[]): Reader<Word> {
  return (text) => {
    const plain = text.toLowerCase().replace(/[_\s]+/g, '-');
    const word = words.find((known) => known === plain);
    if (word !== undefined) return { kind: 'value', value: word };
    const meant = didYouMean(plain, words);
    return invalid(
      `${what} cannot be ${JSON.stringify(text.slice(0, 64))}.`,
      meant === null ? `Write one of ${words.join(', ')}.` : `Did you mean ${meant}?`,
    );
  };
}

/** @param what what it switches, for who reads what is wrong */
export function readSwitch(what: string): Reader<boolean> {
  return (text) => {
    const on = SWITCH.get(text.toLowerCase());
    if (on !== undefined) return { kind: 'value', value: on };
    return invalid(`${what} cannot be ${JSON.stringify(text.slice(0, 64))}.`, 'Write on or off.');
  };
}

/** Whole seconds, both ends included; `15m` and `4h` are understood. */
export function readSeconds(what: string, least: number, most: number): Reader<number> {
  return (text) => {
    const [, digits = '', unit = ''] = /^(\d{1,7})\s*([smhd]?)$/i.exec(text) ?? [];
    const seconds = Number(digits) * secondsPer(unit.toLowerCase());
    if (digits !== '' && seconds >= least && seconds <= most) return { kind: 'value', value: seconds };
    return invalid(
      `${what} cannot be ${JSON.stringify(text.slice(0, 64))}.`,
      `Give whole seconds from ${least} to ${most}.`,
    );
  };
}

function secondsPer(unit: string): number {
  return { d: 86_400, h: 3_600, m: 60 }[unit] ?? 1;
}

export function readMessage(text: string): Read<string | null> {
  const problems = checkTemplate(text);
  if (problems.length === 0) return { kind: 'value', value: text };
  return {
    kind: 'refused',
    problem: problems.map(({ message }) => message).join('\n'),
    remedy: 'The message was not saved. Try it first with `textback message preview`.',
  };
}

/**
 * Who a text comes from: a number, or up to 11 letters, digits and separators of which one is a letter
 * (alphanumeric originating address, 3GPP TS 23.040 §9.1.2.5).
 */
export function readSender(text: string, country: Country): Read<string | null> {
  const remedy =
    'Give a phone number such as +12125550100, or a name of at most 11 letters and digits, e.g. AcmeHVAC.';
  if (/[A-Za-z]/.test(text)) {
    if (/^[A-Za-z0-9][A-Za-z0-9 ._&-]{0,10}$/.test(text)) return { kind: 'value', value: text };
    return invalid(`${JSON.stringify(text)} cannot be shown as a sender.`, remedy);
  }
  const phone = parsePhone(text, country);
  if (phone.kind === 'number') return { kind: 'value', value: phone.e164 };
  return invalid(`${JSON.stringify(text)} is not a number that a text can come from.`, remedy);
}

/** Stored as it is to be typed, in capitals, with commas between. */
export function readCountries(text: string): Read<string | null> {
  const countries = parseCountries(text);
  if (countries !== null) return { kind: 'value', value: countries.join(',') };
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is no list of countries.`,
    'Give two-letter codes with commas between, e.g. US,CA; or default for that of the line.',
  );
}

export function readTimeZone(text: string): Read<string | null> {
  if (isTimeZone(text)) return { kind: 'value', value: text };
  const meant = didYouMean(text, Intl.supportedValuesOf('timeZone'));
  const remedy = meant === null ? 'Give its IANA name, e.g. America/Chicago.' : `Did you mean ${meant}?`;
  return invalid(`There is no time zone ${JSON.stringify(text.slice(0, 64))}.`, remedy);
}

/** A link of the business's own: what hides where it leads is filtered by carriers (compliance.md 6). */
export function readBookingLink(text: string): Read<string | null> {
  const shortener = publicShortenerIn(text);
  if (shortener !== null) {
    return {
      kind: 'refused',
      problem: `Carriers filter texts with links of ${shortener}.`,
      remedy: 'Give the address of the booking page itself.',
    };
  }
  if (/^https?:\/\/[^\s{}]+$/i.test(text) && text.length <= MAX_LINK_LENGTH && URL.canParse(text)) {
    return { kind: 'value', value: text };
  }
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is not a web address of at most ${MAX_LINK_LENGTH} characters.`,
    'Give one like https://acme.example/book, or "default" for none.',
  );
}

export function readGateways(text: string): Read<readonly string[] | null> {
  const names = [...new Set(text.split(/[\s,]+/))];
  if (names.length <= MAX_GATEWAYS && names.every((name) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(name)))
    return { kind: 'value', value: names };
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is no list of gateways.`,
    'Give their names in order of preference, e.g. "carrier,backup", or "default" for all as configured.',
  );
}

function invalid(
  problem: string,
  remedy: string,
): {
  readonly kind: 'invalid';
  readonly problem: string;
  readonly remedy: string;
} {
  return { kind: 'invalid', problem, remedy };
}
