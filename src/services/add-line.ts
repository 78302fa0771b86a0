import type { Millis } from '../core/clock.ts';
import { parseDestination } from '../core/destination.ts';
import { type HuntGroupStep, singleStep } from '../core/hunt-group.ts';
import {
  LINE_SETTING_NAMES,
  LINE_SETTINGS,
  type LineSetting,
  type LineValues,
} from '../core/line-settings.ts';
import { type Country, parsePhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { refuseLineValues } from './refuse-line-values.ts';
import type { Rejection } from './rejection.ts';
import { resolveSteps } from './resolve-steps.ts';
import { type LineView, lineView } from './show-line.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface LineToAdd {
  /** The business number that customers dial, in any usual spelling. */
  readonly number: string;
  /** Every setting as a person types it; what is left out is the product's own. */
  readonly settings: GivenSettings & { readonly forward?: string };
  readonly dryRun: boolean;
}

type GivenSettings = { readonly [setting in LineSetting]?: string };

export type AddedLine = { readonly kind: 'added'; readonly line: LineView } | Rejection;

/** Takes a business number into service. */
export function addLine(
  store: Store,
  request: LineToAdd,
  business: Pick<Business, 'name' | 'country'>,
  actor: string,
  now: Millis,
): AddedLine {
  const { country } = business;
  const phone = parsePhone(request.number, country);
  if (phone.kind !== 'number') return notALine(request.number);
  const rung = readForward(request.settings, country);
  if (rung.kind !== 'steps') return rung;
  const columns = readColumns({ name: business.name, ...request.settings }, country);
  if (columns.kind !== 'columns') return columns;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    if (tx.lines.byNumber(phone.e164) !== undefined) return alreadyThere(phone.e164);
    const resolved = resolveSteps(tx, phone.e164, rung.steps, country);
    if (resolved.kind !== 'steps') return resolved;
    const refusal = refuseLineValues(tx, { number: phone.e164 }, columns.values);
    if (refusal !== null) return refusal;
    const row = tx.lines.add({ ...columns.values, number: phone.e164, createdAt: now });
    tx.lines.setSteps(row.id, resolved.steps);
    const line = lineView(tx, row);
    tx.audit.record({
      at: now,
      actor,
      action: 'add',
      subject: `line:${line.number}`,
      before: null,
      after: line,
    });
    return { kind: 'added', line };
  });
}

/** Whom it rings; nobody, where the PBX does that. */
function readForward(
  { forward, mode }: LineToAdd['settings'],
  country: Country,
): { readonly kind: 'steps'; readonly steps: readonly HuntGroupStep[] } | Rejection {
  if (forward !== undefined) {
    const parsed = parseDestination(forward, country);
    return parsed.kind === 'invalid' ? parsed : { kind: 'steps', steps: singleStep(parsed.destination) };
  }
  if (mode !== undefined && isObserving(mode, country)) return { kind: 'steps', steps: [] };
  return {
    kind: 'invalid',
    problem: 'It is not said whom the line rings.',
    remedy: 'Say so with --forward, or leave it to the PBX with --mode observe.',
  };
}

function isObserving(mode: string, country: Country): boolean {
  const read = LINE_SETTINGS.mode.read(mode, country);
  return read.kind === 'value' && read.value === 'observe';
}

/** Everything but whom it rings. */
function readColumns(
  settings: GivenSettings & { readonly name: string },
  country: Country,
):
  | { readonly kind: 'columns'; readonly values: Partial<LineValues> & { readonly name: string } }
  | Rejection {
  let values = { name: settings.name };
  for (const setting of LINE_SETTING_NAMES) {
    const raw = settings[setting];
    if (raw === undefined) continue;
    const read = LINE_SETTINGS[setting].readChange(raw, country);
    if (read.kind !== 'value') return read;
    values = { ...values, ...read.value };
  }
  return { kind: 'columns', values };
}

function notALine(number: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(number.slice(0, 64))} is not a phone number.`,
    remedy: 'Give the number that your customers dial, e.g. +12125550100.',
  };
}

function alreadyThere(number: string): Rejection {
  return {
    kind: 'refused',
    problem: `There is a line at ${number} already.`,
    remedy: `See it with \`textback line show ${number}\`, change it with \`textback line set ${number} …\`.`,
  };
}
