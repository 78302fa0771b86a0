import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { openDetails } from './first-day.ts';

/** Markup that would say so, had any of it run: `ran` would not be undefined. */
export const HOSTILE = {
  line: 'Acme "><img src=x onerror=ran=1>',
  callerName: '<img src=x onerror=ran=2>',
  text: 'Hi <script>window.ran=3</script>',
  secondText: '"><img src=x onerror="ran=4"> <a href="javascript:ran=5">click</a>',
  liveText: '<svg onload="ran=6"></svg> still there?',
  leadName: '\'"><img src=x onerror="ran=7">',
  note: '<script>ran=8</script> "><img src=x onerror="ran=9">',
  tag: '<svg onload=ran=10>',
} as const;

const MARKUP = 'img[src="x"], svg[onload], [onerror], a[href^="javascript:"], main script';

/** Whatever the page shows stands there as it was written, and none of it was taken for markup. */
export async function expectLiteral(page: Page, words: readonly string[]): Promise<void> {
  const place = page.url();
  for (const each of words) {
    const shown = await page.evaluate<string>('document.body.textContent + " " + document.title');
    expect(shown.replace(/\s+/g, ' '), place).toContain(each);
  }
  expect(
    await page.evaluate<number>(`document.querySelectorAll(${JSON.stringify(MARKUP)}).length`),
    place,
  ).toBe(0);
  expect(await page.evaluate<string>('typeof window.ran'), place).toBe('undefined');
}

/** Names the lead and notes something, on its conversation's page, by the forms that staff use. */
export async function describeLead(page: Page): Promise<void> {
  await openDetails(page);
  await page.fill('form[action$="/name"] input[name=value]', HOSTILE.leadName);
  await page.click('form[action$="/name"] button');
  await vi.waitFor(async () => expect(await page.title()).toContain(HOSTILE.leadName), { timeout: 15_000 });
  await openDetails(page);
  await page.fill('form[action$="/note"] textarea', HOSTILE.note);
  await page.click('form[action$="/note"] button');
  await page.waitForSelector('#timeline li.note');
}

/** Has whoever is signed in told of misses and replies by text, on their own page. */
export async function tellByText(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/account/alerts`);
  await page.click('details:not([open]) > summary:has-text("Add")');
  await page.selectOption('select[name=channel]', 'sms');
  await page.click('form[action$="/add"] button.primary');
  await page.waitForSelector('section[id^="channel-"]');
}

/** Every page that shows any of it, with what it must show. */
export function pagesWith(leadId: string, callId: string): readonly (readonly [string, readonly string[]])[] {
  const { line, callerName, text, secondText, liveText, leadName, note } = HOSTILE;
  return [
    ['/inbox', [leadName, liveText]],
    [`/inbox/${leadId}`, [leadName, text, secondText, liveText, note]],
    ['/leads', [leadName]],
    [`/leads?${new URLSearchParams({ q: text })}`, []],
    ['/leads/board', [leadName]],
    [`/leads/${leadId}`, [leadName, text, secondText, note]],
    ['/calls', [leadName]],
    [`/calls/${callId}`, [callerName, line]],
    ['/dashboard', [line]],
    ['/settings', [line]],
    ['/settings/setup/line', [line]],
    ['/settings/setup/message', [line]],
    ['/settings/team', []],
    ['/settings/blocked', []],
    ['/settings/holidays', []],
    ['/settings/consent', []],
    ['/account', []],
    ['/account/alerts', [callerName]],
  ];
}
