import type { Millis } from '../core/clock.ts';
import type { HuntGroupStep } from '../core/hunt-group.ts';
import type { LineValues } from '../core/line-settings.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';

/** A line with all of its settings. */
export interface LineView extends LineValues {
  /** E.164. */
  readonly number: string;
  /** Whom it rings, in the order in which it is set. */
  readonly hunt: readonly HuntGroupStep[];
  readonly createdAt: Millis;
}

export function showLine(
  store: Store,
  number: string,
  country: Country,
): { readonly kind: 'line'; readonly line: LineView } | Rejection {
  return store.read((reader) => {
    const found = findLine(reader, number, country);
    return found.kind === 'line' ? { kind: 'line', line: lineView(reader, found.line) } : found;
  });
}

/** The lines in service, by number: at most `limit`, those after the number `after` (E.164). */
export function listLines(store: Store, limit: number, after = ''): readonly LineView[] {
  return store.read((reader) =>
    reader.lines
      .all()
      .filter((line) => line.number > after)
      .slice(0, limit)
      .map((line) => lineView(reader, line)),
  );
}

export function lineView(reader: Reader, row: LineRow): LineView {
  const { id, removedAt: _removedAt, ...settings } = row;
  return { ...settings, hunt: reader.lines.huntOf(id) };
}
