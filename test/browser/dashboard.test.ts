import { describe, expect, test } from 'vitest';
import { CUSTOMER } from '../fakes/service-bench.ts';
import { inspect, type Office, openOffice, SCREENS, type Seat } from './office.ts';

/** The month of the calls below. */
const JANUARY = '/dashboard?by=month&at=2026-01-05';

async function openWithCalls(screen: (typeof SCREENS)[number]): Promise<Office & Seat> {
  const office = await openOffice();
  const { services } = office.bench;
  services.topUp(100);
  await services.missCall(CUSTOMER);
  await services.missCall('+12125550124');
  await services.answerCall('+12125550125');
  return { ...office, ...(await office.sit('Maria', screen)) };
}

describe.each(SCREENS)('on $name', (screen) => {
  test('given a month, when its dashboard is looked at, then its chart is drawn, nothing is cut off, and the browser has no complaint', async () => {
    const { bench, page, complaints } = await openWithCalls(screen);
    await page.goto(bench.url + JANUARY);
    await page.waitForSelector('.chart canvas');
    await inspect(page, `dashboard-${screen.name}`);
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await inspect(page, `dashboard-open-${screen.name}`);
    expect(complaints).toEqual([]);
  });
});

test('given a chart, when pointed at, then it tells the day and its numbers', async () => {
  const { bench, page } = await openWithCalls(SCREENS[2]);
  await page.goto(bench.url + JANUARY);
  const box = await page.locator('.chart .u-over').boundingBox();
  if (box === null) throw new Error('no chart is there');
  await page.mouse.move(box.x + (box.width * 4.5) / 31, box.y + 20);
  await page.waitForSelector('.u-legend >> text=Jan 5');
  expect(await page.locator('.u-legend .u-value').allTextContents()).toEqual(['Jan 5', '3', '2']);
});

test('given the inbox, when somebody goes on to the dashboard and chooses a day, then each chart is drawn once', async () => {
  const { bench, page, complaints } = await openWithCalls(SCREENS[0]);
  await page.goto(`${bench.url}/inbox`);
  await page.click('nav >> text=Dashboard');
  await page.waitForSelector('.chart canvas');
  await page.selectOption('select[name=by]', 'day');
  await page.waitForURL('**/dashboard?by=day**');
  await page.waitForSelector('.u-legend >> text=Hour');
  expect(await page.locator('.chart canvas').count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('given a figure, when its summary is pressed by the keyboard, then it says what it counts', async () => {
  const { bench, page } = await openWithCalls(SCREENS[2]);
  await page.goto(bench.url + JANUARY);
  await page.locator('.figure summary', { hasText: 'Missed rate' }).press('Enter');
  expect(await page.locator('.figure[open] .figure-means').textContent()).toMatch(
    /^Missed calls of all calls\./,
  );
});

test('given no scripts, when the dashboard is opened, then the table has the numbers of the chart', async () => {
  const { bench, page } = await openWithCalls({ ...SCREENS[2], ...{ javaScriptEnabled: false } });
  await page.goto(bench.url + JANUARY);
  await page.click('text=As a table');
  expect(await page.locator('tr', { hasText: 'Jan 5' }).textContent()).toMatch(/^Jan 532/);
});
