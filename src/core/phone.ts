import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  type PhoneNumber,
  type PhoneNumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

/** An ISO 3166 country whose numbers can be read, e.g. `US`. */
export type Country = CountryCode;

type NumberType =
  | 'mobile'
  | 'fixed'
  /** North America does not tell the two apart. */
  | 'fixed-or-mobile'
  | 'voip'
  | 'toll-free'
  | 'premium'
  /** Pager, shared cost, personal, company-wide or voicemail access number. */
  | 'other'
  /** The right shape, but not (yet) in the numbering plan known here. */
  | 'unknown';

export interface ReadableNumber {
  readonly kind: 'number';
  /** E.164 with `+`, at most 16 characters; an extension is left out. */
  readonly e164: string;
  /** `null` where the number belongs to no country, e.g. +800. */
  readonly country: Country | null;
  readonly type: NumberType;
}

/** What a caller ID, or a number that somebody typed, turned out to be. */
export type ParsedPhone =
  | ReadableNumber
  | { readonly kind: 'withheld' }
  | { readonly kind: 'emergency'; readonly digits: string }
  /** Three to six digits: a short code, a service number, or an extension of the PBX. */
  | { readonly kind: 'short-code'; readonly digits: string }
  /** `raw` as it came, cut at 64 characters. */
  | { readonly kind: 'unreadable'; readonly raw: string };

const MAX_RAW_LENGTH = 64;

const WITHHELD_WORDS = new Set(
  (
    'anonymous,anonymouscaller,unknown,unknowncaller,unknownnumber,callerunknown,restricted,' +
    'restrictednumber,private,privatecaller,privatenumber,unavailable,notavailable,callerunavailable,' +
    'numberunavailable,idunavailable,blocked,blockednumber,callerblocked,withheld,numberwithheld,hidden,' +
    'nocallerid,nonumber,noname,outofarea,notprovided,none,null,undefined,nan,s,asterisk,payphone'
  ).split(','),
);

/** The same words spelled on a keypad, as some carriers put them where a number belongs. */
const WITHHELD_DIGITS = new Set([
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '86282452253', // UNAVAILABLE
  '8656696', // UNKNOWN
  '7748283', // PRIVATE
  '2562533', // BLOCKED
]);

const EMERGENCY = new Set(['000', '110', '111', '112', '119', '911', '933', '988', '999']);

const TYPES: Readonly<Record<PhoneNumberType, NumberType>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  VOIP: 'voip',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'other',
  PERSONAL_NUMBER: 'other',
  PAGER: 'other',
  UAN: 'other',
  VOICEMAIL: 'other',
};

const TEXTABLE: ReadonlySet<NumberType> = new Set(['mobile', 'fixed-or-mobile', 'voip', 'unknown']);

/** Whether `text` is a country code, in capitals, that numbers can be read for. */
export function isCountry(text: string): text is Country {
  return isSupportedCountry(text);
}

/**
 * Reads a phone number in any usual spelling: E.164, national, with the country's own or the `00`
 * international prefix, with the country code but no `+` (as trunks send it), as a `tel:` or `sip:`
 * URI. Never throws; input of any length is safe.
 * @param defaultCountry how a number without a country code is read
 */
export function parsePhone(raw: string, defaultCountry: Country): ParsedPhone {
  if (raw.length > MAX_RAW_LENGTH) return unreadable(raw);
  const text = addressPart(raw);
  const word = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (word === '' || WITHHELD_WORDS.has(word)) return { kind: 'withheld' };
  const number = readNumber(text, defaultCountry);
  if (number !== null && number.type !== 'unknown') return number;
  if (WITHHELD_DIGITS.has(word)) return { kind: 'withheld' };
  if (number !== null) return number;
  return readShort(text) ?? unreadable(raw);
}

/** A cell phone's number of a country, as in books: for reckoning with, not for calling. */
export function exampleMobile(country: Country): string {
  return getExampleNumber(country, examples)?.number ?? '+12015550123';
}

/**
 * Whether a text may go to this number: never to withheld, emergency, short-code, toll-free, premium
 * or known landline numbers (compliance.md 10, features.md M17).
 */
export function isTextable(phone: ParsedPhone): phone is ReadableNumber {
  return phone.kind === 'number' && TEXTABLE.has(phone.type);
}

/** For people: national where the reader shares the country code, e.g. `(212) 555-0123`, else `+44 20 …`. */
export function formatPhone(e164: string, readersCountry: Country): string {
  const number = parsePhoneNumberFromString(e164);
  if (number === undefined) return e164;
  const local = number.countryCallingCode === getCountryCallingCode(readersCountry);
  return local ? number.formatNational() : number.formatInternational();
}

/** For logs: the country code and the last two digits, e.g. `+1********23`; the length is kept. */
export function redactPhone(number: string): string {
  const code = number.startsWith('+') ? (parsePhoneNumberFromString(number)?.countryCallingCode ?? '') : '';
  const shown = number.startsWith('+') ? `+${code}` : '';
  const hidden = Math.max(number.length - shown.length - 2, 0);
  return `${shown}${'*'.repeat(hidden)}${number.slice(shown.length + hidden)}`;
}

/** Drops what surrounds the number in a URI, and invisible marks that come with pasted text. */
function addressPart(raw: string): string {
  return raw
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^(?:tel|sips?):/i, '')
    .replace(/[@;].*$/su, '');
}

function readNumber(text: string, defaultCountry: Country): ReadableNumber | null {
  const national = readPossible(text, defaultCountry);
  if (national !== null || text.startsWith('+')) return national;
  // A trunk may leave out the `+`, or write it as 00 in a country that does not dial so.
  const digits = text.replace(/[\s().-]/g, '').replace(/^00/, '');
  return /^\d{8,15}$/.test(digits) ? readPossible(`+${digits}`, defaultCountry) : null;
}

function readPossible(text: string, defaultCountry: Country): ReadableNumber | null {
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
  if (number === undefined || !number.isPossible()) return null;
  const type = numberType(number);
  if (type === 'unknown' && !hasPlausibleShape(number)) return null;
  return { kind: 'number', e164: number.number, country: countryOf(number, defaultCountry), type };
}

/** An unlisted number of the default country's plan is taken to be at home. */
function countryOf(number: PhoneNumber, defaultCountry: Country): Country | null {
  if (number.country !== undefined) return number.country;
  return number.countryCallingCode === getCountryCallingCode(defaultCountry) ? defaultCountry : null;
}

function numberType(number: PhoneNumber): NumberType {
  const type = number.getType();
  return type === undefined ? 'unknown' : TYPES[type];
}

/**
 * New area codes come before new metadata, so a number that is merely not listed still counts; one
 * that its plan cannot hold does not: North America needs NXX-NXX-XXXX, and nowhere has six digits or fewer.
 */
function hasPlausibleShape(number: PhoneNumber): boolean {
  if (number.countryCallingCode === '1') return /^[2-9]\d\d[2-9]\d{6}$/.test(number.nationalNumber);
  return number.nationalNumber.length > 6;
}

function readShort(text: string): ParsedPhone | null {
  const digits = text.replace(/[\s-]/g, '');
  if (EMERGENCY.has(digits)) return { kind: 'emergency', digits };
  return /^\d{3,6}$/.test(digits) ? { kind: 'short-code', digits } : null;
}

function unreadable(raw: string): ParsedPhone {
  return { kind: 'unreadable', raw: raw.slice(0, MAX_RAW_LENGTH) };
}
