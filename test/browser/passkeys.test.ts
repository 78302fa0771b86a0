import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SALT_BYTES } from '../../src/services/password-hash.ts';
import { setPassword } from '../../src/services/set-password.ts';
import { business } from '../fakes/service-bench.ts';
import { inspect, openOffice, SCREENS } from './office.ts';

const PASSWORD = 'ladder copper breeze anvil';

/** A device with a sensor that always says it is them. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

async function atLocalhost(screen: (typeof SCREENS)[number]) {
  const { bench, visit } = await openOffice();
  const { store, clock } = bench;
  const password = { name: 'Maria', password: PASSWORD, salt: randomBytes(SALT_BYTES), dryRun: false };
  await setPassword(store, password, business, 'test', clock.now());
  const url = `http://localhost:${new URL(bench.url).port}`;
  const { page, complaints } = await visit(screen);
  await giveAuthenticator(page);
  await page.goto(`${url}/sign-in`);
  return { bench, page, complaints, url };
}

const ADD = '#passkeys button:text-is("Add a passkey")';

describe('a passkey in a browser', { timeout: 60_000 }, () => {
  test.each([SCREENS[0], SCREENS[3]])(
    'given $name, when one is added, then it signs in without a name or password, until it is removed',
    async (screen) => {
      const { page, complaints, url } = await atLocalhost(screen);
      await inspect(page, `passkey-sign-in-${screen.name}`, true);
      await page.fill('input[name=name]', 'Maria');
      await page.fill('input[name=password]', PASSWORD);
      await page.click('button:text-is("Sign in")');
      await page.waitForURL(`${url}/inbox`);
      await page.goto(`${url}/account`);
      await page.fill('#passkeys input[name=password]', 'guess guess guess');
      await page.click(ADD);
      await page.waitForSelector('text=The password is another one.');
      await page.fill('#passkeys input[name=password]', PASSWORD);
      await page.fill('#passkeys form[action="/account/passkeys"] input[name=name]', 'This phone');
      await page.click(ADD);
      await page.waitForSelector('text=You can sign in with this passkey from now on.');
      await page.waitForSelector('strong:text-is("This phone")');
      await page.click('summary:text-is("Rename or remove")');
      await inspect(page, `passkey-account-${screen.name}`, true);

      await page.click('form[action="/sign-out"] button');
      await page.waitForURL(`${url}/sign-in`);
      await page.click('button:text-is("Sign in with a passkey")');
      await page.waitForURL(`${url}/inbox`);

      await page.goto(`${url}/account`);
      await page.waitForSelector('text=last used');
      await page.waitForSelector('text=signed in with the passkey This phone');
      await inspect(page, `passkey-session-${screen.name}`, true);
      await page.click('summary:text-is("Rename or remove")');
      await page.click('#passkeys form[action$="/remove"] button');
      // What opened this session is gone, and so is the session.
      await page.waitForURL(`${url}/sign-in`);
      await page.click('button:text-is("Sign in with a passkey")');
      await page.waitForSelector('text=This passkey was not accepted.');
      // Chromium says of every answer of 4xx that it is one.
      expect(complaints.filter((each) => !each.includes('Failed to load resource'))).toEqual([]);
    },
  );

  test('given a device with none, when signing in with one is tried, then the page says so', async () => {
    const { page } = await atLocalhost(SCREENS[2]);
    await page.click('button:text-is("Sign in with a passkey")');
    await page.waitForSelector('text=No passkey was used');
  });

  test('given an address in numbers, then signing in has no such button, and the account says what to set', async () => {
    const { bench, sit, visit } = await openOffice();
    const stranger = await visit();
    await stranger.page.goto(`${bench.url}/sign-in`);
    expect(await stranger.page.locator('text=passkey').count()).toBe(0);
    const { page } = await sit('Maria');
    await page.goto(`${bench.url}/account`);
    await page.waitForSelector('#passkeys >> text=set public_url');
  });
});
