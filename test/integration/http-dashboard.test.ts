import { expect, test } from 'vitest';
import { FIGURE_NAMES, FIGURES } from '../../src/core/report-figures.ts';
import { CUSTOMER } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';

/** Monday, January 5, 2026, 10:00 in New York: two calls missed and one answered. */
async function openOffice(): Promise<{ readonly bench: WebBench; readonly maria: Browser }> {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  bench.services.topUp(100);
  await bench.services.missCall(CUSTOMER);
  await bench.services.missCall('+12125550124');
  await bench.services.answerCall('+12125550125');
  return { bench, maria };
}

/** What `data-chart` says, read as a browser reads an attribute. */
function chartOf(page: string): { labels: string[]; series: { title: string; values: number[] }[] } {
  const [, attribute = ''] = /data-chart="([^"]*)"/.exec(page) ?? [];
  return JSON.parse(attribute.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

/** The value beside each figure's title. */
function figuresOf(page: string): Record<string, string> {
  const found = page.matchAll(
    /<summary title="[^"]*"><span class="quiet">([^<]*)<\/span><strong class="figure-value">([^<]*)</g,
  );
  return Object.fromEntries([...found].map(([, title, value]) => [title, value]));
}

test('given calls of this month, when the dashboard is opened, then it counts them, and each figure says what it means', async () => {
  const { maria } = await openOffice();
  const page = (await maria.open('/dashboard')).text;
  expect(figuresOf(page)).toMatchObject({ Calls: '3', Answered: '1', Missed: '2', 'Missed rate': '66.7%' });
  for (const name of FIGURE_NAMES) expect(page).toContain(`<p class="figure-means">${FIGURES[name].means} `);
  expect(page).toContain('January 2026, so far');
  expect(page).toContain('compared with Dec 1');
});

test('given calls of this month, when the dashboard is opened, then chart and table have the same days', async () => {
  const { maria } = await openOffice();
  const page = (await maria.open('/dashboard')).text;
  const { labels, series } = chartOf(page);
  expect(labels).toHaveLength(31);
  expect(series.map(({ title, values }) => [title, values[4]])).toEqual([
    ['Calls', 3],
    ['Missed', 2],
  ]);
  expect(page).toContain('<th scope="row">Jan 5</th><td>3</td><td>2</td>');
});

test('given a day, when the dashboard shows it, then it is cut into hours', async () => {
  const { maria } = await openOffice();
  const { labels, series } = chartOf((await maria.open('/dashboard?by=day')).text);
  expect(labels).toHaveLength(24);
  expect(series.map(({ values }) => values.indexOf(Math.max(...values)))).toEqual([10, 10]);
});

test('given the month before, when the dashboard shows it, then it has none of this one, and leads on to it', async () => {
  const { maria } = await openOffice();
  const page = (await maria.open('/dashboard?by=month&at=2025-12-01')).text;
  expect(figuresOf(page)).toMatchObject({ Calls: '0', 'Missed rate': '–' });
  expect(page).toContain('<strong>December 2025</strong>');
  expect(page).toContain('href="/dashboard?by=month&amp;at=2026-01-01"');
});

test('given another owner, when the dashboard is narrowed to them, then only their leads count', async () => {
  const { bench, maria } = await openOffice();
  bench.addUser('Pat', 'staff');
  const page = (await maria.open('/dashboard?owner=Pat')).text;
  expect(figuresOf(page)).toMatchObject({ Calls: '0' });
  expect(page).toContain('<option value="Pat" selected="">Pat</option>');
});

test.each(['/dashboard?line=%2B12125550666', '/dashboard?owner=Nobody'])(
  'given what does not exist, when %s is asked for, then the page says so',
  async (path) => {
    const { maria } = await openOffice();
    expect((await maria.open(path)).status).toBe(404);
  },
);

test.each(['/dashboard?at=2026-02-31', '/dashboard?by=year', '/dashboard?at=yesterday'])(
  'given what cannot be read, when %s is asked for, then it is the current month',
  async (path) => {
    const { maria } = await openOffice();
    expect((await maria.open(path)).text).toContain('January 2026, so far');
  },
);

test('given a name with markup, when the dashboard lists it, then it is text', async () => {
  const { bench, maria } = await openOffice();
  bench.addUser('<script>alert(1)</script>', 'staff');
  const page = (await maria.open('/dashboard')).text;
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});
