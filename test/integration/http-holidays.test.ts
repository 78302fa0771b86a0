import { describe, expect, test } from 'vitest';
import { formatHolidayRule } from '../../src/core/holiday-words.ts';
import { formatIntervals } from '../../src/core/hours-words.ts';
import { listHolidays } from '../../src/services/list-holidays.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { type Fields, filled, submit, versionIn } from '../fakes/web-forms.ts';

const PAGE = '/settings/holidays';
const OF_LINE = `${PAGE}?line=${encodeURIComponent(LINE)}`;
const EVIL = '<img src=x onerror=alert(1)>';

/** The clock of the bench stands in January 2026. */
async function openOffice(language?: string) {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner', language));
  return { bench, maria };
}

const holidaysOf = ({ store }: WebBench, number: string | null = null) => {
  const listed = listHolidays(store, number, business);
  if (listed.kind !== 'holidays') throw new Error(listed.problem);
  return listed.holidays.map(
    ({ name, rule, hours }) => `${name}: ${formatHolidayRule(rule)}, ${formatIntervals(hours)}`,
  );
};
const add = (browser: Browser, typed: Fields, page = PAGE) =>
  submit(browser, page, { action: `${PAGE}/add`, typed });

describe('holidays without scripts', () => {
  test.each([
    ['once', {}, 'Trip: 2026-11-26, closed'],
    ['every year', { repeat: 'yearly' }, 'Trip: November 26, closed'],
    ['every year and observed', { repeat: 'observed' }, 'Trip: November 26, observed, closed'],
    ['by its weekday', { repeat: 'nth-weekday' }, 'Trip: 4th Thursday of November, closed'],
    ['by its last weekday', { repeat: 'last-weekday' }, 'Trip: last Thursday of November, closed'],
    ['for half a day', { hours: '9-12' }, 'Trip: 2026-11-26, 9 AM-noon'],
  ] satisfies [string, Fields, string][])(
    'given a day %s, when added, then it is kept so',
    async (_, typed, kept) => {
      const { bench, maria } = await openOffice();
      const added = await add(maria, { day: '2026-11-26', name: 'Trip', ...typed });
      expect(added.status).toBe(303);
      expect(holidaysOf(bench)).toEqual([kept]);
      expect((await maria.open(String(added.headers['location']))).text).toContain('Saved. It counts');
    },
  );

  test('given several days, when added, then each is one', async () => {
    const { bench, maria } = await openOffice();
    await add(maria, { day: '2026-12-30', until: '2027-01-01', name: 'Trip' });
    expect(holidaysOf(bench)).toEqual(
      expect.arrayContaining([
        'Trip: 2026-12-30, closed',
        'Trip: 2026-12-31, closed',
        'Trip: 2027-01-01, closed',
      ]),
    );
  });

  test.each([
    ['no day', { day: '2026-02-30', name: 'Trip' }, 'This is not a day.'],
    [
      'a last day before the first',
      { day: '2026-12-30', until: '2026-12-29', name: 'Trip' },
      'The last day is not after the first',
    ],
    ['32 days', { day: '2026-12-01', until: '2027-01-01', name: 'Trip' }, 'more than 31 days later'],
    [
      'several days by weekday',
      { day: '2026-12-01', until: '2026-12-02', name: 'T', repeat: 'nth-weekday' },
      'Add them one by one',
    ],
    [
      'hours that can be read in two ways',
      { day: '2026-12-24', name: 'Eve', hours: '8-5' },
      'can be read in two ways',
    ],
    ['no name', { day: '2026-12-24', name: ' ' }, 'The name of the holiday has 0 characters.'],
  ] satisfies [string, Fields, string][])(
    'given %s, when added, then nothing is, the page says what to do, and all stays as typed',
    async (_, typed, told) => {
      const { bench, maria } = await openOffice();
      const { status, text } = await add(maria, typed);
      expect(status).toBe(422);
      expect(text).toContain(told);
      expect(filled(text, { action: `${PAGE}/add` })).toMatchObject({ ...typed, name: typed.name.trim() });
      expect(holidaysOf(bench)).toEqual([]);
    },
  );

  test('given the button for federal holidays, when pressed twice, then there are eleven, told with their next day', async () => {
    const { bench, maria } = await openOffice();
    for (const _ of [1, 2]) await submit(maria, PAGE, { action: `${PAGE}/federal` });
    expect(holidaysOf(bench)).toHaveLength(11);
    const { text } = await maria.open(PAGE);
    expect(text).toContain('<strong>Thanksgiving</strong><br/>Thursday, November 26, 2026 · closed all day');
    expect(text).toContain('every year, 4th Thursday of November');
    const inOrder = [...text.matchAll(/<strong>([^<]*)<\/strong>/g)].map(([, name]) => name);
    expect(inOrder.indexOf('Presidents&#39; Day')).toBeLessThan(inOrder.indexOf('Labor Day'));
  });

  test('given a holiday, when changed and taken away, then it is; markup in its name is text', async () => {
    const { bench, maria } = await openOffice();
    await add(maria, { day: '2026-12-24', name: 'Eve' });
    const change = (typed: Record<string, string | null>) =>
      submit(maria, PAGE, { action: `${PAGE}/change`, having: { rule: '2026-12-24' }, typed });
    expect((await change({ name: EVIL, hours: '9-12', do: 'save' })).status).toBe(303);
    expect(holidaysOf(bench)).toEqual([`${EVIL}: 2026-12-24, 9 AM-noon`]);
    const { text } = await maria.open(PAGE);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain(EVIL);
    expect((await change({ do: 'remove' })).status).toBe(303);
    expect(holidaysOf(bench)).toEqual([]);
  });

  test.each([
    ['hours', { hours: 'whenever', do: 'save' }, 'neither a day nor hours'],
    ['name', { name: '', do: 'save' }, 'The name of the holiday has 0 characters.'],
  ])(
    'given a wrong %s, when a holiday is changed, then it stays, and what was typed too',
    async (_, typed, told) => {
      const { bench, maria } = await openOffice();
      await add(maria, { day: '2026-12-24', name: 'Eve' });
      const form = { action: `${PAGE}/change`, having: { rule: '2026-12-24' }, typed };
      const { status, text } = await submit(maria, PAGE, form);
      expect(status).toBe(422);
      expect(text).toContain(told);
      expect(text).toContain('<details open=""><summary>Change</summary>');
      const { do: _button, ...fields } = typed;
      expect(filled(text, { ...form, typed: {} })).toMatchObject(fields);
      expect(holidaysOf(bench)).toEqual(['Eve: 2026-12-24, closed']);
    },
  );

  test('given a day that is over, when looked at, then it stands last and says so', async () => {
    const { maria } = await openOffice();
    await add(maria, { day: '2020-07-04', name: 'Long ago' });
    await add(maria, { day: '2026-12-24', name: 'Eve' });
    const { text } = await maria.open(PAGE);
    expect(text.indexOf('Long ago')).toBeGreaterThan(text.indexOf('Eve'));
    expect(text).toContain('<span class="chip">over</span>');
  });
});

describe('holidays of one line', () => {
  test('given one of the line and one of every line, when looked at, then only its own can be changed there', async () => {
    const { bench, maria } = await openOffice();
    await add(maria, { day: '2026-12-24', name: 'Eve' });
    const added = await add(maria, { day: '2026-12-31', name: 'Inventory' }, OF_LINE);
    expect(added.headers['location']).toBe(`${PAGE}?line=%2B12125550100&done=1`);
    expect(holidaysOf(bench)).toEqual(['Eve: 2026-12-24, closed']);
    expect(holidaysOf(bench, LINE)).toHaveLength(2);
    const { text } = await maria.open(OF_LINE);
    expect(text).toContain('<strong>Eve</strong><span class="chip">every line</span>');
    expect([...text.matchAll(/name="rule" value="([^"]*)"/g)].map(([, rule]) => rule)).toEqual([
      '2026-12-31',
    ]);
  });

  test('given a line that there is not, when looked at, then it is not found', async () => {
    const { maria } = await openOffice();
    expect((await maria.open(`${PAGE}?line=%2B12125550109`)).status).toBe(404);
  });
});

describe('a calendar file', () => {
  const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
  const CALENDAR = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...event('SUMMARY:Founders Day', 'DTSTART;VALUE=DATE:20260501', 'RRULE:FREQ=YEARLY'),
    ...event(`SUMMARY:${EVIL}`, 'DTSTART;VALUE=DATE:20260612'),
    ...event('SUMMARY:Dentist', 'DTSTART:20260612T090000Z'),
    'END:VCALENDAR',
  ].join('\r\n');
  const upload = async (browser: Browser, text: string, fields: Fields) => {
    const _seen = versionIn((await browser.open(PAGE)).text, `${PAGE}/import`);
    const file = { field: 'file', name: 'holidays.ics', text };
    return browser.upload(`${PAGE}/import`, { _seen, line: '', hours: '', do: 'take', ...fields }, file);
  };

  test('given a calendar, when only looked at, then the page says what it would add and what not, and nothing is kept', async () => {
    const { bench, maria } = await openOffice();
    const { status, text } = await upload(maria, CALENDAR, { do: 'look' });
    expect(status).toBe(200);
    expect(text).toContain('This is what would be added; nothing was saved.');
    expect(text).toContain('<strong>Founders Day</strong> · Friday, May 1, 2026 · closed all day · new');
    expect(text).toContain('Not taken: Dentist: it does not last whole days');
    expect(text).not.toContain(EVIL);
    expect(holidaysOf(bench)).toEqual([]);
  });

  test('given a calendar, when taken with hours, then its days are holidays; taken again, there is nothing new', async () => {
    const { bench, maria } = await openOffice();
    await upload(maria, CALENDAR, { hours: '9-12' });
    expect(holidaysOf(bench)).toEqual([`${EVIL}: 2026-06-12, 9 AM-noon`, 'Founders Day: May 1, 9 AM-noon']);
    expect((await upload(maria, CALENDAR, { hours: '9-12' })).text).toContain('There was nothing new in it.');
  });

  test('given a calendar of 900 kB, when taken, then it is; one of 3 MB is too large for any form', async () => {
    const { bench, maria } = await openOffice();
    const padding = `DESCRIPTION:${'x'.repeat(900_000)}`;
    const large = CALENDAR.replace('SUMMARY:Founders Day', `SUMMARY:Founders Day\r\n${padding}`);
    expect((await upload(maria, large, {})).status).toBe(200);
    expect(holidaysOf(bench)).toHaveLength(2);
    expect((await upload(maria, 'x'.repeat(3_000_000), {})).status).toBe(413);
  });

  test.each([
    ['nothing', '', {}, 'No file was chosen.'],
    ['a picture', 'PNG', {}, 'The file is no iCalendar file'],
    ['more than 1 MB', `BEGIN:VCALENDAR\r\n${'x'.repeat(1_000_001)}`, {}, 'The calendar is larger than'],
    ['hours that are none', CALENDAR, { hours: 'soon' }, 'neither a day nor hours'],
  ] satisfies [string, string, Fields, string][])(
    'given %s, when sent, then nothing is kept, and the page says what to do',
    async (_, text, fields, told) => {
      const { bench, maria } = await openOffice();
      const answer = await upload(maria, text, fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(told);
      expect(holidaysOf(bench)).toEqual([]);
    },
  );

  test('given a list that changed after the page was opened, when a calendar is sent, then nothing is kept', async () => {
    const { bench, maria } = await openOffice();
    await add(maria, { day: '2026-12-24', name: 'Eve' });
    const file = { field: 'file', name: 'holidays.ics', text: CALENDAR };
    const late = await maria.upload(`${PAGE}/import`, { _seen: '0-0', line: '', do: 'take' }, file);
    expect(late.status).toBe(409);
    expect(late.text).toContain('Maria: holiday, from “—” to “Eve”');
    expect(holidaysOf(bench)).toEqual(['Eve: 2026-12-24, closed']);
  });
});

describe('who may change holidays', () => {
  test('given staff, when they look and send, then they see them, and nothing is theirs to change', async () => {
    const { bench, maria } = await openOffice();
    await add(maria, { day: '2026-12-24', name: 'Eve' });
    const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
    const { text } = await pat.open(PAGE);
    expect(text).toContain('<strong>Eve</strong>');
    expect(text).not.toContain('method="post"');
    expect((await pat.post(`${PAGE}/change`, { rule: '2026-12-24', do: 'remove' })).status).toBe(403);
    expect((await pat.upload(`${PAGE}/import`, {}, { field: 'file', name: 'x', text: 'x' })).status).toBe(
      403,
    );
    expect(holidaysOf(bench)).toHaveLength(1);
  });

  test('given a reader of Spanish, when looked at, then days and words are Spanish', async () => {
    const { maria } = await openOffice('es');
    await submit(maria, PAGE, { action: `${PAGE}/federal` });
    const { text } = await maria.open(PAGE);
    expect(text).toContain('jueves, 26 de noviembre de 2026 · cerrado todo el día');
    expect(text).toContain('cada año, cuarto jueves de noviembre');
    const typed = { day: '2026-12-24', name: 'Nochebuena', hours: 'de 9 a mediodía' };
    expect((await submit(maria, PAGE, { action: `${PAGE}/add`, typed })).status).toBe(303);
    expect((await maria.open(PAGE)).text).toContain('abierto 9 a.m.-mediodía');
  });
});
