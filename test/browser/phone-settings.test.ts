import { expect, test } from 'vitest';
import { US_FEDERAL_HOLIDAYS } from '../../src/core/federal-holidays.ts';
import { formatHunt } from '../../src/core/hunt-words.ts';
import { addHolidays } from '../../src/services/add-holidays.ts';
import { showLine } from '../../src/services/show-line.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import type { WebBench } from '../fakes/web-bench.ts';
import { inspect, openOffice, SCREENS } from './office.ts';

const HUNT = `/settings/lines/${LINE.replace('+', '')}/hunt`;

const planOf = ({ store }: WebBench) => {
  const shown = showLine(store, LINE, 'US');
  return shown.kind === 'line' ? formatHunt(shown.line.hunt) : '';
};

/** Three steps, of which the ring timeout cuts one short and never reaches another. */
function setSteps({ store, services }: WebBench): void {
  const phone = (value: string, name: string | null, confirm = false) =>
    ({ kind: 'number', value, name, confirm }) as const;
  store.transact('promised', (tx) =>
    tx.lines.setSteps(services.line.id, [
      {
        ringSeconds: 20,
        hours: null,
        destinations: [phone('+12125550199', 'Mike’s cell', true), phone('+12125550198', '<b>Luz</b>')],
      },
      {
        ringSeconds: 15,
        hours: 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon',
        destinations: [phone('+12125550197', null)],
      },
      {
        ringSeconds: null,
        hours: 'Mon-Fri 8 AM-5 PM',
        destinations: [{ kind: 'endpoint', value: 'Local/600@from-internal', name: null, confirm: false }],
      },
    ]),
  );
}

test('given the hunt group on a phone, when steps are added, typed and moved, then the story follows, nothing jumps, and Save keeps them', async () => {
  const { bench, sit } = await openOffice();
  const { page, complaints } = await sit('Maria', SCREENS[0]);
  await page.goto(`${bench.url}/settings`);
  await page.click('text=Ring several phones');
  await page.waitForURL(`**${HUNT}`);
  await page.fill('[name=step-1-ring]', '20');
  await page.fill('[name=step-1-phone-1-name]', 'Mike’s cell');
  await page.waitForSelector('#story >> text=First Mike’s cell rings for 20 s.');
  await page.click('#do-add-step-');
  await page.waitForSelector('#step-2');
  const before = await page.evaluate<number>('scrollY');
  expect(before).toBeGreaterThan(0);
  await page.selectOption('[name=step-2-phone-1-kind]', 'extension');
  await page.fill('[name=step-2-phone-1-to]', '100');
  await page.waitForSelector('#story >> text=Then extension 100 rings until the ringing ends.');
  await page.click('#do-up-2');
  await page.waitForSelector('#story >> text=First extension 100 rings until the ringing ends.');
  await page.waitForSelector('#story >> text=It never rings');
  await page.fill('[name=step-1-ring]', '5');
  await page.waitForSelector('#story >> text=Then Mike’s cell rings for 20 s.');
  await page.click('button.primary');
  await page.waitForSelector('text=Saved. It counts from the next call on.');
  expect(planOf(bench)).toBe('PJSIP/100 5s; +12125550199 (Mike’s cell) 20s');
  expect(complaints).toEqual([]);
});

test('given the hunt group, when Enter is pressed in a field, then it is saved, and no step goes away', async () => {
  const { bench, sit } = await openOffice();
  setSteps(bench);
  const { page } = await sit('Maria');
  await page.goto(`${bench.url}${HUNT}`);
  await page.fill('[name=step-2-ring]', '10');
  await page.press('[name=step-2-ring]', 'Enter');
  await page.waitForSelector('text=Saved. It counts from the next call on.');
  expect(planOf(bench).split(';').length).toBe(4);
  expect(planOf(bench)).toContain('+12125550197 10s');
});

test('given two people in one form, when the second saves, then nothing is lost: who changed what is said, what was typed stays', async () => {
  const { bench, sit } = await openOffice();
  const [first, second] = [await sit('Maria'), await sit('Maria', SCREENS[0])];
  for (const { page } of [first, second]) await page.goto(`${bench.url}/settings`);
  await first.page.fill('[name=sender]', 'AcmeHVAC');
  await first.page.click('form[action$="/line"] button.primary');
  await first.page.waitForSelector('text=Saved. It counts from the next call on.');
  await second.page.fill('[name=booking-link]', 'https://acme.example/book');
  await second.page.click('form[action$="/line"] button.primary');
  await second.page.waitForSelector('[role=alert] >> text=Maria: who texts come from');
  expect(await second.page.inputValue('[name=booking-link]')).toBe('https://acme.example/book');
});

test('given a calendar file, when it is chosen and looked at, then its days are told, and nothing is kept', async () => {
  const { bench, sit } = await openOffice();
  const { page, complaints } = await sit('Maria', SCREENS[0]);
  await page.goto(`${bench.url}/settings/holidays`);
  const calendar =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Founders Day\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  const file = { name: 'days.ics', mimeType: 'text/calendar', buffer: Buffer.from(calendar) };
  await page.setInputFiles('[name=file]', file);
  await page.click('button[value=look]');
  await page.waitForSelector('text=This is what would be added; nothing was saved.');
  await page.waitForSelector('strong >> text=Founders Day');
  await page.setInputFiles('[name=file]', file);
  await page.click('button[value=take]');
  await page.waitForSelector('text=The calendar was read.');
  expect(complaints).toEqual([]);
});

test.each(SCREENS.map((screen) => [screen.name, screen] as const))(
  'given the pages of a phone’s settings on %s, when looked at, then they fit, and axe finds nothing',
  async (name, screen) => {
    const { bench, sit } = await openOffice();
    const { page, complaints } = await sit('Maria', screen);
    await page.goto(`${bench.url}/settings/holidays`);
    await inspect(page, `holidays-none-${name}`);
    setSteps(bench);
    const request = { number: null, holidays: US_FEDERAL_HOLIDAYS, dryRun: false };
    addHolidays(bench.store, request, business, 'user:Maria', Date.now());
    await page.goto(`${bench.url}${HUNT}`);
    await inspect(page, `hunt-${name}`, true);
    await page.click('button.primary');
    await page.waitForSelector('.done');
    await page.fill('[name=step-1-phone-1-to]', '911');
    await page.click('button.primary');
    await page.waitForSelector('.bad');
    await inspect(page, `hunt-refused-${name}`, true);
    await page.goto(`${bench.url}/settings`);
    for (const each of await page.$$('details > summary')) await each.click();
    await inspect(page, `settings-unfolded-${name}`, true);
    await page.goto(`${bench.url}/settings/holidays`);
    await page.click('.holiday summary');
    await inspect(page, `holidays-${name}`, true);
    await page.goto(`${bench.url}/settings/business`);
    await inspect(page, `business-${name}`, true);
    expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
  },
);
