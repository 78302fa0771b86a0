import { type AfterMiss, readAfterMiss, readSound, readVoicemail } from './after-miss-values.ts';
import { didYouMean } from './did-you-mean.ts';
import { HUNT_ORDERS } from './hunt-order.ts';
import {
  orDefault,
  type Read,
  type Reader,
  readBookingLink,
  readCountries,
  readGateways,
  readMessage,
  readName,
  readOneOf,
  readPrefix,
  readSeconds,
  readSender,
  readSwitch,
  readTimeZone,
} from './line-setting-values.ts';
import { CALLER_IDS, LINE_MODES } from './line-words.ts';
import type { Country } from './phone.ts';

/** What is set on a line, by the names that the database, views and JSON have for it. */
export interface LineValues {
  readonly name: string;
  readonly enabled: boolean;
  /** Whether we ring the phones, or the PBX does and we watch. */
  readonly mode: (typeof LINE_MODES)[number];
  readonly ringTimeoutSeconds: number;
  readonly minRingSeconds: number;
  /** Null for the product's own. */
  readonly message: string | null;
  /** Null for the line's number. */
  readonly sender: string | null;
  readonly textExpirySeconds: number;
  readonly textDelaySeconds: number;
  readonly coolDownSeconds: number;
  /** ISO 3166 codes with commas between; null for the line's own country. */
  readonly countries: string | null;
  /** Null for the business's own. */
  readonly timeZone: string | null;
  /** Null for none. */
  readonly bookingLink: string | null;
  /** Of its open time; 0 for none. */
  readonly responseTargetSeconds: number;
  /** Names, in order of preference; null for all, as configured. */
  readonly gateways: readonly string[] | null;
  readonly huntOrder: (typeof HUNT_ORDERS)[number];
  readonly callerId: (typeof CALLER_IDS)[number];
  /** Null for the line's name. */
  readonly callerIdPrefix: string | null;
  readonly confirmSeconds: number;
  /** As Asterisk finds it; null for a tone. */
  readonly nameRecording: string | null;
  readonly afterMiss: AfterMiss;
  /** As Asterisk finds it; null for the product's own. */
  readonly announcement: string | null;
  readonly announcementAnswers: boolean;
  /** `context,extension,priority`; null for nowhere. */
  readonly voicemail: string | null;
}

interface Setting<Value> {
  /** What stands for its value in the help of `line add`. */
  readonly argument: string;
  readonly summary: string;
  readonly column: keyof LineValues;
  /** Reads its value as a person types it. */
  read(raw: string, country: Country): Read<Value>;
  /** The same, as a change of the line. */
  readChange(raw: string, country: Country): Read<Partial<LineValues>>;
}

/** Everything that can be set on a line but whom it rings, by the names that people use. */
export const LINE_SETTINGS = {
  name: setting('name', '<name>', "what callers know it by (default: the business's name)", readName),
  enabled: setting(
    'enabled',
    '<on|off>',
    'whether missed callers are texted (default: on)',
    readSwitch('"enabled"'),
  ),
  mode: setting(
    'mode',
    '<mode>',
    'who rings the phones: control (textback) or observe (the PBX, while textback watches) (default: control)',
    readOneOf('The mode', LINE_MODES),
  ),
  'ring-timeout': setting(
    'ringTimeoutSeconds',
    '<seconds>',
    'how long it rings, 10 to 60 (default: 25)',
    readSeconds('The ring timeout', 10, 60),
  ),
  'min-ring': setting(
    'minRingSeconds',
    '<seconds>',
    'callers who hang up sooner are not texted (default: 3)',
    readSeconds('The minimum ring', 0, 60),
  ),
  message: setting('message', '<text>', 'what missed callers are texted', orDefault(readMessage)),
  sender: setting(
    'sender',
    '<number>',
    'who the text comes from (default: the number itself)',
    orDefault(readSender),
  ),
  'text-expiry': setting(
    'textExpirySeconds',
    '<seconds>',
    'a text that cannot be sent by then is not sent (default: 900)',
    readSeconds('The text expiry', 60, 86_400),
  ),
  'text-delay': setting(
    'textDelaySeconds',
    '<seconds>',
    'how long it waits, in case the caller gets through after all (default: 0)',
    readSeconds('The text delay', 0, 3_600),
  ),
  'cool-down': setting(
    'coolDownSeconds',
    '<time>',
    'a caller who has not replied is texted once in so long (default: 4h)',
    readSeconds('The cool-down', 0, 2_592_000),
  ),
  'response-target': setting(
    'responseTargetSeconds',
    '<time>',
    'within what time of its hours a person should respond to a miss; 0 for none (default: 5m)',
    readSeconds('The response target', 0, 604_800),
  ),
  countries: setting(
    'countries',
    '<codes>',
    "whose numbers are texted, e.g. US,CA (default: the line's own country)",
    orDefault(readCountries),
  ),
  'time-zone': setting(
    'timeZone',
    '<name>',
    "what its hours are kept in (default: the business's)",
    orDefault(readTimeZone),
  ),
  'booking-link': setting('bookingLink', '<url>', 'what {{booking_link}} says', orDefault(readBookingLink)),
  gateways: setting(
    'gateways',
    '<names>',
    'what its texts go out through, in order (default: all, as configured)',
    orDefault(readGateways),
  ),
  'hunt-order': setting(
    'huntOrder',
    '<order>',
    `which step rings first: ${HUNT_ORDERS.join(', ')} (default: fixed)`,
    readOneOf('The hunt order', HUNT_ORDERS),
  ),
  'caller-id': setting(
    'callerId',
    '<what>',
    `what the rung phone shows: ${CALLER_IDS.join(', ')} (default: caller)`,
    readOneOf('The caller ID', CALLER_IDS),
  ),
  'caller-id-prefix': setting(
    'callerIdPrefix',
    '<words>',
    "what stands before the caller where the line's number is shown (default: the line's name)",
    orDefault(readPrefix),
  ),
  'confirm-seconds': setting(
    'confirmSeconds',
    '<seconds>',
    'how long who picks up has to press 1, where that is asked, 3 to 30 (default: 12)',
    readSeconds('The time to press 1', 3, 30),
  ),
  'name-recording': setting(
    'nameRecording',
    '<sound>',
    "a recording of the business's name before that, e.g. custom/acme (default: a tone)",
    orDefault(readSound),
  ),
  'after-miss': setting(
    'afterMiss',
    '<what>',
    'what callers get whom nobody answered: hang-up, announcement or voicemail (default: hang-up)',
    readAfterMiss,
  ),
  announcement: setting(
    'announcement',
    '<sound>',
    "what is announced, e.g. custom/closed (default: textback's own words)",
    orDefault(readSound),
  ),
  'announcement-answers': setting(
    'announcementAnswers',
    '<on|off>',
    'whether the call is answered for it, and billed; some carriers let it be heard only then (default: off)',
    readSwitch('"announcement-answers"'),
  ),
  voicemail: setting(
    'voicemail',
    '<place>',
    'where voicemail is in the dialplan: context,extension,priority (default: none)',
    readVoicemail,
  ),
} as const;

/** A setting with one value; whom the line rings, `forward`, is more than that. */
export type LineSetting = keyof typeof LINE_SETTINGS;

export const LINE_SETTING_NAMES: readonly LineSetting[] = Object.keys(LINE_SETTINGS).filter(isLineSetting);

/** Everything that `line set` takes. */
export const SETTABLE = ['forward', ...LINE_SETTING_NAMES] as const;

/** The setting of this name, whatever its case and separators, or what it was probably meant to be. */
export function findSetting(name: string): (typeof SETTABLE)[number] | { readonly meant: string | null } {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  return SETTABLE.find((setting) => setting === plain) ?? { meant: didYouMean(name, SETTABLE) };
}

function isLineSetting(name: string): name is LineSetting {
  return Object.hasOwn(LINE_SETTINGS, name);
}

function setting<Column extends keyof LineValues>(
  column: Column,
  argument: string,
  summary: string,
  reader: Reader<LineValues[Column]>,
): Setting<LineValues[Column]> {
  const read = (raw: string, country: Country) => reader(raw.trim(), country);
  return {
    column,
    argument,
    summary,
    read,
    readChange(raw, country) {
      const result = read(raw, country);
      if (result.kind !== 'value') return result;
      const change: { -readonly [name in keyof LineValues]?: LineValues[name] } = {};
      change[column] = result.value;
      return { kind: 'value', value: change };
    },
  };
}
