import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nameLead } from '../../src/services/name-lead.ts';
import { stageLead } from '../../src/services/stage-lead.ts';
import { EVIL, inspect, openOffice, SCREENS } from './office.ts';

const OTHER = '+12125550124';
const maria = { label: 'user:Maria', userId: 1 };

const cardIn = (stage: string, id: number) => `[data-stage="${stage}"] [data-lead="${id}"]`;
const scrolled = (page: Page) => page.evaluate<number>('document.getElementById("board").scrollLeft');

describe('the board', () => {
  test('given a card on a desk, when dragged to another stage, then the lead is there, for everybody', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const [{ page, complaints }, pat] = [await sit('Maria'), await sit('Pat')];
    await page.goto(`${bench.url}/leads/board`);
    await pat.page.goto(`${bench.url}/leads/board`);
    await page.dragAndDrop(cardIn('New Lead', 1), '[data-stage="Contacted"]');
    await page.waitForSelector(cardIn('Contacted', 1));
    await pat.page.waitForSelector(cardIn('Contacted', 1));
    expect(await page.locator(cardIn('New Lead', 1)).count()).toBe(0);
    expect([...complaints, ...pat.complaints]).toEqual([]);
  });

  test('given a card on a phone, when moved by the menu, then the lead is there', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/leads/board`);
    await page.click('#move-1');
    await page.click('#move button[value="Booked"]');
    await page.waitForSelector(cardIn('Booked', 1), { state: 'attached' });
    expect(await page.locator('#move[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('given a card, when moved with keys alone, then Escape lets it be and Enter moves it', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page } = await sit('Maria');
    await page.goto(`${bench.url}/leads/board`);
    await page.focus('#move-1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#move[open]');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('move-1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(cardIn('Contacted', 1));
  });

  test('given a board that was scrolled, when somebody else moves a lead, then it stays where it was', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/leads/board`);
    await page.waitForSelector('body.listening');
    await page.evaluate('document.getElementById("board").scrollLeft = 700');
    const before = await scrolled(page);
    stageLead(bench.store, { who: '#1', stage: 'Lost', dryRun: false }, 'US', maria, Date.now());
    await page.waitForSelector(cardIn('Lost', 1), { state: 'attached' });
    expect(await scrolled(page)).toBe(before);
    expect(before).toBeGreaterThan(0);
  });
});

describe.each(SCREENS)('on $name', (screen) => {
  test('given every page of leads and calls, when looked at, then nothing is cut off or stumbled over', async () => {
    const { bench, write, sit } = await openOffice();
    const callId = await bench.services.missCall();
    await bench.services.answerCall(OTHER);
    write('My AC stopped cooling last night and the house is at 85. Can someone come today? 14 Oak Street.');
    write(EVIL, OTHER);
    nameLead(bench.store, { who: OTHER, name: EVIL, dryRun: false }, 'US', maria, Date.now());
    const { page, complaints } = await sit('Maria', screen);
    const pages = {
      calls: '/calls',
      'calls-missed': '/calls?outcome=missed',
      call: `/calls/${callId}`,
      outgoing: '/calls/outbound',
      leads: '/leads',
      'leads-found': '/leads?q=cooling',
      lead: '/leads/1',
      board: '/leads/board',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(bench.url + path);
      await inspect(page, `${name}-${screen.name}`);
    }
    await page.click('#move-1');
    await inspect(page, `board-menu-${screen.name}`);
    expect(complaints).toEqual([]);
  });
});
