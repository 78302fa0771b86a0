import type { Country } from '../core/phone.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';

/** The line that somebody names; where they name none, the only one there is. */
export function chooseLine(
  reader: Reader,
  number: string | undefined,
  country: Country,
): { readonly kind: 'line'; readonly line: LineRow } | Rejection {
  if (number !== undefined) return findLine(reader, number, country);
  const [line, ...others] = reader.lines.all();
  if (line !== undefined && others.length === 0) return { kind: 'line', line };
  return line === undefined
    ? {
        kind: 'not-found',
        problem: 'There is no line yet.',
        remedy: 'Add one with `textback line add NUMBER --forward NUMBER`.',
      }
    : {
        kind: 'invalid',
        problem: `There are ${others.length + 1} lines.`,
        remedy: 'Say which with --line NUMBER; see `textback line list`.',
      };
}
