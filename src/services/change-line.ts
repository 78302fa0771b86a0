import type { Millis } from '../core/clock.ts';
import type { LineDestination } from '../core/destination.ts';
import { findSetting, LINE_SETTINGS, parseSetting, type SettingValue } from '../core/line-settings.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LineChange } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import { refuseLoop } from './forward-loop.ts';
import type { Rejection } from './rejection.ts';
import { type LineView, lineView } from './show-line.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface LineSettingRequest {
  /** The line's number, in any usual spelling. */
  readonly number: string;
  /** One of LINE_SETTINGS. */
  readonly setting: string;
  /** As a person types it. */
  readonly value: string;
  readonly dryRun: boolean;
}

export type ChangedLine =
  | { readonly kind: 'changed' | 'unchanged'; readonly before: LineView; readonly line: LineView }
  | Rejection;

/** Sets one setting of a line; in force for the next call. */
export function changeLine(
  store: Store,
  request: LineSettingRequest,
  country: Country,
  actor: string,
  now: Millis,
): ChangedLine {
  const setting = findSetting(request.setting);
  if (typeof setting !== 'string') return unknownSetting(request.setting, setting.meant);
  const read = parseSetting(setting, request.value, country);
  if (read.kind !== 'value') return read;
  const { parsed } = read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    if (parsed.setting === 'forward') {
      const refusal = refuseLoop(tx, line.number, parsed.value, country);
      if (refusal !== null) return refusal;
    }
    if (parsed.setting === 'gateways') {
      const refusal = refuseUnknownGateway(tx, parsed.value ?? []);
      if (refusal !== null) return refusal;
    }
    const before = lineView(tx, line);
    if (isAlready(before, parsed)) return { kind: 'unchanged', before, line: before };
    if (parsed.setting === 'forward') tx.lines.setSteps(line.id, singleStep(parsed.value));
    else tx.lines.change(line.id, columnsOf(parsed));
    const after = lineView(tx, tx.lines.byId(line.id) ?? line);
    tx.audit.record({
      at: now,
      actor,
      action: `set ${setting}`,
      subject: `line:${line.number}`,
      before: settingOf(before, parsed),
      after: settingOf(after, parsed),
    });
    return { kind: 'changed', before, line: after };
  });
}

/** The one step that rings a single destination for as long as the line's ring timeout allows. */
export function singleStep(destination: LineDestination) {
  return [{ ringSeconds: null, destinations: [destination] }];
}

/** The daemon tells which gateways it has; before its first start nobody can know. */
function refuseUnknownGateway(tx: Writer, names: readonly string[]): Rejection | null {
  const known = tx.gateways.all().map(({ name }) => name);
  const unknown = names.find((name) => known.length > 0 && !known.includes(name));
  if (unknown === undefined) return null;
  return {
    kind: 'refused',
    problem: `The daemon has no gateway ${unknown}.`,
    remedy: `It has ${known.join(', ')}. A new one is known once the daemon has started with it.`,
  };
}

function unknownSetting(name: string, meant: string | null): Rejection {
  return {
    kind: 'invalid',
    problem: `A line has no setting ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: meant === null ? `Use one of ${LINE_SETTINGS.join(', ')}.` : `Did you mean ${meant}?`,
  };
}

/** What a setting is called in the database; where a line forwards to is kept in its steps. */
export function columnsOf(parsed: SettingValue): LineChange {
  switch (parsed.setting) {
    case 'forward':
      return {};
    case 'name':
      return { name: parsed.value };
    case 'enabled':
      return { enabled: parsed.value };
    case 'ring-timeout':
      return { ringTimeoutSeconds: parsed.value };
    case 'min-ring':
      return { minRingSeconds: parsed.value };
    case 'text-expiry':
      return { textExpirySeconds: parsed.value };
    case 'text-delay':
      return { textDelaySeconds: parsed.value };
    case 'cool-down':
      return { coolDownSeconds: parsed.value };
    case 'countries':
      return { countries: parsed.value };
    case 'message':
      return { message: parsed.value };
    case 'sender':
      return { sender: parsed.value };
    case 'time-zone':
      return { timeZone: parsed.value };
    case 'booking-link':
      return { bookingLink: parsed.value };
    case 'gateways':
      return { gateways: parsed.value };
  }
}

function settingOf(line: LineView, { setting }: SettingValue) {
  switch (setting) {
    case 'forward':
      return line.forward;
    case 'ring-timeout':
      return line.ringTimeoutSeconds;
    case 'min-ring':
      return line.minRingSeconds;
    case 'text-expiry':
      return line.textExpirySeconds;
    case 'text-delay':
      return line.textDelaySeconds;
    case 'cool-down':
      return line.coolDownSeconds;
    case 'time-zone':
      return line.timeZone;
    case 'booking-link':
      return line.bookingLink;
    default:
      return line[setting];
  }
}

function isAlready(line: LineView, parsed: SettingValue): boolean {
  if (parsed.setting === 'gateways') return line.gateways?.join() === parsed.value?.join();
  if (parsed.setting !== 'forward') return settingOf(line, parsed) === parsed.value;
  const [only, ...others] = line.forward;
  return others.length === 0 && only?.kind === parsed.value.kind && only.value === parsed.value.value;
}
