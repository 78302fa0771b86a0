import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { chromiumPath, NO_CHROMIUM } from '../browser/chromium-path.mjs';

/** A browser of which every complaint is kept, and every request that leaves the daemon. */
export interface WatchedBrowser extends AsyncDisposable {
  /** Somebody else's browser: cookies of its own. */
  sit(screen?: BrowserContextOptions): Promise<Page>;
  /** Fails with what any of its pages complained of so far, or asked of another host. */
  expectNoComplaint(): void;
}

export const PHONE = { viewport: { width: 390, height: 844 } } as const;
export const DESK = { viewport: { width: 1280, height: 800 } } as const;

export async function openWatchedBrowser(origin: string): Promise<WatchedBrowser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error(NO_CHROMIUM);
  // Everything it loads comes from this machine, so its sandbox, which root may not have, guards nothing here.
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const complaints: string[] = [];
  return {
    async sit(screen = DESK) {
      const context = await browser.newContext({ ...screen, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(`${message.text()} (${page.url()})`);
      });
      page.on('pageerror', (error) => complaints.push(`${error.message} (${page.url()})`));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol !== 'data:' && url.origin !== origin) complaints.push(`asked for ${url.href}`);
      });
      // Questions before something is done: a person says yes. A script of a customer's would ask here too.
      page.on('dialog', (dialog) => {
        if (dialog.type() !== 'confirm') complaints.push(`${dialog.type()}: ${dialog.message()}`);
        void dialog.accept();
      });
      return page;
    },
    expectNoComplaint() {
      expect(complaints).toEqual([]);
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** From now on the page notes when each of these words first showed in it, by the machine's clock. */
export async function noteWhenShown(page: Page, words: readonly string[]): Promise<void> {
  await page.evaluate(`{
    const words = ${JSON.stringify(words)};
    window.shownAt = {};
    const look = () => {
      const text = document.querySelector('#timeline')?.textContent ?? '';
      for (const each of words) if (text.includes(each)) window.shownAt[each] ??= Date.now();
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  }`);
}

/** What `noteWhenShown` has noted of one of them; null where it has not shown. */
export async function shownAt(page: Page, word: string): Promise<number | null> {
  return await page.evaluate<number | null>(`window.shownAt[${JSON.stringify(word)}] ?? null`);
}
