import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatIntervals,
  formatWeek,
  parseIntervals,
  parseWeek,
  sayWeek,
} from '../../../src/core/hours-words.ts';
import { languageOf } from '../../../src/core/language.ts';
import { everyDay, orderIntervals, WEEKDAYS } from '../../../src/core/weekly-hours.ts';

function readBack(words: string): string {
  const week = parseWeek(words);
  return week.kind === 'hours' ? formatWeek(week.hours) : `${week.problem} ${week.remedy}`;
}

describe('parseWeek', () => {
  test.each([
    ['mon-fri 8:00-17:00, sat 9-12', 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon'],
    ['Mon–Fri: 8 AM – 5 PM; Saturday 9am to noon', 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon'],
    ['mondays through thurs. from 8.30 a.m. until 5 p.m.', 'Mon-Thu 8:30 AM-5 PM'],
    ['mon, wed and fri 8-17', 'Mon 8 AM-5 PM; Wed 8 AM-5 PM; Fri 8 AM-5 PM'],
    ['fri-mon 1-5pm', 'Mon 1 PM-5 PM; Fri-Sun 1 PM-5 PM'],
    ['tues 9-12pm 1-5pm', 'Tue 9 AM-noon, 1 PM-5 PM'],
    ['weds 13-17 8-12', 'Wed 8 AM-noon, 1 PM-5 PM'],
    ['daily 18:00-2:00', 'Mon-Sun 6 PM-2 AM'],
    ['every day 10-2am', 'Mon-Sun 10 PM-2 AM'],
    ['fri 13-5pm, sat 0-5pm', 'Fri 1 PM-5 PM; Sat 12 AM-5 PM'],
    ['weekdays 8-17; weekends closed', 'Mon-Fri 8 AM-5 PM'],
    ['weekdays 8-17, wed closed', 'Mon-Tue 8 AM-5 PM; Thu-Fri 8 AM-5 PM'],
    ['mon 18-24', 'Mon 6 PM-12 AM'],
    ['mon 6pm-midnight', 'Mon 6 PM-12 AM'],
    ['mon 8am-8am', 'Mon 8 AM-8 AM'],
    ['sat 24h, sun all day', 'Sat-Sun all day'],
    ['24/7', '24/7'],
    [' DAILY 24 Hours ', '24/7'],
    ['lun-vie 8:00-17:00, sáb 9-12', 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon'],
    ['De lunes a viernes de 8 a 17, los sabados de 9 a.m. a mediodía', 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon'],
    ['MIÉ y vie 8:30 a. m. hasta las 5 p. m.', 'Wed 8:30 AM-5 PM; Fri 8:30 AM-5 PM'],
    ['miércoles al viernes 8-17 h', 'Wed-Fri 8 AM-5 PM'],
    ['mie-jue 18-24', 'Wed-Thu 6 PM-12 AM'],
    ['mar desde las 18 a la medianoche', 'Tue 6 PM-12 AM'],
    ['lunes hasta el jueves 8-17; viernes 8-12', 'Mon-Thu 8 AM-5 PM; Fri 8 AM-noon'],
    ['entre semana 8-17, fines de semana cerrado', 'Mon-Fri 8 AM-5 PM'],
    ['días hábiles 8-17, el domingo todo el día', 'Mon-Fri 8 AM-5 PM; Sun all day'],
    ['todos los días las 24 horas', '24/7'],
    ['diario 8-17, dom cerrado', 'Mon-Sat 8 AM-5 PM'],
    ['lun to fri 8-17, sat y dom 9-12', 'Mon-Fri 8 AM-5 PM; Sat-Sun 9 AM-noon'],
  ])('given "%s", when read and written, then it is "%s"', (words, written) => {
    expect(readBack(words)).toBe(written);
  });

  test.each([
    ['mon-fri 8-5', '"8-5" can be read in two ways. Write am and pm'],
    ['mon 8am-5', '"8am-5" can be read in two ways.'],
    ['mon 25-26', 'that no clock shows. Write 0:00 to 24:00.'],
    ['mon 24-25', 'no clock shows'],
    ['mon 8:00-17:75', 'no clock shows'],
    ['mon 24:00-6:00', 'no clock shows'],
    ['mon 0am-5pm', 'no clock shows'],
    ['mon 13am-5pm', 'no clock shows'],
    ['8-17', 'do not say on which days. Write for example "mon-fri'],
    ['mon 8-17, tue', 'The last day has no hours.'],
    ['mno 8-17', '"mno" is neither a day nor hours. Did you mean "mon"?'],
    ['xyzzy 8-17', '"xyzzy" is neither a day nor hours. Write'],
    ['lun-vie 8 a 5', '"8 a 5" can be read in two ways.'],
    ['miercloes 8-17', 'Did you mean "miercoles"?'],
    ['mon 8', '"8" is neither a day nor hours. Write'],
    ['mon 8-12, mon 11-17', 'On Monday, 8 AM-noon and 11 AM-5 PM overlap. Write each stretch once.'],
    ['sun closed', 'These hours are never open.'],
    ['', 'These hours are never open.'],
    ['mon '.repeat(200), 'too long to be hours'],
  ])('given "%s", when read, then it says what is wrong: %s', (words, problem) => {
    expect(parseWeek(words).kind).toBe('invalid');
    expect(readBack(words)).toContain(problem);
  });

  test('given a week without hours, when written, then it is closed', () => {
    expect(formatWeek(everyDay(() => []))).toBe('closed');
  });

  test.each([
    ['Mon-Fri 8 AM-5 PM; Sat 9 AM-noon', 'lun-vie 8 a.m.-5 p.m.; sáb 9 a.m.-mediodía'],
    ['Wed 8:30 AM-noon, 1 PM-5 PM; Sun all day', 'mié 8:30 a.m.-mediodía, 1 p.m.-5 p.m.; dom todo el día'],
    ['24/7', '24/7'],
    ['soon', 'soon'],
  ])('given "%s" kept, when said in Spanish, then "%s"', (kept, spanish) => {
    expect(sayWeek(kept, 'es')).toBe(spanish);
    expect(sayWeek(kept, 'en')).toBe(kept);
  });

  test('given a week without hours, when written in Spanish, then it is closed', () => {
    expect(
      formatWeek(
        everyDay(() => []),
        'es',
      ),
    ).toBe('cerrado');
  });

  test.each(['en', 'es'] as const)(
    'given any week, when written in %s and read, then it is the same',
    (language) => {
      const interval = fc
        .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
        .map(([from, length]) => ({ from, to: from + length }));
      const day = fc
        .array(interval, { maxLength: 3 })
        .map((all) => orderIntervals(all))
        .map((ordered) => (ordered.kind === 'ordered' ? ordered.intervals : []));
      fc.assert(
        fc.property(fc.array(day, { minLength: 7, maxLength: 7 }), (days) => {
          const hours = everyDay((weekday) => days[WEEKDAYS.indexOf(weekday)] ?? []);
          fc.pre(days.some((intervals) => intervals.length > 0));
          const written = formatWeek(hours, language);
          expect(parseWeek(written)).toEqual({ kind: 'hours', hours });
          // As typed on a keyboard without accents.
          const plain = written.normalize('NFD').replace(/\p{M}/gu, '');
          expect(parseWeek(plain)).toEqual({ kind: 'hours', hours });
          for (const intervals of days) {
            expect(parseIntervals(formatIntervals(intervals, language))).toEqual({
              kind: 'intervals',
              intervals,
            });
          }
        }),
      );
    },
  );

  test('given anything at all, when read, then it is hours or a problem in words', () => {
    const words = fc.array(
      fc.constantFrom(
        ...'mon|fri|-| |8|17|:00|pm|,|closed|😀|sáb|lunes| a |y|de|mediodía|a. m.|h'.split('|'),
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map((all) => all.join('')),
        ),
        (text) => {
          const week = parseWeek(text);
          if (week.kind === 'invalid') expect(week.problem).not.toBe('');
          else
            for (const language of ['en', 'es'] as const)
              expect(parseWeek(formatWeek(week.hours, language))).toEqual(week);
        },
      ),
    );
  });
});

describe('parseIntervals', () => {
  test.each([
    ['9-12', '9 AM-noon'],
    ['1-5pm, 8am-noon', '8 AM-noon, 1 PM-5 PM'],
    ['closed', 'closed'],
    ['cerrado', 'closed'],
    ['de 8 a mediodía y de 13 a 17', '8 AM-noon, 1 PM-5 PM'],
    ['todo el dia', 'all day'],
    ['all day', 'all day'],
  ])('given "%s", when read and written, then it is "%s"', (words, written) => {
    const read = parseIntervals(words);
    expect(read.kind === 'intervals' ? formatIntervals(read.intervals) : read.problem).toBe(written);
  });

  test.each([
    ['', 'There are no hours in it.'],
    ['mon 9-12', 'Hours of a single day name no days.'],
    ['closed 9-12', 'It is closed, and has hours.'],
    ['9-12 10-13', '9 AM-noon and 10 AM-1 PM overlap.'],
    ['soon', '"soon" is neither a day nor hours.'],
  ])('given "%s", when read, then it says: %s', (words, problem) => {
    expect(parseIntervals(words)).toMatchObject({ kind: 'invalid', problem });
  });
});

test.each([
  ['es', 'es'],
  ['en', 'en'],
  ['fr', 'en'],
])('given a reader of %s, when hours are shown, then in %s', (reader, language) => {
  expect(languageOf(reader)).toBe(language);
});
