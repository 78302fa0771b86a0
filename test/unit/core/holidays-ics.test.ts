import { describe, expect, test } from 'vitest';
import { formatHolidayRule } from '../../../src/core/holiday-words.ts';
import { parseHolidayCalendar } from '../../../src/core/holidays-ics.ts';

const TODAY = { year: 2026, month: 11, day: 23 };

function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function read(text: string) {
  const parsed = parseHolidayCalendar(text, TODAY);
  if (parsed.kind !== 'calendar') throw new Error(parsed.problem);
  const holidays = parsed.holidays.map(({ name, rule }) => `${name}: ${formatHolidayRule(rule)}`);
  return { holidays, refused: parsed.refused.map(({ event, why }) => `${event}: ${why}`) };
}

describe('parseHolidayCalendar', () => {
  test.each([
    [
      'one day',
      ['SUMMARY:Easter', 'DTSTART;VALUE=DATE:20270328', 'DTEND;VALUE=DATE:20270329'],
      ['Easter: 2027-03-28'],
    ],
    ['one day without an end', ['SUMMARY:Easter', 'DTSTART;VALUE=DATE:20270328'], ['Easter: 2027-03-28']],
    [
      'one day that ends on itself',
      ['SUMMARY:Easter', 'DTSTART;VALUE=DATE:20270328', 'DTEND;VALUE=DATE:20270328'],
      ['Easter: 2027-03-28'],
    ],
    [
      'several days',
      ['SUMMARY:Trip', 'DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102'],
      ['Trip: 2026-12-30', 'Trip: 2026-12-31', 'Trip: 2027-01-01'],
    ],
    [
      'several days that have begun',
      ['SUMMARY:Trip', 'DTSTART;VALUE=DATE:20261121', 'DTEND;VALUE=DATE:20261125'],
      ['Trip: 2026-11-23', 'Trip: 2026-11-24'],
    ],
    [
      'a day every year',
      ['SUMMARY:Xmas', 'DTSTART;VALUE=DATE:20091225', 'RRULE:FREQ=YEARLY'],
      ['Xmas: December 25'],
    ],
    [
      'a day every year, said twice',
      [
        'SUMMARY:Xmas',
        'DTSTART;VALUE=DATE:20091225',
        'RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=25;WKST=SU',
      ],
      ['Xmas: December 25'],
    ],
    [
      'two days every year',
      ['SUMMARY:Xmas', 'DTSTART;VALUE=DATE:20091224', 'DTEND;VALUE=DATE:20091226', 'RRULE:FREQ=YEARLY'],
      ['Xmas: December 24', 'Xmas: December 25'],
    ],
    [
      'an nth weekday',
      ['SUMMARY:Thanksgiving', 'DTSTART;VALUE=DATE:20091126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
      ['Thanksgiving: 4th Thursday of November'],
    ],
    [
      'a last weekday',
      ['SUMMARY:Memorial Day', 'DTSTART;VALUE=DATE:20090525', 'RRULE:FREQ=YEARLY;BYDAY=-1MO;BYMONTH=5'],
      ['Memorial Day: last Monday of May'],
    ],
    [
      'a folded and escaped name',
      ['SUMMARY:Founders\\, own', '  day\\nof rest', 'DTSTART;VALUE=DATE:20270101'],
      ['Founders, own day of rest: 2027-01-01'],
    ],
    ['no name', ['DTSTART;VALUE=DATE:20270101'], ['an event without a name: 2027-01-01']],
  ])('given an event of %s, when read, then it is %j', (_case, event, holidays) => {
    expect(read(calendar(event))).toEqual({ holidays, refused: [] });
  });

  test.each([
    ['with a time', ['SUMMARY:Lunch', 'DTSTART:20261126T120000Z'], 'Lunch: it does not last whole days'],
    ['without a day', ['SUMMARY:Odd'], 'Odd: it has no day'],
    [
      'in a 13th month',
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20261301'],
      'Odd: no calendar has its day 2026-13-01',
    ],
    ['with words for a day', ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:someday'], /^Odd: it cannot be read \(/],
    [
      'with a broken line',
      ['SUMMARY;LANGUAGE=en:Odd', 'DTSTART;VALUE=DATE:20270101', 'nonsense'],
      /^Odd: it cannot be read \(invalid line/,
    ],
    [
      'of no days',
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20270102', 'DTEND;VALUE=DATE:20270101'],
      'Odd: it lasts -1 days, and a holiday 1 to 31',
    ],
    [
      'of 32 days',
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20270202'],
      'Odd: it lasts 32 days, and a holiday 1 to 31',
    ],
    ['that is over', ['SUMMARY:Old', 'DTSTART;VALUE=DATE:20261122'], 'Old: it is over'],
    [
      'that was cancelled',
      ['SUMMARY:Off', 'STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20270101'],
      'Off: it was cancelled',
    ],
    ...[
      'FREQ=WEEKLY',
      'FREQ=YEARLY;INTERVAL=2',
      'FREQ=YEARLY;UNTIL=20300101',
      'FREQ=YEARLY;COUNT=3',
      'FREQ=YEARLY;BYMONTH=2',
      'FREQ=YEARLY;BYMONTHDAY=5',
      'FREQ=YEARLY;BYDAY=1FR',
      'FREQ=YEARLY;BYMONTH=1;BYDAY=FR',
      'FREQ=YEARLY;BYMONTH=1;BYDAY=-2FR',
      'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYDAY=1FR',
    ].map((rule): [string, string[], string] => [
      `that repeats by ${rule}`,
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20270101', `RRULE:${rule}`],
      `Odd: it repeats in a way that no holiday here can (${rule})`,
    ]),
    [
      'of two days on an nth weekday',
      [
        'SUMMARY:Odd',
        'DTSTART;VALUE=DATE:20270101',
        'DTEND;VALUE=DATE:20270103',
        'RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=1FR',
      ],
      /repeats in a way/,
    ],
    [
      'with exceptions',
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20280101'],
      /repeats in a way/,
    ],
    [
      'with two repetitions',
      ['SUMMARY:Odd', 'DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=YEARLY', 'RRULE:FREQ=DAILY'],
      /repeats in a way/,
    ],
  ] satisfies [string, string[], string | RegExp][])(
    'given an event %s, when read, then it alone is refused, with its reason',
    (_case, event, reason) => {
      const good = ['SUMMARY:Good', 'DTSTART;VALUE=DATE:20270704'];
      const { holidays, refused } = read(calendar(event, good));
      expect(holidays).toEqual(['Good: 2027-07-04']);
      expect(refused).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)]);
    },
  );

  test.each([
    ['no calendar', 'hello', 'does not begin with BEGIN:VCALENDAR'],
    ['no events', calendar(), 'The calendar has no events.'],
    [
      'too many events',
      calendar(...Array.from({ length: 2001 }, () => ['SUMMARY:x'])),
      'more than 2000 events',
    ],
    ['too much', `BEGIN:VCALENDAR\r\n${'x'.repeat(1_000_000)}`, 'larger than a calendar of holidays'],
  ])('given a file of %s, when read, then it is refused as a whole', (_case, text, problem) => {
    const parsed = parseHolidayCalendar(text, TODAY);
    expect(parsed.kind === 'invalid' ? parsed.problem : '').toContain(problem);
  });

  test('given a file with a byte order mark and bare line feeds, when read, then it is read', () => {
    const event = ['SUMMARY:Xmas', 'DTSTART;VALUE=DATE:20261225'];
    expect(read(`\ufeff${calendar(event)}`.replaceAll('\r\n', '\n')).holidays).toEqual(['Xmas: 2026-12-25']);
  });
});
