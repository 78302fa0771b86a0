import { formatDestination } from '../core/destination.ts';
import { formatHunt } from '../core/hunt-words.ts';
import { changeLine } from '../services/change-line.ts';
import type { Rejection } from '../services/rejection.ts';
import type { LineView } from '../services/show-line.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What of a line is set on its page, by the names that `line set` has for it. */
export const LINE_FIELDS = ['enabled', 'forward', 'ring-timeout', 'sender'] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** What stands in the fields. */
export type TypedLine = { readonly [field in LineField]: string };
export type LineRefusals = { readonly [field in LineField]?: Rejection };

/** Longer than any destination. */
const MAX_FIELD = 200;

/** What a line has, as its fields show it. */
export function shownLine(line: LineView, { format }: Pick<Person, 'format'>): TypedLine {
  return {
    enabled: line.enabled ? 'on' : 'off',
    forward: formatHunt(line.hunt, format.phone),
    'ring-timeout': String(line.ringTimeoutSeconds),
    sender: format.phone(line.sender ?? ''),
  };
}

/** Whether it rings one phone, at all times, for as long as the line allows: what one field can say. */
export function ringsOnePhone({ hunt }: LineView): boolean {
  const [destination] = hunt[0]?.destinations ?? [];
  return destination === undefined || formatHunt(hunt) === formatDestination(destination);
}

/** What was typed; a field that the form did not have is as it was shown. */
export function typedLine(body: Readonly<Record<string, unknown>>, shown: TypedLine): TypedLine {
  const typed = (field: LineField) =>
    body[field] === undefined ? shown[field] : textField(body[field], MAX_FIELD).trim();
  return {
    enabled: typed('enabled'),
    forward: typed('forward'),
    'ring-timeout': typed('ring-timeout'),
    sender: typed('sender'),
  };
}

/** Saves what differs, all of it or, where one field is refused, nothing; says what is wrong with which. */
export function saveLine(
  line: LineView,
  typed: TypedLine,
  { store, actor, format }: Person,
  { business, clock }: WebParts,
): LineRefusals {
  const shown = shownLine(line, { format });
  const changed = LINE_FIELDS.filter((field) => typed[field] !== shown[field]);
  const refusedBy = (dryRun: boolean): LineRefusals => {
    const refusals: { -readonly [field in LineField]?: Rejection } = {};
    for (const setting of changed) {
      const value = setting === 'sender' && typed.sender === '' ? 'default' : typed[setting];
      const request = { number: line.number, setting, value, dryRun };
      const set = changeLine(store, request, business.country, actor.label, clock.now());
      if ('problem' in set) refusals[setting] = set;
    }
    return refusals;
  };
  const refusals = refusedBy(true);
  return Object.keys(refusals).length > 0 ? refusals : refusedBy(false);
}
