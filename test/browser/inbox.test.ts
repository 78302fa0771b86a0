import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nameLead } from '../../src/services/name-lead.ts';
import { EVIL, inspect, openOffice, SCREENS } from './office.ts';

const OTHER = '+12125550124';
const STOPPED = '+12125550125';
const SECOND_MS = 1_000;

/** Until the page is told of changes. */
const listens = (page: Page) => page.waitForSelector('body.listening');

describe('an open page', () => {
  test('given a conversation on a phone, when the customer writes, then it is there within a second', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await page.waitForSelector('#timeline >> text=My AC stopped.');
    await listens(page);
    const took: number[] = [];
    for (const text of ['Are you there?', 'Hello?', 'It is hot.', 'Please call.', 'Anybody?']) {
      const written = Date.now();
      write(text);
      await page.waitForSelector(`#timeline >> text=${text}`);
      took.push(Date.now() - written);
    }
    // A single one may fall into an instant in which the machine does something else.
    const [, , median] = took.toSorted((a, b) => a - b);
    expect(median, took.join(', ')).toBeLessThan(SECOND_MS);
    expect(complaints).toEqual([]);
  });

  test('given two people in one conversation, when one answers and moves it, then the other sees both', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const [maria, pat] = [await sit('Maria'), await sit('Pat')];
    await maria.page.goto(`${bench.url}/inbox/1`);
    await pat.page.goto(`${bench.url}/inbox/1`);
    await maria.page.fill('#reply', 'Pat comes at 2.');
    await maria.page.press('#reply', 'Control+Enter');
    await pat.page.waitForSelector('#timeline >> text=Pat comes at 2.');
    await pat.page.click('summary');
    await pat.page.selectOption('form[action$="/stage"] select', 'Booked');
    await maria.page.waitForSelector('#timeline >> text=Stage Booked, by Pat');
    expect(await maria.page.inputValue('#reply')).toBe('');
    expect([...maria.complaints, ...pat.complaints]).toEqual([]);
  });

  test('given an answer that is being written, when the customer writes meanwhile, then what was typed stays', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await listens(page);
    await page.type('#reply', 'We come {today}');
    await page.waitForSelector('#count >> text=15 characters, 1 segment, 143 left');
    write('Never mind.');
    await page.waitForSelector('#timeline >> text=Never mind.');
    expect(await page.inputValue('#reply')).toBe('We come {today}');
  });

  test('given a conversation that is pressed, when the list is told anew before it is let go, then it opens, and the list is as it should', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria');
    await page.goto(`${bench.url}/inbox`);
    await listens(page);
    await page.hover('#conversation-1');
    await page.mouse.down();
    const toldAnew = page.waitForResponse(
      (response) => response.url().includes('/inbox/list') && response.status() === 200,
    );
    write('Are you there?');
    await (await toldAnew).finished();
    await page.mouse.up();
    await page.waitForURL('**/inbox/1');
    await page.waitForSelector('#conversations >> text=Are you there?');
    expect(complaints).toEqual([]);
  });

  test('given the list, when j, Enter and the keys of the box are pressed, then no mouse is needed', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    write('How much is a tune-up?', OTHER);
    const { page } = await sit('Maria');
    await page.goto(`${bench.url}/inbox`);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    // The list is told anew meanwhile.
    write('Are you there?', OTHER);
    await page.waitForSelector('#conversations >> text=Are you there?');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inbox/1');
    await page.focus('#reply');
    await page.keyboard.type('On our way.');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#timeline >> text=On our way.');
  });

  test('given a quick reply, when pressed, then it stands in the box, counted, to be changed or sent', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await page.click('text=We are on our way.');
    await page.click('text=Thank you!');
    expect(await page.inputValue('#reply')).toBe('We are on our way. Thank you!');
    await page.waitForSelector('#count >> text=29 characters, 1 segment');
    expect(complaints).toEqual([]);
  });

  test('given Block, when pressed and confirmed, then the page says that they are blocked', async () => {
    const { bench, write, sit } = await openOffice();
    write('Cheap loans!');
    const { page } = await sit('Pat', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await page.click('summary');
    await page.click('button.danger');
    await page.waitForSelector('text=They are blocked');
  });
});

describe.each(SCREENS)('on $name', (screen) => {
  test('given every page, when looked at, then nothing is cut off or stumbled over, and the browser has no complaint', async () => {
    const { bench, write, sit } = await openOffice();
    const maria = { label: 'user:Maria', userId: 1 };
    write('My AC stopped cooling last night and the house is at 85. Can someone come today? 14 Oak Street.');
    await bench.services.missCall();
    write(EVIL, OTHER);
    nameLead(bench.store, { who: OTHER, name: EVIL, dryRun: false }, 'US', maria, Date.now());
    write('STOP', STOPPED);
    const idOf = (number: string) => bench.store.read((reader) => reader.leads.byNumber(number)?.id);
    const { page, complaints } = await sit('Maria', screen);
    const pages = {
      inbox: '/inbox',
      conversation: '/inbox/1',
      markup: `/inbox/${idOf(OTHER)}`,
      stopped: `/inbox/${idOf(STOPPED)}`,
      settings: '/settings',
      team: '/settings/team',
      credits: '/settings/credits',
      blocked: '/settings/blocked',
      account: '/account',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(bench.url + path);
      await inspect(page, `${name}-${screen.name}`);
    }
    await page.goto(`${bench.url}/inbox/1`);
    await page.click('summary');
    await inspect(page, `details-${screen.name}`);
    await page.context().clearCookies();
    await page.goto(`${bench.url}/`);
    await inspect(page, `nobody-yet-${screen.name}`);
    expect(complaints).toEqual([]);
  });
});
