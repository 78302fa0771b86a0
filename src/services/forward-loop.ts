import { type LineDestination, numberDialled } from '../core/destination.ts';
import type { Country } from '../core/phone.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/**
 * Refuses a destination that leads back to the line itself, directly or through other lines: such a call
 * would ring in a circle. Null where there is no loop.
 * @param lineNumber E.164
 */
export function refuseLoop(
  reader: Reader,
  lineNumber: string,
  destination: LineDestination,
  country: Country,
): Rejection | null {
  const through = pathBack(reader, lineNumber, destination, country, new Set());
  if (through === null) return null;
  const path = through.length === 0 ? 'itself' : `itself, through ${through.join(' and ')}`;
  return {
    kind: 'refused',
    problem: `The line ${lineNumber} would forward to ${path}: the call would never reach a person.`,
    remedy: 'Forward it to a phone that somebody holds: a cell phone or an extension.',
  };
}

/** The lines on the way from `destination` back to `lineNumber`; null where it does not lead there. */
function pathBack(
  reader: Reader,
  lineNumber: string,
  destination: LineDestination,
  country: Country,
  seen: Set<string>,
): readonly string[] | null {
  const number = numberDialled(destination, country);
  if (number === null || seen.has(number)) return null;
  if (number === lineNumber) return [];
  seen.add(number);
  const line = reader.lines.byNumber(number);
  if (line === undefined) return null;
  for (const next of reader.lines.destinationsOf(line.id)) {
    const rest = pathBack(reader, lineNumber, next, country, seen);
    if (rest !== null) return [number, ...rest];
  }
  return null;
}
