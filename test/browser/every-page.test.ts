import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SETUP_STEPS, stepPath } from '../../src/http/setup/setup-steps.ts';
import { listStages } from '../../src/services/edit-stages.ts';
import { fillOffice } from './busy-office.ts';
import { ARTIFACTS, openOffice, SCREENS, violationsOf } from './office.ts';
import { englishOn } from './spoken-english.ts';

/** What stands for a part of an address. */
interface Ids {
  readonly missed: number;
  readonly taken: number;
}

/** Every page that a browser can be on, and the addresses at which it is looked at. A page without a line fails. */
const PAGES: Readonly<Record<string, (ids: Ids) => readonly string[]>> = {
  '/sign-in': () => ['/sign-in'],
  '/offline': () => ['/offline'],
  '/inbox': () => ['/inbox', '/inbox?unread=1'],
  '/inbox/:id{[0-9]{1,15}}': () => ['/inbox/1', '/inbox/5'],
  '/leads': () => [
    '/leads',
    '/leads?q=revisi%C3%B3n&owner=nobody&source=text',
    '/leads?tag=vip&stage=Booked&owner=Maria',
  ],
  '/leads/board': () => ['/leads/board'],
  '/leads/:id{[0-9]{1,15}}': () => ['/leads/1'],
  '/calls': () => ['/calls', '/calls?outcome=busy'],
  '/calls/outbound': () => ['/calls/outbound'],
  '/calls/:call{[0-9]{1,15}}': ({ missed, taken }) =>
    [missed, missed + 1, missed + 2, taken, taken + 1, taken + 2].map((id) => `/calls/${id}`),
  '/dashboard': () => ['/dashboard?by=month&at=2026-01-05', '/dashboard?by=day&at=2026-01-05'],
  '/settings': () => ['/settings', '/settings?line=%2B12125550101'],
  '/settings/lines/:line{[0-9]{3,15}}/hunt': () => ['/settings/lines/12125550100/hunt'],
  '/settings/setup/:step{[a-z]+}': () => SETUP_STEPS.map(stepPath),
  '/settings/team': () => ['/settings/team'],
  '/settings/team/add': () => ['/settings/team/add'],
  '/settings/team/:user{[0-9]{1,15}}': () => ['/settings/team/1'],
  '/settings/team/:user{[0-9]{1,15}}/alerts': () => ['/settings/team/1/alerts'],
  '/settings/business': () => ['/settings/business'],
  '/settings/webhooks': () => ['/settings/webhooks'],
  '/settings/webhooks/:webhook{[0-9]{1,15}}': () => ['/settings/webhooks/1'],
  '/settings/holidays': () => ['/settings/holidays'],
  '/settings/consent': () => ['/settings/consent'],
  '/settings/credits': () => ['/settings/credits'],
  '/settings/blocked': () => ['/settings/blocked'],
  '/account': () => ['/account'],
  '/account/password': () => ['/account/password'],
  '/account/alerts': () => ['/account/alerts'],
  '/account/sign-ins': () => ['/account/sign-ins'],
  '/settings/safety': () => ['/settings/safety'],
  '/settings/safety/changes': () => ['/settings/safety/changes'],
  '/settings/safety/tokens': () => ['/settings/safety/tokens'],
};

/** What a browser gets and nobody looks at: parts of pages, files, and what leads on elsewhere. */
const NO_PAGES: readonly string[] = [
  ...['/', '/events', '/health/live', '/health/ready', '/metrics'],
  ...['/assets/:file', '/manifest.webmanifest', '/service-worker.js'],
  ...['/inbox/list', '/inbox/:id{[0-9]{1,15}}/timeline', '/calls/list', '/calls/:call{[0-9]{1,15}}/now'],
  // Where nobody is signed in yet: setup.test.ts looks at it.
  '/setup',
  ...['/account/alerts/latest', '/settings/team/:user{[0-9]{1,15}}/alerts/latest'],
  '/settings/webhooks/:webhook{[0-9]{1,15}}/now',
  '/settings/lines/:line{[0-9]{3,15}}/test',
  ...['/settings/setup', '/settings/setup/pbx/now', '/settings/setup/gateway/now'],
  ...['/leads/list', '/leads/:id{[0-9]{1,15}}/timeline', '/leads/board/now'],
  ...['/leads/export.csv', '/leads/export.vcf', '/leads/:id{[0-9]{1,15}}/contact.vcf'],
];

const SIZES = [SCREENS[0], SCREENS[2]] as const;
const SCHEMES = ['light', 'dark'] as const;
const SWEEP_MS = 240_000;

test.each(['en', 'es'] as const)(
  'given every page in the language %s, when looked at on a phone and a desk, by day and by night, then nothing is wrong with it',
  { timeout: SWEEP_MS },
  async (language) => {
    const { bench, sit } = await openOffice({ language });
    const routes = bench.app.routes.filter(
      ({ method, path }) => method === 'GET' && !path.startsWith('/api/'),
    );
    expect([...new Set(routes.map(({ path }) => path))].toSorted()).toEqual(
      [...Object.keys(PAGES), ...NO_PAGES].toSorted(),
    );
    const ids = await fillOffice(bench);
    const names = listStages(bench.store).map(({ name }) => name);
    const look = async (size: (typeof SIZES)[number]): Promise<readonly string[]> => {
      const wrong: string[] = [];
      const { page, complaints } = await sit('Maria', { ...size, locale: language });
      const strangers = watchStrangers(page, bench.url);
      for (const path of Object.values(PAGES).flatMap((addresses) => addresses(ids))) {
        await page.goto(bench.url + path);
        wrong.push(...(await lookAt(page, path, size.name.replace('-light', ''))));
        if (language === 'es')
          wrong.push(...(await englishOn(page, names)).map((words) => `${path} says in English: ${words}`));
      }
      return [...wrong, ...complaints, ...strangers];
    };
    const wrong = (await Promise.all(SIZES.map(look))).flat();
    expect(wrong).toEqual([]);
  },
);

/** What is wrong with the page that is open, on a screen of this size. Keeps pictures of it. */
async function lookAt(page: Page, path: string, size: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const name = path.replaceAll(/[^a-z0-9]+/gi, '-').replace(/^-/, '');
  const language = await page.evaluate<string>('navigator.language');
  const folder = join(ARTIFACTS, `every-page-${language}`);
  mkdirSync(folder, { recursive: true });
  if ((await page.locator('.chart').count()) > 0) await page.waitForSelector('.chart canvas');
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
    // By night nothing is another but colours.
    const found = await violationsOf(page, colorScheme === 'light' ? 'all' : 'colours');
    wrong.push(...found.map((violation) => `${path} on a ${size} (${colorScheme}): ${violation}`));
  }
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  if (overflow > 0) wrong.push(`${path} is ${overflow} pixels wider than a ${size}`);
  return wrong;
}

/** Requests to anything but the office itself. */
function watchStrangers(page: Page, ours: string): readonly string[] {
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${ours}/`) && !/^(data|blob):/.test(url)) strangers.push(`asks elsewhere: ${url}`);
  });
  return strangers;
}
