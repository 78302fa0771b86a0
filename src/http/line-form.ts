import { formatDestination } from '../core/destination.ts';
import { formatHunt } from '../core/hunt-words.ts';
import { LINE_SETTINGS } from '../core/line-settings.ts';
import { changeLine } from '../services/change-line.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import { type LineView, showLine } from '../services/show-line.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/**
 * What of a line is set on its page, by the names that `line set` has for it, form by form; `mode` is not, because it
 * goes with what the dialplan of the PBX does. What voicemail needs comes before what needs it.
 */
export const LINE_FORMS = {
  line: ['name', 'enabled', 'forward', 'ring-timeout', 'sender', 'booking-link'],
  more: [
    ...(['response-target', 'min-ring', 'text-delay', 'text-expiry', 'cool-down', 'countries'] as const),
    ...(['gateways', 'voicemail', 'after-miss', 'announcement', 'announcement-answers'] as const),
    ...(['caller-id', 'caller-id-prefix', 'confirm-seconds', 'name-recording'] as const),
  ],
} as const;
export type LineFormName = keyof typeof LINE_FORMS;
export type LineField = (typeof LINE_FORMS)[LineFormName][number];

/** What stands in the fields. */
export type TypedLine = { readonly [field in LineField]: string };
export type LineRefusals = { readonly [field in LineField]?: Rejection };

/** Longer than any destination. */
const MAX_FIELD = 200;
/** Given back to the product where they are left empty. */
const MAY_BE_EMPTY: ReadonlySet<LineField> = new Set([
  ...(['sender', 'booking-link', 'countries', 'gateways', 'voicemail'] as const),
  ...(['announcement', 'caller-id-prefix', 'name-recording'] as const),
]);

/** What a line has, as its fields show it. */
export function shownLine(line: LineView, { format }: Pick<Person, 'format'>): TypedLine {
  return {
    name: line.name,
    enabled: line.enabled ? 'on' : 'off',
    forward: formatHunt(line.hunt, format.phone),
    'ring-timeout': String(line.ringTimeoutSeconds),
    sender: format.phone(line.sender ?? ''),
    'booking-link': line.bookingLink ?? '',
    'response-target': shortDuration(line.responseTargetSeconds),
    'min-ring': shortDuration(line.minRingSeconds),
    'text-delay': shortDuration(line.textDelaySeconds),
    'text-expiry': shortDuration(line.textExpirySeconds),
    'cool-down': shortDuration(line.coolDownSeconds),
    countries: line.countries ?? '',
    gateways: line.gateways?.join(', ') ?? '',
    voicemail: line.voicemail ?? '',
    'after-miss': line.afterMiss === 'release' ? 'hang-up' : line.afterMiss,
    announcement: line.announcement ?? '',
    'announcement-answers': line.announcementAnswers ? 'on' : 'off',
    'caller-id': line.callerId,
    'caller-id-prefix': line.callerIdPrefix ?? '',
    'confirm-seconds': String(line.confirmSeconds),
    'name-recording': line.nameRecording ?? '',
  };
}

/** As the settings read it, in the largest unit that fits: `4h`, `90s`, `0s`. */
function shortDuration(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'm'],
  ] as const;
  const fitting = units.find(([size]) => seconds > 0 && seconds % size === 0);
  return fitting === undefined ? `${seconds}s` : `${seconds / fitting[0]}${fitting[1]}`;
}

/** Whether it rings one phone, at all times, for as long as the line allows: what one field can say. */
export function ringsOnePhone({ hunt }: Pick<LineView, 'hunt'>): boolean {
  const [destination] = hunt[0]?.destinations ?? [];
  return destination === undefined || formatHunt(hunt) === formatDestination(destination);
}

/** What was typed; a field that the form did not have is as it was shown. */
export function typedLine(body: FormBody, shown: TypedLine): TypedLine {
  const typed: { -readonly [field in LineField]: string } = { ...shown };
  for (const field of [...LINE_FORMS.line, ...LINE_FORMS.more]) {
    if (body[field] !== undefined) typed[field] = textField(body[field], MAX_FIELD).trim();
  }
  return typed;
}

/** What one of the forms of a line could overwrite. */
export function lineSettings(form: LineFormName, number: string, { business }: WebParts): ShownSettings {
  const fields: readonly LineField[] = LINE_FORMS[form];
  return {
    read(store) {
      const found = showLine(store, number, business.country);
      if (found.kind !== 'line') return null;
      const { line } = found;
      return fields.map((field) => (field === 'forward' ? line.hunt : line[columnOf(field)]));
    },
    isAbout: ({ subject, action }) =>
      subject === `line:${number}` &&
      (fields.some((field) => action === `set ${field}`) || (form === 'line' && action === 'set hunt')),
  };
}

function columnOf(field: Exclude<LineField, 'forward'>) {
  return LINE_SETTINGS[field].column;
}

/** Saves what differs from what the line has; says what is wrong with which field. */
export function saveLine(
  store: Store,
  form: LineFormName,
  { line, typed }: { readonly line: LineView; readonly typed: TypedLine },
  { actor, format }: Person,
  { business, clock }: WebParts,
): LineRefusals {
  const shown = shownLine(line, { format });
  const fields: readonly LineField[] = LINE_FORMS[form];
  const changed = fields.filter((field) => typed[field] !== shown[field]);
  const refusals: { -readonly [field in LineField]?: Rejection } = {};
  // Who leaves voicemail has to leave it before its place goes.
  const inOrder = typed['after-miss'] === 'voicemail' ? changed : changed.toReversed();
  for (const setting of inOrder) {
    const value = typed[setting] === '' && MAY_BE_EMPTY.has(setting) ? 'default' : typed[setting];
    const request = { number: line.number, setting, value, dryRun: false };
    const set = changeLine(store, request, business.country, actor.label, clock.now());
    if ('problem' in set) refusals[setting] = set;
  }
  return refusals;
}
