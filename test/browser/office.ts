import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { systemClock } from '../../src/system-clock.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench, type WebBenchOptions } from '../fakes/web-bench.ts';
import { chromiumPath, NO_CHROMIUM } from './chromium-path.mjs';

export const ARTIFACTS = join(import.meta.dirname, '../../.artifacts/pages');

/** A phone in the hand and a screen on a desk, by day and by night. */
export const SCREENS = [
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desk-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'desk-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
] as const satisfies readonly ({ readonly name: string } & BrowserContextOptions)[];

/** Markup where a customer may put some: it must be shown, and never run. */
export const EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>';

export interface Seat {
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: readonly string[];
}

export interface Office {
  readonly bench: WebBench;
  /** A customer writes, now. */
  write(text: string, from?: string): void;
  /** Somebody signed in with a browser of their own. */
  sit(name: 'Maria' | 'Pat', screen?: BrowserContextOptions): Promise<Seat>;
  /** A browser with which nobody is signed in. */
  visit(screen?: BrowserContextOptions): Promise<Seat>;
}

interface OfficeOptions extends Pick<WebBenchOptions, 'extend'> {
  /** Nobody is known yet, neither Maria nor Pat. */
  readonly isNew?: boolean;
  /** What Maria and Pat speak; what their browser asks for where nothing is said. */
  readonly language?: string;
}

/** The real server and a real browser, on a clock that goes on; Maria owns the business, Pat works there. */
export async function openOffice({
  isNew = false,
  language,
  ...options
}: OfficeOptions = {}): Promise<Office> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  const bench = await openWebBench({ ...options, pageClock: systemClock });
  const people = isNew
    ? null
    : {
        Maria: bench.addUser('Maria', 'owner', language),
        Pat: bench.addUser('Pat', 'staff', language),
      };
  // Everything it loads comes from this machine, so its sandbox, which root may not have, guards nothing here.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  const open = async (screen: BrowserContextOptions, token: string | null): Promise<Seat> => {
    const context = await browser.newContext(screen);
    if (token !== null) await context.addCookies([{ name: 'textback', value: token, url: bench.url }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => void dialog.accept());
    return { page, complaints };
  };
  return {
    bench,
    write: (text, from = CUSTOMER) => replyFrom(bench.store, from, LINE, text, Date.now()),
    visit: (screen = SCREENS[2]) => open(screen, null),
    async sit(name, screen = SCREENS[2]) {
      if (people === null) throw new Error(`${name} is not known yet.`);
      return open(screen, bench.signedIn(people[name]).token);
    },
  };
}

/**
 * What a page must be on every screen: nothing cut off, nothing that a screen reader stumbles over. Keeps a picture.
 * @param fullPage of all of it, or of what the screen shows
 */
export async function inspect(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  // To hide the caret would style what is typed in, which htmx carries over, against the policy for styles.
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage, caret: 'initial' });
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  expect(await violationsOf(page), name).toEqual([]);
}

/** What axe-core finds; among it targets that are too small for a thumb (24 pixels: WCAG 2.2, 2.5.8). */
export async function violationsOf(page: Page, rules: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  await page.evaluate(`if (window.axe === undefined) { ${axe.source} }`);
  const only = rules === 'all' ? '' : 'runOnly: ["color-contrast"],';
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run({ ${only} rules: { "target-size": { enabled: ${rules === 'all'} } }, resultTypes: ["violations"] })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
