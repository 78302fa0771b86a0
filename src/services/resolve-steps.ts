import type { HuntDestination, HuntGroupStep } from '../core/hunt-group.ts';
import type { Country } from '../core/phone.ts';
import type { Reader } from '../store/queries.ts';
import { refuseLoop } from './forward-loop.ts';
import type { Rejection } from './rejection.ts';

/**
 * Steps as they are kept: the number of another line stands for that line's phones, so that a call to them stays one
 * call. Refuses lines that are not in service, and what leads back to the line itself.
 * @param lineNumber E.164
 */
export function resolveSteps(
  reader: Reader,
  lineNumber: string,
  steps: readonly HuntGroupStep[],
  country: Country,
): { readonly kind: 'steps'; readonly steps: readonly HuntGroupStep[] } | Rejection {
  for (const destination of steps.flatMap(({ destinations }) => destinations)) {
    const refusal =
      refuseLoop(reader, lineNumber, destination, country) ?? refuseUnknownLine(reader, destination);
    if (refusal !== null) return refusal;
  }
  const resolved = steps.map((step) => ({
    ...step,
    destinations: step.destinations.map((destination) => asLine(reader, destination)),
  }));
  return { kind: 'steps', steps: resolved };
}

/** A phone number at which a line is in service means that line. */
export function asLine(reader: Reader, destination: HuntDestination): HuntDestination {
  const isLine = destination.kind === 'number' && reader.lines.byNumber(destination.value) !== undefined;
  return isLine ? { ...destination, kind: 'line' } : destination;
}

/** A line that is not there, or whose phones only its PBX knows, would ring nobody. */
function refuseUnknownLine(reader: Reader, { kind, value }: HuntDestination): Rejection | null {
  const line = kind === 'endpoint' ? undefined : reader.lines.byNumber(value);
  if (line === undefined) return kind === 'line' ? noSuchLine(value) : null;
  if (reader.lines.huntOf(line.id).length > 0) return null;
  return {
    kind: 'refused',
    problem: `The line ${value} has no phones of its own: its PBX routes it.`,
    remedy: 'Ring what the PBX rings for it, e.g. Local/600@from-internal/n for ring group 600 of FreePBX.',
  };
}

function noSuchLine(number: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no line at ${number} whose phones could ring.`,
    remedy: `See \`textback line list\`; to dial the number itself, write ${number} without "line:".`,
  };
}
