import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inspect, openOffice, SCREENS } from './office.ts';

const OTHER = '+12125550124';
const KEYS = 'dialog#keys[open]';

/** Which element has the focus; empty where none. */
const focused = (page: Page) => page.evaluate<string>('document.activeElement.id');
const isFocused = (page: Page, id: string) => page.waitForFunction(`document.activeElement.id === '${id}'`);

/** Two conversations, the second of which is chosen with keys, while the first is open. */
async function openInbox() {
  const office = await openOffice();
  office.write('My AC stopped.');
  office.write('How much is a tune-up?', OTHER);
  const seat = await office.sit('Maria');
  return { ...office, ...seat };
}

test('given a conversation that is open, when r is pressed, then its box has the focus and nothing is typed', async () => {
  const { bench, page, complaints } = await openInbox();
  await page.goto(`${bench.url}/inbox/1`);
  await page.keyboard.press('r');
  await isFocused(page, 'reply');
  await page.keyboard.type('r?j/k');
  expect(await page.inputValue('#reply')).toBe('r?j/k');
  expect(await page.locator(KEYS).count()).toBe(0);
  expect(await focused(page)).toBe('reply');
  expect(complaints).toEqual([]);
});

test('given another conversation chosen in the list, when r is pressed, then that one is open, ready to be answered', async () => {
  const { bench, page, complaints } = await openInbox();
  await page.goto(`${bench.url}/inbox/1`);
  await page.focus('#conversation-2');
  await page.keyboard.press('r');
  await page.waitForURL('**/inbox/2');
  await isFocused(page, 'reply');
  await page.keyboard.type('From $89.');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#timeline >> text=From $89.');
  expect(complaints).toEqual([]);
});

test('given keys with modifiers, or pressed while something is typed or a dialog is open, then they do nothing', async () => {
  const { bench, page } = await openInbox();
  await page.goto(`${bench.url}/inbox/1`);
  for (const modifier of ['Control', 'Alt', 'Meta'])
    for (const key of ['j', 'k', '?']) await page.keyboard.press(`${modifier}+${key}`);
  expect(await focused(page)).toBe('');
  await page.keyboard.press('?');
  await page.waitForSelector(KEYS);
  await page.keyboard.press('r');
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await page.waitForSelector(KEYS, { state: 'detached' });
  expect(await focused(page)).toBe('');
  await page.goto(`${bench.url}/leads`);
  await page.keyboard.press('/');
  await page.keyboard.type('jr?/');
  expect(await page.inputValue('input[type=search]')).toBe('jr?/');
  expect(await page.locator(KEYS).count()).toBe(0);
});

test('given a row that has the focus, when ? and Escape are pressed, then the focus is there again, though the list was told anew', async () => {
  const { bench, page, write } = await openInbox();
  await page.goto(`${bench.url}/inbox`);
  await page.waitForSelector('body.listening');
  await page.focus('#conversation-1');
  await page.keyboard.press('?');
  await page.waitForSelector(KEYS);
  write('Are you there?', OTHER);
  await page.waitForSelector('#conversations >> text=Are you there?');
  await page.keyboard.press('Escape');
  await isFocused(page, 'conversation-1');
});

test('given no keyboard, when the button on a desk is pressed, then the keys are listed, and closed by a button', async () => {
  const { bench, page, sit } = await openInbox();
  await page.goto(`${bench.url}/inbox`);
  await page.click('nav button');
  await page.waitForSelector(KEYS);
  await page.click(`${KEYS} button`);
  await page.waitForSelector(KEYS, { state: 'detached' });
  expect(page.url()).toBe(`${bench.url}/inbox`);
  const phone = await sit('Maria', SCREENS[0]);
  await phone.page.goto(`${bench.url}/inbox`);
  expect(await phone.page.isVisible('nav button')).toBe(false);
});

test.each(SCREENS)(
  'given the list of keys on $name, when looked at, then nothing is wrong with it',
  async (screen) => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Pat', screen);
    await page.goto(`${bench.url}/inbox/1`);
    await page.keyboard.press('?');
    await page.waitForSelector(KEYS);
    await inspect(page, `keys-${screen.name}`);
    expect(complaints).toEqual([]);
  },
);
