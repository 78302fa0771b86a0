import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Reader } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';
import { type LineView, lineView } from './show-line.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export type RemovedLine = { readonly kind: 'removed'; readonly line: LineView } | Rejection;

/** Takes a line out of service from the next call on. Its calls and leads stay; calls in progress go on. */
export function removeLine(
  store: Store,
  request: { readonly number: string; readonly dryRun: boolean },
  country: Country,
  actor: string,
  now: Millis,
): RemovedLine {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLine(tx, request.number, country);
    if (found.kind !== 'line') return found;
    const refusal = refuseWhereRung(tx, found.line.number);
    if (refusal !== null) return refusal;
    const line = lineView(tx, found.line);
    tx.lines.change(found.line.id, { removedAt: now });
    tx.audit.record({
      at: now,
      actor,
      action: 'remove',
      subject: `line:${line.number}`,
      before: line,
      after: null,
    });
    return { kind: 'removed', line };
  });
}

/** Another line that rings its phones would ring nobody in their place. */
function refuseWhereRung(reader: Reader, number: string): Rejection | null {
  const by = reader.lines
    .all()
    .find(({ id }) =>
      reader.lines.destinationsOf(id).some(({ kind, value }) => kind === 'line' && value === number),
    );
  if (by === undefined) return null;
  return {
    kind: 'refused',
    problem: `The line ${by.number} rings the phones of ${number}.`,
    remedy: `Change that first: see \`textback line hunt show ${by.number}\`.`,
  };
}
