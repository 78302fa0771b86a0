import { whoRang } from '../../core/who-rang.ts';
import type { ListedCall } from '../../services/search-calls.ts';
import type { CallView } from '../../services/show-call.ts';
import type { Person } from '../web-env.ts';

type AnyCall = Pick<
  CallView,
  'outcome' | 'finishedAt' | 'bridgedAt' | 'fromNumber' | 'fromRaw' | 'fromName' | 'erasedAt' | 'legs'
>;

/** How a call ended, e.g. `Call answered`. */
export function outcomeWords({ words }: Person, { outcome, finishedAt }: AnyCall): string {
  return words.thread.calls[outcome ?? (finishedAt === null ? 'in-progress' : 'not-known')];
}

/** Whether somebody rang in vain: what stands out in a log. */
export function isMissed({ outcome, finishedAt }: AnyCall): boolean {
  return outcome === null ? finishedAt !== null : outcome !== 'answered' && outcome !== 'blocked';
}

/** The number as people write it; null where it was withheld, or is gone. */
export function callerNumber({ format }: Person, { fromNumber, fromRaw, erasedAt }: AnyCall): string | null {
  if (erasedAt !== null) return null;
  if (fromNumber !== null) return format.phone(fromNumber);
  return fromRaw === '' ? null : fromRaw;
}

/** Who called, as well as it is known: the lead's name, what the carrier says, the number. */
export function callerWords(person: Person, call: AnyCall & Partial<Pick<ListedCall, 'leadName'>>): string {
  const { words } = person;
  if (call.erasedAt !== null) return words.thread.erased;
  const names = [call.leadName ?? '', call.fromName, callerNumber(person, call) ?? ''];
  return names.find((name) => name !== '') ?? words.calls.withheld;
}

/** Whose phones rang, and for how long; null where none did, as far as is known. */
export function rangWords({ words, format }: Person, { legs, bridgedAt }: AnyCall): string | null {
  const { labels, rangMs } = whoRang(legs, bridgedAt);
  if (labels.length === 0) return null;
  const names = labels.map((label) => (label.startsWith('+') ? format.phone(label) : label)).join(', ');
  return words.calls.rang(names, rangMs === null ? null : words.duration(rangMs));
}

/** Null where nobody talked to them, or still does. */
export function talkedWords({ words }: Person, { bridgedAt, finishedAt }: AnyCall): string | null {
  if (bridgedAt === null || finishedAt === null) return null;
  return words.thread.talked(words.duration(finishedAt - bridgedAt));
}
