import type { Millis } from '../core/clock.ts';
import type { HuntEdit } from '../core/hunt-group.ts';
import type { LineValues } from '../core/line-settings.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { ChangedLine } from './change-line.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';
import { resolveSteps } from './resolve-steps.ts';
import { lineView } from './show-line.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface HuntRequest {
  /** The line's number, in any usual spelling. */
  readonly number: string;
  /** Null leaves the steps as they are. */
  readonly edit: HuntEdit | null;
  /** Null leaves it as it is. */
  readonly order: LineValues['huntOrder'] | null;
  readonly dryRun: boolean;
}

/** Changes whom a line rings, in which order; in force for the next call. */
export function changeHunt(
  store: Store,
  { number, edit, order, dryRun }: HuntRequest,
  country: Country,
  actor: string,
  now: Millis,
): ChangedLine {
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findLine(tx, number, country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const before = lineView(tx, line);
    const refusal = edit === null ? null : editSteps(tx, line, edit, country);
    if (refusal !== null) return refusal;
    if (order !== null) tx.lines.change(line.id, { huntOrder: order });
    const after = lineView(tx, tx.lines.byId(line.id) ?? line);
    const changes = [
      { action: 'set hunt', before: before.hunt, after: after.hunt },
      { action: 'set hunt-order', before: before.huntOrder, after: after.huntOrder },
    ].filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
    for (const change of changes)
      tx.audit.record({ at: now, actor, subject: `line:${line.number}`, ...change });
    return { kind: changes.length === 0 ? 'unchanged' : 'changed', before, line: after };
  });
}

function editSteps(tx: Writer, line: LineRow, edit: HuntEdit, country: Country): Rejection | null {
  const edited = edit(tx.lines.huntOf(line.id));
  if (edited.kind !== 'steps') return edited;
  const resolved = resolveSteps(tx, line.number, edited.steps, country);
  if (resolved.kind !== 'steps') return resolved;
  tx.lines.setSteps(line.id, resolved.steps);
  return null;
}
