import { parseCountries } from './allowed-countries.ts';
import { type LineDestination, parseDestination } from './destination.ts';
import { didYouMean } from './did-you-mean.ts';
import { isTimeZone } from './local-time.ts';
import { type Country, parsePhone } from './phone.ts';
import { checkTemplate } from './placeholders.ts';
import { publicShortenerIn } from './public-shorteners.ts';

/** What can be set on a line, by the names that people use. */
export const LINE_SETTINGS = [
  'name',
  'enabled',
  'forward',
  'ring-timeout',
  'min-ring',
  'message',
  'sender',
  'text-expiry',
  'text-delay',
  'cool-down',
  'countries',
  'time-zone',
  'booking-link',
  'gateways',
] as const;
export type LineSetting = (typeof LINE_SETTINGS)[number];

/** A setting's value once read. Times are in seconds; `null` stands for "the product's own". */
export type SettingValue =
  | { readonly setting: 'name'; readonly value: string }
  | { readonly setting: 'enabled'; readonly value: boolean }
  | { readonly setting: 'forward'; readonly value: LineDestination }
  | { readonly setting: keyof typeof RANGES; readonly value: number }
  | {
      readonly setting: 'message' | 'sender' | 'countries' | 'time-zone' | 'booking-link';
      readonly value: string | null;
    }
  /** In order of preference; null for all, as configured. */
  | { readonly setting: 'gateways'; readonly value: readonly string[] | null };

export type ParsedSetting =
  | { readonly kind: 'value'; readonly parsed: SettingValue }
  /** `invalid`: it cannot be read, or is out of range. `refused`: it reads well, and a rule forbids it. */
  | { readonly kind: 'invalid' | 'refused'; readonly problem: string; readonly remedy: string };

/** Seconds, both ends included. */
const RANGES = {
  'ring-timeout': { least: 10, most: 60, what: 'The ring timeout' },
  'min-ring': { least: 0, most: 60, what: 'The minimum ring' },
  'text-expiry': { least: 60, most: 86_400, what: 'The text expiry' },
  'text-delay': { least: 0, most: 3_600, what: 'The text delay' },
  'cool-down': { least: 0, most: 2_592_000, what: 'The cool-down' },
} as const;

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['off', 'no', 'false', '0'].map((word) => [word, false] as const),
]);
const MAX_NAME_LENGTH = 60;
/** A longer one would leave no room for words in a segment. */
const MAX_LINK_LENGTH = 100;

const MAX_GATEWAYS = 16;

/** The word that gives a setting back to the product. */
const DEFAULT_WORD = 'default';

/** The setting of this name, whatever its case and separators, or what it was probably meant to be. */
export function findSetting(name: string): LineSetting | { readonly meant: string | null } {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  return LINE_SETTINGS.find((setting) => setting === plain) ?? { meant: didYouMean(name, LINE_SETTINGS) };
}

/** Reads a setting's value as a person types it. */
export function parseSetting(setting: LineSetting, raw: string, country: Country): ParsedSetting {
  const text = raw.trim();
  switch (setting) {
    case 'name':
      return parseName(text);
    case 'enabled':
      return parseSwitch(text);
    case 'forward': {
      const parsed = parseDestination(raw, country);
      return parsed.kind === 'invalid' ? parsed : value({ setting, value: parsed.destination });
    }
    case 'ring-timeout':
    case 'min-ring':
    case 'text-expiry':
    case 'text-delay':
    case 'cool-down':
      return parseSeconds(setting, text);
    case 'message':
      return parseMessage(text);
    case 'sender':
      return parseSender(text, country);
    case 'countries':
      return parseCountryList(text);
    case 'time-zone':
      return parseTimeZone(text);
    case 'booking-link':
      return parseBookingLink(text);
    case 'gateways':
      return parseGateways(text);
  }
}

function parseName(text: string): ParsedSetting {
  const name = text.replace(/\s+/g, ' ');
  if (name !== '' && name.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(name)) {
    return value({ setting: 'name', value: name });
  }
  return invalid(
    name === ''
      ? 'The name is empty.'
      : `The name has ${name.length} characters or one that cannot be shown.`,
    `Give the name that callers know, of at most ${MAX_NAME_LENGTH} characters.`,
  );
}

function parseSwitch(text: string): ParsedSetting {
  const on = SWITCH.get(text.toLowerCase());
  if (on !== undefined) return value({ setting: 'enabled', value: on });
  return invalid(`"enabled" cannot be ${JSON.stringify(text)}.`, 'Write on or off.');
}

function parseSeconds(setting: keyof typeof RANGES, text: string): ParsedSetting {
  const { least, most, what } = RANGES[setting];
  const [, digits = '', unit = ''] = /^(\d{1,7})\s*([smhd]?)$/i.exec(text) ?? [];
  const seconds = Number(digits) * secondsPer(unit.toLowerCase());
  if (digits !== '' && seconds >= least && seconds <= most) return value({ setting, value: seconds });
  return invalid(
    `${what} cannot be ${JSON.stringify(text)}.`,
    `Give whole seconds from ${least} to ${most}.`,
  );
}

function secondsPer(unit: string): number {
  return { d: 86_400, h: 3_600, m: 60 }[unit] ?? 1;
}

function parseMessage(text: string): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'message', value: null });
  const problems = checkTemplate(text);
  if (problems.length === 0) return value({ setting: 'message', value: text });
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
function parseSender(text: string, country: Country): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'sender', value: null });
  const remedy =
    'Give a phone number such as +12125550100, or a name of at most 11 letters and digits, e.g. AcmeHVAC.';
  if (/[A-Za-z]/.test(text)) {
    if (/^[A-Za-z0-9][A-Za-z0-9 ._&-]{0,10}$/.test(text)) return value({ setting: 'sender', value: text });
    return invalid(`${JSON.stringify(text)} cannot be shown as a sender.`, remedy);
  }
  const phone = parsePhone(text, country);
  if (phone.kind === 'number') return value({ setting: 'sender', value: phone.e164 });
  return invalid(`${JSON.stringify(text)} is not a number that a text can come from.`, remedy);
}

/** Stored as it is to be typed, in capitals, with commas between. */
function parseCountryList(text: string): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'countries', value: null });
  const countries = parseCountries(text);
  if (countries !== null) return value({ setting: 'countries', value: countries.join(',') });
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is no list of countries.`,
    'Give two-letter codes with commas between, e.g. US,CA; or default for that of the line.',
  );
}

function parseTimeZone(text: string): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'time-zone', value: null });
  if (isTimeZone(text)) return value({ setting: 'time-zone', value: text });
  const meant = didYouMean(text, Intl.supportedValuesOf('timeZone'));
  const remedy = meant === null ? 'Give its IANA name, e.g. America/Chicago.' : `Did you mean ${meant}?`;
  return invalid(`There is no time zone ${JSON.stringify(text.slice(0, 64))}.`, remedy);
}

/** A link of the business's own: what hides where it leads is filtered by carriers (compliance.md 6). */
function parseBookingLink(text: string): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'booking-link', value: null });
  const shortener = publicShortenerIn(text);
  if (shortener !== null) {
    return {
      kind: 'refused',
      problem: `Carriers filter texts with links of ${shortener}.`,
      remedy: 'Give the address of the booking page itself.',
    };
  }
  if (/^https?:\/\/[^\s{}]+$/i.test(text) && text.length <= MAX_LINK_LENGTH && URL.canParse(text)) {
    return value({ setting: 'booking-link', value: text });
  }
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is not a web address of at most ${MAX_LINK_LENGTH} characters.`,
    'Give one like https://acme.example/book, or "default" for none.',
  );
}

function parseGateways(text: string): ParsedSetting {
  if (text.toLowerCase() === DEFAULT_WORD) return value({ setting: 'gateways', value: null });
  const names = [...new Set(text.split(/[\s,]+/))];
  if (names.length <= MAX_GATEWAYS && names.every((name) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(name)))
    return value({ setting: 'gateways', value: names });
  return invalid(
    `${JSON.stringify(text.slice(0, 64))} is no list of gateways.`,
    'Give their names in order of preference, e.g. "carrier,backup", or "default" for all as configured.',
  );
}

function value(parsed: SettingValue): ParsedSetting {
  return { kind: 'value', parsed };
}

function invalid(problem: string, remedy: string): ParsedSetting {
  return { kind: 'invalid', problem, remedy };
}
