import type { Millis } from '../core/clock.ts';
import { endpointOf } from '../core/destination.ts';
import type { HuntDestination } from '../core/hunt-group.ts';
import { type HuntContext, type LineHunt, MAX_LINE_DEPTH, MAX_PHONES } from '../core/hunt-plan.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { asLine } from './resolve-steps.ts';

/** Lines whose phones one line can ring: far more than a business has behind one number. */
const MAX_LINES = 20;

/** What the plan of a call to a line goes by: its steps, the lines that it rings, and who was talked to when. */
export function gatherHunt(
  reader: Reader,
  line: LineRow,
  settings: { readonly business: Pick<Business, 'timeZone'>; readonly dialTemplate: string },
  now: Millis,
): { readonly hunt: LineHunt; readonly context: HuntContext } {
  const { business, dialTemplate } = settings;
  const hunt = lineHunt(reader, line, business);
  const lines = new Map([[hunt.number, hunt]]);
  let added: readonly LineHunt[] = [hunt];
  for (let depth = 1; depth < MAX_LINE_DEPTH; depth += 1) {
    const numbers = new Set(
      added
        .flatMap(destinationsOf)
        .filter(({ kind }) => kind === 'line')
        .map(({ value }) => value),
    );
    added = [...numbers]
      .filter((number) => !lines.has(number))
      .slice(0, MAX_LINES - lines.size)
      .map((number) => reader.lines.byNumber(number))
      .filter((row) => row !== undefined)
      .map((row) => lineHunt(reader, row, business));
    for (const each of added) lines.set(each.number, each);
  }
  const talkedUntil = talkedTo(reader, [...lines.values()], dialTemplate);
  return { hunt, context: { lines, talkedUntil, dialTemplate, now } };
}

export function destinationsOf({ steps }: LineHunt): readonly HuntDestination[] {
  return steps.flatMap(({ destinations }) => destinations);
}

function lineHunt(reader: Reader, row: LineRow, business: Pick<Business, 'timeZone'>): LineHunt {
  return {
    number: row.number,
    timeZone: row.timeZone ?? business.timeZone,
    ringTimeoutSeconds: row.ringTimeoutSeconds,
    order: row.huntOrder,
    turn: row.huntTurn,
    steps: reader.lines.huntOf(row.id).map((step) => ({
      ...step,
      destinations: step.destinations.map((destination) => asLine(reader, destination)),
    })),
  };
}

/** Looked up only where an order goes by it, of no more phones than a call can ring. */
function talkedTo(
  reader: Reader,
  lines: readonly LineHunt[],
  dialTemplate: string,
): ReadonlyMap<string, Millis> {
  if (!lines.some(({ order }) => order === 'longest-idle')) return new Map();
  const phones = lines.flatMap(destinationsOf).filter(({ kind }) => kind !== 'line');
  const endpoints = new Set(phones.map((phone) => endpointOf(phone, dialTemplate)));
  return new Map(
    [...endpoints].slice(0, MAX_PHONES).flatMap((endpoint) => {
      const until = reader.calls.talkedUntil(endpoint);
      return until === null ? [] : [[endpoint, until] as const];
    }),
  );
}
