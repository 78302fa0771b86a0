import { describe, expect, test } from 'vitest';
import { parseIntervals, parseWeek } from '../../../src/core/hours-words.ts';
import { es } from '../../../src/http/words/es.ts';

/** As Intl writes a time in the Spanish of the United States: with a full stop at its end. */
const TIME = '27 nov 2026, 5:00 p.m.';
/** What words call an argument that is a time, or a day with its time. */
const IS_TIME = /^_?(?:when|until|time|since|opens)$/;

/** Every sentence of the pages that is told a time, by its place in the words. */
function withTimes(words: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object' && value !== null) return withTimes(value, here);
    if (typeof value !== 'function') return [];
    const [, list = ''] = /^\(?([^)=]*)\)?\s*=>/.exec(String(value)) ?? [];
    const names = list.split(',').map((name) => name.trim());
    if (!names.some((name) => IS_TIME.test(name))) return [];
    return [[here, String(value(...names.map((name) => (IS_TIME.test(name) ? TIME : '7'))))] as const];
  });
}

describe('times in Spanish', () => {
  const told = withTimes(es, '');

  test('given the words of the pages, then some are told a time', () => {
    expect(told.map(([path]) => path)).toEqual(
      expect.arrayContaining(['people.hasPassword', 'people.givenHow', 'settings.closedNow']),
    );
  });

  test.each(told)(
    'given a time that ends in a full stop, when %s is said, then there is one',
    (_, spanish) => {
      expect(spanish).toContain(TIME);
      expect(spanish).not.toContain('p.m..');
    },
  );
});

describe('hours that cannot be read, in Spanish', () => {
  const problems = [
    ...['8-17', 'mon 8-17, tue', 'mno 8-17', 'mon 8-5', 'mon 25-26', 'sun closed', 'mon '.repeat(200)].map(
      parseWeek,
    ),
    ...['mon 8-12, mon 11-17', 'sat all day, sat 22-2', 'sun 12-17, sun 16-20', 'fri 22-2, fri 23-3'].map(
      parseWeek,
    ),
    ...['', 'mon 9-12', 'closed 9-12', '9-12 10-13', '12-17 16:30-18'].map(parseIntervals),
  ].flatMap((read) => ('problem' in read ? [`${read.problem} ${read.remedy}`] : []));

  test('given each thing that can be wrong with them, then all of them were refused', () => {
    expect(problems).toHaveLength(16);
  });

  test.each(problems)('given "%s", when said, then no English is left but what was typed', (english) => {
    const spoken = es.say(english).replaceAll(/"[^"]*"/g, '');
    expect(spoken).not.toMatch(
      /\b(?:[Oo]n|and|overlap|noon|all day|AM|PM|Write|example|hours|Mon|Sat|closed|the|with)\b/,
    );
  });
});
