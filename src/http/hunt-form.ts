import type { LineDestination } from '../core/destination.ts';
import type { HuntDestination, HuntGroupStep } from '../core/hunt-group.ts';
import { MAX_AT_ONCE, MAX_STEPS } from '../core/hunt-group.ts';
import { HUNT_ORDERS } from '../core/hunt-order.ts';
import { WEEKDAYS } from '../core/weekly-hours.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import { type LineView, showLine } from '../services/show-line.ts';
import { shownWhen, type TypedWhen } from './hunt-hours.ts';
import type { PageFormat } from './page-format.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What people call the ways to ring a phone; an extension is an endpoint that they know by its number. */
export const PHONE_KINDS = ['number', 'extension', 'line', 'endpoint'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

export interface TypedPhone {
  readonly kind: PhoneKind;
  readonly to: string;
  readonly name: string;
  readonly press1: boolean;
}

export interface TypedStep {
  /** Seconds; empty for as long as the ring timeout allows. */
  readonly ring: string;
  readonly when: TypedWhen;
  readonly phones: readonly TypedPhone[];
}

/** What stands in the hunt group's form. */
export interface TypedHunt {
  readonly order: LineView['huntOrder'];
  readonly ringTimeout: string;
  readonly steps: readonly TypedStep[];
}

const MAX_FIELD = 200;
const MAX_HOURS = 600;
const EXTENSION = /^PJSIP\/(\d{2,10})$/;

export const NEW_PHONE: TypedPhone = { kind: 'number', to: '', name: '', press1: false };

/** What a line has, as the form shows it. */
export function shownHunt({ hunt, huntOrder, ringTimeoutSeconds }: LineView, person: Person): TypedHunt {
  const steps = hunt.map((step) => shownStep(step, person));
  return { order: huntOrder, ringTimeout: String(ringTimeoutSeconds), steps };
}

function shownStep(
  { ringSeconds, hours, destinations }: HuntGroupStep,
  { format, words }: Person,
): TypedStep {
  return {
    ring: ringSeconds === null ? '' : String(ringSeconds),
    when: shownWhen(hours, words),
    phones: destinations.map((destination) => shownPhone(destination, format)),
  };
}

function shownPhone({ name, confirm, ...destination }: HuntDestination, format: PageFormat): TypedPhone {
  const extension = extensionOf(destination);
  const shared = { name: name ?? '', press1: confirm };
  if (extension !== null) return { ...shared, kind: 'extension', to: extension };
  const { kind, value } = destination;
  return { ...shared, kind, to: kind === 'endpoint' ? value : format.phone(value) };
}

/** The digits of an endpoint that is an extension of the PBX; null for anything else. */
export function extensionOf({ kind, value }: LineDestination): string | null {
  return kind === 'endpoint' ? (EXTENSION.exec(value)?.[1] ?? null) : null;
}

/** What was typed; more steps or phones than there may be are read, so that the refusal can show them. */
export function typedHunt(body: FormBody): TypedHunt {
  const count = countOf(body['steps'], MAX_STEPS);
  return {
    order: HUNT_ORDERS.find((order) => order === body['order']) ?? 'fixed',
    ringTimeout: textField(body['ring-timeout'], MAX_FIELD).trim(),
    steps: Array.from({ length: count }, (_, index) => typedStep(body, `step-${index + 1}`)),
  };
}

function typedStep(body: FormBody, step: string): TypedStep {
  const field = (name: string, most = MAX_FIELD) => textField(body[`${step}-${name}`], most).trim();
  const phones = countOf(body[`${step}-phones`], MAX_AT_ONCE);
  const isWritten = body[`${step}-written`] !== undefined;
  return {
    ring: field('ring'),
    when: {
      days: WEEKDAYS.filter((day) => body[`${step}-${day}`] !== undefined),
      from: field('from'),
      to: field('to'),
      written: isWritten ? field('written', MAX_HOURS) : null,
    },
    phones: Array.from({ length: phones }, (_, index) => typedPhone(body, `${step}-phone-${index + 1}`)),
  };
}

function typedPhone(body: FormBody, phone: string): TypedPhone {
  const field = (name: string) => textField(body[`${phone}-${name}`], MAX_FIELD).trim();
  return {
    kind: PHONE_KINDS.find((kind) => kind === body[`${phone}-kind`]) ?? 'number',
    to: field('to'),
    name: field('name'),
    press1: body[`${phone}-press-1`] !== undefined,
  };
}

/** One more than there may be is still read: the service says what is wrong with it. */
function countOf(value: unknown, most: number): number {
  const count = Number(textField(value, 4));
  return Number.isInteger(count) && count > 0 ? Math.min(count, most + 1) : 0;
}

/** What the form could overwrite. */
export function huntSettings(number: string, { business }: WebParts): ShownSettings {
  const actions = ['set hunt', 'set hunt-order', 'set forward', 'set ring-timeout'];
  return {
    read(store) {
      const found = showLine(store, number, business.country);
      if (found.kind !== 'line') return null;
      const { hunt, huntOrder, ringTimeoutSeconds } = found.line;
      return [hunt, huntOrder, ringTimeoutSeconds];
    },
    isAbout: ({ subject, action }) => subject === `line:${number}` && actions.includes(action),
  };
}
