import { expect, test } from 'vitest';
import { byHourOfWeek, QUARTER_MS } from '../../../src/core/hour-of-week.ts';

const at = (iso: string, count = 1) => ({ quarter: Math.floor(Date.parse(iso) / QUARTER_MS), count });

test('given counts, when they are put into the week, then each is at the hour that clocks there show', () => {
  // 2026-11-02 is a Monday; New York is at UTC-5.
  const counts = [at('2026-11-02T05:00Z', 2), at('2026-11-02T05:45Z', 3), at('2026-11-09T04:59Z', 4)];
  const week = byHourOfWeek(counts, 'America/New_York');
  expect(week).toHaveLength(7);
  expect(week.every((day) => day.length === 24)).toBe(true);
  expect(week[0]?.[0]).toBe(5);
  expect(week[6]?.[23]).toBe(4);
  expect(week.flat().reduce((sum, count) => sum + count)).toBe(9);
});

test('given the night when clocks go back, when both hours from 1 to 2 are counted, then they are one hour', () => {
  const counts = [at('2026-11-01T05:30Z'), at('2026-11-01T06:30Z'), at('2026-11-01T07:00Z')];
  const sunday = byHourOfWeek(counts, 'America/New_York')[6];
  expect(sunday?.slice(0, 4)).toEqual([0, 2, 1, 0]);
});

test('given the night when clocks go forward, when the hours around are counted, then none falls into the one that is not', () => {
  const counts = [at('2026-03-08T06:45Z'), at('2026-03-08T07:00Z')];
  const sunday = byHourOfWeek(counts, 'America/New_York')[6];
  expect(sunday?.slice(0, 5)).toEqual([0, 1, 0, 1, 0]);
});

test('given a zone half an hour off, when quarters are counted, then they are not mistaken for their neighbours', () => {
  const counts = [at('2026-11-02T03:15Z'), at('2026-11-02T03:30Z')];
  expect(byHourOfWeek(counts, 'Asia/Kolkata')[0]?.slice(8, 10)).toEqual([1, 1]);
});
