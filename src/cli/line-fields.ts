import { formatDuration } from '../core/duration.ts';
import { formatHunt } from '../core/hunt-words.ts';
import { LINE_SETTING_NAMES, type LineSetting } from '../core/line-settings.ts';
import type { LineView } from '../services/show-line.ts';
import type { Format } from './format.ts';

/** How each setting is shown to people. */
const FIELDS: {
  readonly [setting in LineSetting]: readonly [
    label: string,
    words: (line: LineView, format: Format) => string,
  ];
} = {
  name: ['Name', (line) => line.name],
  enabled: ['Texts', (line) => (line.enabled ? 'on' : 'off')],
  mode: ['Handled by', (line) => (line.mode === 'observe' ? 'the PBX; textback only watches' : 'textback')],
  'ring-timeout': ['Ring timeout', (line) => `${line.ringTimeoutSeconds} s`],
  'min-ring': ['Minimum ring', (line) => `${line.minRingSeconds} s`],
  message: ['Message', (line) => line.message ?? 'default; see `textback message preview`'],
  sender: [
    'Sender',
    (line, format) => (line.sender === null ? 'the number itself' : format.phone(line.sender)),
  ],
  'text-expiry': ['Text expiry', (line) => `${line.textExpirySeconds} s`],
  'text-delay': ['Text delay', (line) => `${line.textDelaySeconds} s`],
  'cool-down': ['Cool-down', (line) => durationWords(line.coolDownSeconds)],
  'response-target': ['Response target', (line) => durationWords(line.responseTargetSeconds)],
  countries: ['Countries', (line) => line.countries ?? "the line's own"],
  'time-zone': ['Time zone', (line) => line.timeZone ?? "the business's"],
  'booking-link': ['Booking link', (line) => line.bookingLink ?? 'none'],
  gateways: ['Gateways', (line) => line.gateways?.join(', ') ?? 'all, as configured'],
  'hunt-order': ['Hunt order', (line) => line.huntOrder],
  'caller-id': ['Caller ID', (line) => line.callerId],
  'caller-id-prefix': ['Caller ID prefix', (line) => line.callerIdPrefix ?? "the line's name"],
  'confirm-seconds': ['Time to press 1', (line) => `${line.confirmSeconds} s`],
  'name-recording': ['Name recording', (line) => line.nameRecording ?? 'none: a tone'],
  'after-miss': ['After a miss', (line) => (line.afterMiss === 'release' ? 'hang-up' : line.afterMiss)],
  announcement: ['Announcement', (line) => line.announcement ?? "textback's own"],
  'announcement-answers': [
    'Announced',
    (line) => (line.announcementAnswers ? 'in an answered call' : 'as early media, unanswered'),
  ],
  voicemail: ['Voicemail', (line) => line.voicemail ?? 'none'],
};

/** All settings of a line, one a row. */
export function lineFields(line: LineView, format: Format): string {
  const settings = LINE_SETTING_NAMES.map((name) => {
    const [label, words] = FIELDS[name];
    return [label, words(line, format)] as const;
  });
  return format.fields([
    ['Number', format.phone(line.number)],
    ['Forwards to', forwardWords(line, format)],
    ...settings,
    ['Since', format.time(line.createdAt)],
  ]);
}

/** Whom a line rings, on one line, as `line hunt set` reads it. */
export function forwardWords(line: LineView, format: Format): string {
  return line.mode === 'observe' ? 'as the PBX routes it' : formatHunt(line.hunt, format.phone);
}

function durationWords(seconds: number): string {
  return seconds === 0 ? 'none' : formatDuration(seconds * 1000);
}
