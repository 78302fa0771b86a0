import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { chromiumPath } from './chromium-path.mjs';
import { inspect, openOffice, SCREENS } from './office.ts';

const SLOW_MS = 20_000;

/** Not waitForFunction, which evaluates as the page itself: that our Content-Security-Policy forbids. */
const until = (page: Page, expression: string) =>
  vi.waitFor(async () => expect(await page.evaluate(expression)).toBe(true), { timeout: SLOW_MS });
/** Until the worker stands between the page and the network. */
const controlled = (page: Page) => until(page, 'navigator.serviceWorker.controller?.state === "activated"');
const listens = (page: Page) => page.waitForSelector('body.listening');
/** The addresses that the browser has kept. */
const kept = (page: Page) =>
  page.evaluate<string[]>(`(async () => {
    const found = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found;
  })()`);

describe('the service worker', () => {
  test('given pages with customers, when they were looked at, then only scripts, styles and pictures are kept', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria');
    await page.goto(`${bench.url}/inbox/1`);
    await controlled(page);
    for (const path of ['/inbox', '/leads', '/calls', '/dashboard', '/account', '/inbox/1'])
      await page.goto(bench.url + path);
    const files = await kept(page);
    expect(files.filter((file) => !file.startsWith('/assets/'))).toEqual(['/offline']);
    expect(files.map((file) => file.replace(/\.[\da-f]{10}/, '')).toSorted()).toEqual([
      '/assets/app.css',
      '/assets/app.js',
      '/assets/htmx.min.js',
      '/assets/icon-192.png',
      '/assets/icon.svg',
      '/offline',
    ]);
    expect(complaints).toEqual([]);
  });

  test('given it, when a customer writes, an answer is sent and Maria signs out, then all is as without it', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page, complaints } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await controlled(page);
    await page.reload();
    await listens(page);
    write('Are you there?');
    await page.waitForSelector('#timeline >> text=Are you there?');
    await page.fill('#reply', 'Pat comes at 2.');
    await page.press('#reply', 'Control+Enter');
    await page.waitForSelector('#timeline >> text=Pat comes at 2.');
    await page.goto(`${bench.url}/account`);
    await page.click('form[action="/sign-out"] button');
    await page.waitForURL('**/sign-in');
    await page.goto(`${bench.url}/inbox/1`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(complaints).toEqual([]);
  });

  test('given no connection, when a page is opened, then it says that textback cannot be reached; with one, the page is there again', async () => {
    const { bench, write, sit } = await openOffice();
    write('My AC stopped.');
    const { page } = await sit('Maria', SCREENS[0]);
    await page.goto(`${bench.url}/inbox/1`);
    await controlled(page);
    await page.context().setOffline(true);
    await page.goto(`${bench.url}/inbox/1`);
    await page.waitForSelector('text=textback cannot be reached');
    await page.waitForSelector('text=No se puede conectar con textback');
    expect(await page.textContent('body')).not.toContain('My AC stopped.');
    // Its styles are kept too.
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth')).toBe('480px');
    await page.context().setOffline(false);
    await page.click('text=Try again');
    await page.waitForSelector('#timeline >> text=My AC stopped.');
  });

  test('given a newer textback, when a page is opened, then its worker is in force at once, and what the old one kept is gone', async () => {
    let version = 'a';
    const { bench, sit } = await openOffice({
      extend: (app) =>
        app.get('/service-worker.js', async (context, next) => {
          await next();
          const text = await context.res.text();
          context.res = new Response(text.replace(/"version":"/, `"version":"${version}`), context.res);
        }),
    });
    const { page } = await sit('Maria');
    await page.goto(`${bench.url}/inbox`);
    await controlled(page);
    version = 'b';
    await page.goto(`${bench.url}/inbox`);
    await until(page, 'caches.keys().then((names) => names.length === 1 && names[0].startsWith("shell-b"))');
    await controlled(page);
  });
});

test('given a browser that keeps what it installs, when it looks at a page, then nothing stands in the way of installing it', async () => {
  const { bench } = await openOffice();
  const folder = mkdtempSync(join(tmpdir(), 'textback-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const executablePath = chromiumPath() ?? '';
  const context = await chromium.launchPersistentContext(folder, { executablePath, args: ['--no-sandbox'] });
  onTestFinished(() => context.close());
  const { token } = bench.signedIn(bench.addUser('Joe', 'owner'));
  await context.addCookies([{ name: 'textback', value: token, url: bench.url }]);
  const page = await context.newPage();
  await page.goto(`${bench.url}/inbox`);
  await controlled(page);
  const devTools = await context.newCDPSession(page);
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
});

test.each(SCREENS)('given no connection on $name, then its page looks as it should', async (screen) => {
  const { bench, sit } = await openOffice();
  const { page } = await sit('Maria', screen);
  await page.goto(`${bench.url}/offline`);
  await inspect(page, `offline-${screen.name}`);
});
