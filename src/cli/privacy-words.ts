import type { Erasure } from '../services/erase-number.ts';
import type { Scrubbed } from '../services/scrub-database.ts';
import type { Format } from './format.ts';

export const STOPPED = 'Stopped before the end: what is gone is gone. Run this again to go on.';
const ELSEWHERE =
  'Backups and exports made before still hold it, and so do Asterisk’s own records: delete those when you can.';
const LOG_IN_USE =
  'The write-ahead log is in use, by a backup perhaps: it holds older versions until it is emptied. Run this again after.';
const NOT_COMPACT =
  'Nothing reads it any more, but unused parts of the file may hold copies: see `textback privacy compact`.';

/** What was removed, in a sentence. */
export function removedWords(
  { leads, removed }: Pick<Erasure, 'leads' | 'removed'>,
  { count }: Format,
): string {
  const { texts, calls, notes, notices } = removed;
  return [
    count(leads, 'lead'),
    count(texts, 'text'),
    count(calls, 'call'),
    count(notes, 'note'),
    `${count(notices, 'alert')} to staff`,
  ].join(', ');
}

/** What may still be where. */
export function remainsWords({ isLogEmpty, isCompact }: Scrubbed): readonly string[] {
  return [...(isCompact ? [] : [NOT_COMPACT]), ...(isLogEmpty ? [] : [LOG_IN_USE]), ELSEWHERE];
}
