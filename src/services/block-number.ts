import { parseBlock, WITHHELD } from '../core/block-key.ts';
import type { Millis } from '../core/clock.ts';
import type { BlockTreatment } from '../core/line-words.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { Writer } from '../store/queries.ts';
import { callOffTexts } from './call-off-texts.ts';
import type { Rejection } from './rejection.ts';
import { dropResponseClock } from './response-clock.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** So that the dialplan can have all of it: see `mirror-blocked`. */
export const MOST_BLOCKED = 5_000;
const MAX_NOTE_LENGTH = 200;

export interface NumberToBlock {
  /** A number in any usual spelling, `withheld`, or with `exact` a caller ID as it came. */
  readonly number: string;
  readonly exact: boolean;
  /** Null for the business's own; undefined leaves what is set. */
  readonly treatment: BlockTreatment | null | undefined;
  /** Undefined leaves what is set. */
  readonly note: string | undefined;
  readonly dryRun: boolean;
}

export type BlockedNumber =
  | {
      /** `known`: it stood on the list like that already. */
      readonly kind: 'blocked' | 'changed' | 'known';
      readonly block: BlockRow;
      /** Texts that waited for it, and will not go out. */
      readonly calledOff: number;
    }
  | Rejection;

/**
 * Puts a caller on the block list, in force at once: no phone rings for them, nobody texts them, and what waits to be
 * sent to them is called off and gives its credit back.
 */
export function blockNumber(
  store: Store,
  request: NumberToBlock,
  country: Country,
  actor: string,
  now: Millis,
): BlockedNumber {
  const note = request.note?.trim();
  if (note !== undefined && note.length > MAX_NOTE_LENGTH) {
    return {
      kind: 'invalid',
      problem: `The note has ${note.length} characters.`,
      remedy: `Shorten it to at most ${MAX_NOTE_LENGTH}.`,
    };
  }
  const key = keyOf(request, country);
  if (typeof key !== 'string') return key;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const refused = refuseToBlock(tx, key);
    if (refused !== null) return refused;
    const before = tx.blockedNumbers.of(key);
    const block: BlockRow = {
      number: key,
      treatment: request.treatment === undefined ? (before?.treatment ?? null) : request.treatment,
      note: note ?? before?.note ?? '',
      actor: before?.actor ?? actor,
      blockedAt: before?.blockedAt ?? now,
    };
    if (before?.treatment === block.treatment && before.note === block.note)
      return { kind: 'known', block: before, calledOff: 0 };
    if (before === undefined && tx.blockedNumbers.count() >= MOST_BLOCKED) return FULL;
    tx.blockedNumbers.put(block);
    const lead = tx.leads.byNumber(key);
    if (lead !== undefined) dropResponseClock(tx, lead.id, now);
    const calledOff = callOffTexts(tx, key, `blocked by ${actor}`, now);
    const subject = `block:${key}`;
    tx.audit.record({ at: now, actor, action: 'block', subject, before: before ?? null, after: block });
    return { kind: before === undefined ? 'blocked' : 'changed', block, calledOff };
  });
}

function keyOf({ number, exact }: NumberToBlock, country: Country): string | Rejection {
  const parsed = parseBlock(number, country);
  const shown = JSON.stringify(number.slice(0, 64));
  switch (parsed.kind) {
    case 'key':
      return parsed.key;
    case 'no-number':
      if (exact) return parsed.key;
      return {
        kind: 'invalid',
        problem: `${shown} is not a phone number.`,
        remedy: 'Check its digits; or give --exact, to block callers whose caller ID is just this.',
      };
    case 'withheld':
      return {
        kind: 'invalid',
        problem: `${shown} stands for callers who withhold their number.`,
        remedy: `To block them all: textback block add ${WITHHELD}`,
      };
    case 'emergency':
      return {
        kind: 'refused',
        problem: `${shown} is an emergency number, which may have to call back.`,
        remedy: 'It cannot be blocked.',
      };
    case 'empty':
    case 'too-long':
      return {
        kind: 'invalid',
        problem: parsed.kind === 'empty' ? 'There is no number.' : 'That is too long for a caller ID.',
        remedy: 'Give the number in any usual spelling, e.g. +12125550123.',
      };
  }
}

/** The business's own phones are let through, whatever somebody types. */
function refuseToBlock(tx: Writer, key: string): Rejection | null {
  if (tx.lines.byNumber(key) !== undefined) {
    return {
      kind: 'refused',
      problem: `${key} is one of your own lines.`,
      remedy: 'Take it out of service with `textback line remove` first, if that is what you want.',
    };
  }
  const person = tx.users.byPhone(key);
  if (person !== undefined) {
    return {
      kind: 'refused',
      problem: `${key} is the phone of ${person.name}.`,
      remedy: 'Give that person another phone first: see `textback user list`.',
    };
  }
  if (!tx.settings.business()['internal-numbers'].includes(key)) return null;
  return {
    kind: 'refused',
    problem: `${key} is one of your own phones, by the setting internal-numbers.`,
    remedy: 'Take it out of that setting first: `textback settings set internal-numbers …`.',
  };
}

const FULL: Rejection = {
  kind: 'refused',
  problem: `There are ${MOST_BLOCKED} numbers on the block list, which is as many as it takes.`,
  remedy: 'Remove some that have not called for long: textback block remove NUMBER',
};
