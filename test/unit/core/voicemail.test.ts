import { expect, test } from 'vitest';
import { explainVoicemail, readVoicemailEntry, type Voicemail } from '../../../src/core/voicemail.ts';

test.each<[string, Voicemail, number | null]>([
  ['1782000000.250|SUCCESS|12', 'left', 12],
  ['1782000000.250|SUCCESS|0', 'left', 0],
  ['1782000000.250|SUCCESS|', 'left', null],
  ['1782000000.250|SUCCESS|999999', 'left', 86_400],
  ['1782000000.250|FAILED|', 'not-left', null],
  ['1782000000.250|USEREXIT|', 'not-left', null],
  ['1782000000.250|FAILED|7', 'not-left', null],
])('given %j, when it is read, then it is %s with a length of %j', (value, voicemail, seconds) => {
  expect(readVoicemailEntry('1782000000.17', value)).toEqual({
    channelId: '1782000000.17',
    at: 1_782_000_000_250,
    voicemail,
    seconds,
  });
});

test.each([
  ['a key of other characters', '17 1', '1782000000.250|SUCCESS|12'],
  ['an endless key', '1'.repeat(101), '1782000000.250|SUCCESS|12'],
  ['no key', '', '1782000000.250|SUCCESS|12'],
  ['no time', '17.1', '|SUCCESS|12'],
  ['no status', '17.1', '1782000000.250||12'],
  ['a length in words', '17.1', '1782000000.250|SUCCESS|twelve'],
  ['a field too many', '17.1', '1782000000.250|SUCCESS|12|13'],
  ['a field too few', '17.1', '1782000000.250|SUCCESS'],
  ['nothing', '17.1', ''],
])('given %s, when it is read, then it is none', (_what, key, value) => {
  expect(readVoicemailEntry(key, value)).toBeNull();
});

test.each<[Voicemail | null, number | null, string | null]>([
  [null, null, null],
  ['not-left', null, 'left no voicemail'],
  ['left', null, 'left a voicemail'],
  ['left', 12, 'left a voicemail of 12 s'],
  ['left', 75, 'left a voicemail of 1 min 15 s'],
])('given %j of %j s, when it is told, then %j', (voicemail, seconds, words) => {
  expect(explainVoicemail(voicemail, seconds)).toBe(words);
});
