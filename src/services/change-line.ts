import type { Millis } from '../core/clock.ts';
import { parseDestination } from '../core/destination.ts';
import { singleStep } from '../core/hunt-group.ts';
import type { Read } from '../core/line-setting-values.ts';
import { findSetting, LINE_SETTINGS, type LineSetting, SETTABLE } from '../core/line-settings.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import { refuseLineValues } from './refuse-line-values.ts';
import type { Rejection } from './rejection.ts';
import { resolveSteps } from './resolve-steps.ts';
import { type LineView, lineView } from './show-line.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface LineSettingRequest {
  /** The line's number, in any usual spelling. */
  readonly number: string;
  /** One of SETTABLE. */
  readonly setting: string;
  /** As a person types it. */
  readonly value: string;
  readonly dryRun: boolean;
}

export type ChangedLine =
  | { readonly kind: 'changed' | 'unchanged'; readonly before: LineView; readonly line: LineView }
  | Rejection;

/** A change of one setting, read and not made yet. */
interface Edit {
  /** Makes it, or says what forbids it. */
  make(tx: Writer, line: LineRow): Rejection | null;
  /** What is set, as the audit keeps it in JSON. */
  shown(line: LineView): unknown;
}

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
  const read =
    setting === 'forward' ? forwardEdit(request.value, country) : valueEdit(setting, request.value, country);
  if (read.kind !== 'value') return read;
  const edit = read.value;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const before = lineView(tx, line);
    const refusal = edit.make(tx, line);
    if (refusal !== null) return refusal;
    const after = lineView(tx, tx.lines.byId(line.id) ?? line);
    const audited = { before: edit.shown(before), after: edit.shown(after) };
    if (JSON.stringify(audited.before) === JSON.stringify(audited.after))
      return { kind: 'unchanged', before, line: before };
    tx.audit.record({ at: now, actor, action: `set ${setting}`, subject: `line:${line.number}`, ...audited });
    return { kind: 'changed', before, line: after };
  });
}

function forwardEdit(raw: string, country: Country): Read<Edit> {
  const parsed = parseDestination(raw, country);
  if (parsed.kind === 'invalid') return parsed;
  const { destination } = parsed;
  return {
    kind: 'value',
    value: {
      make(tx, line) {
        const resolved = resolveSteps(tx, line.number, singleStep(destination), country);
        if (resolved.kind !== 'steps') return resolved;
        tx.lines.setSteps(line.id, resolved.steps);
        return null;
      },
      shown: ({ hunt }) => hunt,
    },
  };
}

function valueEdit(setting: LineSetting, raw: string, country: Country): Read<Edit> {
  const { column, readChange } = LINE_SETTINGS[setting];
  const read = readChange(raw, country);
  if (read.kind !== 'value') return read;
  return {
    kind: 'value',
    value: {
      make(tx, line) {
        const refusal = refuseLineValues(tx, line, read.value);
        if (refusal === null) tx.lines.change(line.id, read.value);
        return refusal;
      },
      shown: (line) => line[column],
    },
  };
}

function unknownSetting(name: string, meant: string | null): Rejection {
  return {
    kind: 'invalid',
    problem: `A line has no setting ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: meant === null ? `Use one of ${SETTABLE.join(', ')}.` : `Did you mean ${meant}?`,
  };
}
