import { describe, expect, test } from 'vitest';
import { cutPeriod, type PeriodWanted, readPeriod } from '../../../src/core/report-period.ts';

const ZONE = 'America/New_York';
/** A Wednesday, ten past two in the afternoon in New York. */
const NOW = Date.parse('2026-11-11T19:10:00Z');

function read(wanted: PeriodWanted, now = NOW, zone = ZONE) {
  const result = readPeriod(wanted, zone, now);
  if (result.kind === 'invalid') throw new Error(result.problem);
  return result.period;
}

const span = ({ from, to, name }: { from: number; to: number; name: string }) => [
  name,
  new Date(from).toISOString().slice(0, 16),
  new Date(to).toISOString().slice(0, 16),
];

describe('readPeriod', () => {
  test.each<[PeriodWanted, string[], string[]]>([
    // Clocks go back on November 1, forward on March 8.
    [
      { month: '2026-10' },
      ['October 2026', '2026-10-01T04:00', '2026-11-01T04:00'],
      ['September 2026', '2026-09-01T04:00', '2026-10-01T04:00'],
    ],
    [
      { month: '2026-01' },
      ['January 2026', '2026-01-01T05:00', '2026-02-01T05:00'],
      ['December 2025', '2025-12-01T05:00', '2026-01-01T05:00'],
    ],
    [
      { week: '2026-W10' },
      ['2026-03-02 to 2026-03-08', '2026-03-02T05:00', '2026-03-09T04:00'],
      ['2026-02-23 to 2026-03-01', '2026-02-23T05:00', '2026-03-02T05:00'],
    ],
    [
      { week: '2026-w01' },
      ['2025-12-29 to 2026-01-04', '2025-12-29T05:00', '2026-01-05T05:00'],
      ['2025-12-22 to 2025-12-28', '2025-12-22T05:00', '2025-12-29T05:00'],
    ],
    [
      { week: '2026-11-01' },
      ['2026-10-26 to 2026-11-01', '2026-10-26T04:00', '2026-11-02T05:00'],
      ['2026-10-19 to 2026-10-25', '2026-10-19T04:00', '2026-10-26T04:00'],
    ],
    [
      { day: '2026-11-01' },
      ['2026-11-01', '2026-11-01T04:00', '2026-11-02T05:00'],
      ['2026-10-31', '2026-10-31T04:00', '2026-11-01T04:00'],
    ],
    [
      { from: '2026-10-30', to: '2026-11-02' },
      ['2026-10-30 to 2026-11-02', '2026-10-30T04:00', '2026-11-03T05:00'],
      ['2026-10-26 to 2026-10-29', '2026-10-26T04:00', '2026-10-30T04:00'],
    ],
    [
      { from: '2026-11-05', to: '2026-11-05' },
      ['2026-11-05', '2026-11-05T05:00', '2026-11-06T05:00'],
      ['2026-11-04', '2026-11-04T05:00', '2026-11-05T05:00'],
    ],
    [
      { to: '2026-10-10' },
      ['2026-10-01 to 2026-10-10', '2026-10-01T04:00', '2026-10-11T04:00'],
      ['2026-09-21 to 2026-09-30', '2026-09-21T04:00', '2026-10-01T04:00'],
    ],
  ])('given %j, when it is read, then it is these days, compared with those before', (wanted, is, before) => {
    const period = read(wanted);
    expect(span(period)).toEqual(is);
    expect(span(period.before)).toEqual(before);
  });

  test('given the current month, week or day, when it is compared, then with as much of the one before as has passed', () => {
    // Ten days, 14 h 15 min: to the next whole quarter.
    expect(span(read({}).before)).toEqual(['October 2026', '2026-10-01T04:00', '2026-10-11T18:15']);
    expect(read({ month: '' })).toEqual(read({}));
    expect(span(read({ week: '' }).before)).toEqual([
      '2026-11-02 to 2026-11-08',
      '2026-11-02T05:00',
      '2026-11-04T19:15',
    ]);
    expect(span(read({ day: '' }).before)).toEqual(['2026-11-10', '2026-11-10T05:00', '2026-11-10T19:15']);
    expect(span(read({ from: '2026-11-10' }).before)).toEqual([
      '2026-11-08 to 2026-11-09',
      '2026-11-08T05:00',
      '2026-11-09T19:15',
    ]);
  });

  test('given March 31, when it is compared, then with all of a shorter February', () => {
    const period = read({}, Date.parse('2026-03-31T20:00:00Z'));
    expect(span(period.before)).toEqual(['February 2026', '2026-02-01T05:00', '2026-03-01T05:00']);
  });

  test('given a period to come, when it is read, then it is whole, and so is the one before', () => {
    expect(span(read({ month: '2026-12' }).before)).toEqual([
      'November 2026',
      '2026-11-01T04:00',
      '2026-12-01T05:00',
    ]);
  });

  test('given a zone whose midnight is skipped, when the day is read, then it begins at one o’clock', () => {
    const period = read({ day: '2018-11-04' }, NOW, 'America/Sao_Paulo');
    expect(span(period)).toEqual(['2018-11-04', '2018-11-04T03:00', '2018-11-05T02:00']);
  });

  test.each<[PeriodWanted, string]>([
    [{ month: '2026-13' }, '2026-13 is no month'],
    [{ month: 'November' }, 'November is no month'],
    [{ week: '2026-W54' }, '2026-W54 is no week'],
    [{ week: '2026-W00' }, '2026-W00 is no week'],
    [{ week: 'next' }, 'next is no week'],
    [{ day: '2026-02-29' }, '2026-02-29 is no day'],
    [{ day: 'today' }, 'today is no day'],
    [{ from: '1.11.2026' }, '1.11.2026 is no day'],
    [{ to: '2026-11' }, '2026-11 is no day'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'The last day is before the first'],
    [{ month: '2026-11', day: '' }, 'Give one of'],
    [{ week: '', to: '2026-11-01' }, 'Give one of'],
  ])('given %j, when it is read, then it says what is wrong', (wanted, problem) => {
    expect(readPeriod(wanted, ZONE, NOW)).toEqual({
      kind: 'invalid',
      problem: expect.stringContaining(problem),
    });
  });
});

describe('cutPeriod', () => {
  const cut = (wanted: PeriodWanted, unit: 'day' | 'week' | 'month') =>
    cutPeriod(read(wanted), unit, ZONE).map(span);

  test('given a month, when it is cut into weeks, then the first and the last are as long as they are in it', () => {
    expect(cut({ month: '2026-10' }, 'week')).toEqual([
      ['2026-10-01 to 2026-10-04', '2026-10-01T04:00', '2026-10-05T04:00'],
      ['2026-10-05 to 2026-10-11', '2026-10-05T04:00', '2026-10-12T04:00'],
      ['2026-10-12 to 2026-10-18', '2026-10-12T04:00', '2026-10-19T04:00'],
      ['2026-10-19 to 2026-10-25', '2026-10-19T04:00', '2026-10-26T04:00'],
      ['2026-10-26 to 2026-10-31', '2026-10-26T04:00', '2026-11-01T04:00'],
    ]);
  });

  test('given the week of the change, when it is cut into days, then Sunday has 25 hours, and no hour is lost', () => {
    const days = cut({ week: '2026-11-01' }, 'day');
    expect(days).toHaveLength(7);
    expect(days[6]).toEqual(['2026-11-01', '2026-11-01T04:00', '2026-11-02T05:00']);
  });

  test('given months and a piece of one, when they are cut into months, then the whole ones have their names', () => {
    expect(cut({ from: '2026-11-15', to: '2027-01-31' }, 'month').map(([name]) => name)).toEqual([
      '2026-11-15 to 2026-11-30',
      'December 2026',
      'January 2027',
    ]);
  });
});
