import { huntNotes } from '../core/hunt-group.ts';
import { formatHunt } from '../core/hunt-words.ts';
import { huntJson } from '../services/as-json.ts';
import { changeHunt, type HuntRequest } from '../services/change-hunt.ts';
import type { Rejection } from '../services/rejection.ts';
import type { LineView } from '../services/show-line.ts';
import type { Report, Session } from './cli.ts';
import type { Format } from './format.ts';

export const NOTHING_TO_SET: Rejection = {
  kind: 'invalid',
  problem: 'It is not said what to set.',
  remedy: 'Say whom to ring, or give one of the options: see --help.',
};

/** Changes whom a line rings, and shows how it rings then. */
export function reportChange(session: Session, request: HuntRequest): Report | Rejection {
  const { store, business, format, actor, now } = session;
  const result = changeHunt(store, request, business.country, actor, now);
  if ('problem' in result) return result;
  const { kind, line } = result;
  const { dryRun } = request;
  const done = kind === 'unchanged' ? 'It is so already.' : dryRun ? 'Would be saved (--dry-run).' : 'Saved.';
  return {
    json: { dryRun, changed: kind === 'changed', hunt: huntJson(line) },
    text: huntWords(line, format),
    notes: [done, ...huntNotes(line.hunt, line.ringTimeoutSeconds)],
  };
}

/** Whom a line rings, a phone a row. */
export function huntWords(line: LineView, format: Format): string {
  const rows = line.hunt.flatMap(({ destinations, ringSeconds, hours }, index) =>
    destinations.map((phone, first) => [
      first === 0 ? String(index + 1) : '',
      phone.kind === 'endpoint' ? phone.value : format.phone(phone.value),
      phone.kind === 'line' ? "that line's phones" : (phone.name ?? ''),
      phone.confirm ? 'yes' : 'no',
      first > 0 ? '' : ringSeconds === null ? 'to the end' : `${ringSeconds} s`,
      first > 0 ? '' : (hours ?? 'always'),
    ]),
  );
  const facts = format.fields([
    ['Line', format.phone(line.number)],
    ['Order', line.huntOrder],
    ['Ring timeout', `${line.ringTimeoutSeconds} s, for all steps together`],
    ['Plan', formatHunt(line.hunt, format.phone)],
  ]);
  return `${facts}\n${format.table(['Step', 'Rings', 'Name', 'Press 1', 'For', 'When'], rows)}`;
}
