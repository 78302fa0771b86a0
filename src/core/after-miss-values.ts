import { formatDialplanPlace, parseDialplanPlace } from './dialplan-place.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Read } from './line-setting-values.ts';
import type { AFTER_MISSES } from './line-words.ts';

export type AfterMiss = (typeof AFTER_MISSES)[number];

/** `release` is what the core calls a hang-up. */
const AFTER_MISS_WORDS: ReadonlyMap<string, AfterMiss> = new Map([
  ['hang-up', 'release'],
  ['announcement', 'announcement'],
  ['voicemail', 'voicemail'],
  ['release', 'release'],
]);
/** The ending of a file's name, by which Asterisk knows its format; it looks for the best one itself. */
const FILE_ENDING = /\.(wav|wav49|gsm|ulaw|alaw|sln\d*|g722|g729|mp3|ogg|opus)$/i;
const MAX_SOUND_LENGTH = 120;

export function readAfterMiss(text: string): Read<AfterMiss> {
  const word = text.toLowerCase().replace(/[_\s]+/g, '-');
  const found = AFTER_MISS_WORDS.get(word);
  if (found !== undefined) return { kind: 'value', value: found };
  const meant = didYouMean(word, ['hang-up', 'announcement', 'voicemail']);
  return {
    kind: 'invalid',
    problem: `After a miss nothing can be ${JSON.stringify(text.slice(0, 64))}.`,
    remedy: meant === null ? 'Write hang-up, announcement or voicemail.' : `Did you mean ${meant}?`,
  };
}

/** A recording as Asterisk names it: below its folder of sounds, or with the whole path; without its ending. */
export function readSound(text: string): Read<string | null> {
  const ending = FILE_ENDING.exec(text);
  if (ending !== null) {
    return {
      kind: 'invalid',
      problem: `${JSON.stringify(text.slice(0, MAX_SOUND_LENGTH))} ends in ${ending[0]}.`,
      remedy: `Leave that out, Asterisk finds the file itself: ${text.slice(0, ending.index)}`,
    };
  }
  const isPath = /^\/?[A-Za-z0-9_.+-]+(\/[A-Za-z0-9_.+-]+)*$/.test(text);
  if (isPath && text.length <= MAX_SOUND_LENGTH && !text.split('/').includes('..'))
    return { kind: 'value', value: text };
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, MAX_SOUND_LENGTH))} is no name of a recording.`,
    remedy:
      'Name it as Asterisk does, e.g. custom/closed for /var/lib/asterisk/sounds/custom/closed.wav, or write default.',
  };
}

/** Also takes `none`, as people say it. */
export function readVoicemail(text: string): Read<string | null> {
  if (/^(none|default)$/i.test(text)) return { kind: 'value', value: null };
  const place = parseDialplanPlace(text);
  if (place !== null) return { kind: 'value', value: formatDialplanPlace(place) };
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, 64))} is no place in the dialplan.`,
    remedy: 'Write context,extension,priority, e.g. ext-local,vmu100,1 on FreePBX; or none.',
  };
}
