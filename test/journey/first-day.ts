import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addUser } from '../../src/services/add-user.ts';
import { SALT_BYTES } from '../../src/services/password-hash.ts';
import { setPassword } from '../../src/services/set-password.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Installation } from '../e2e/harness/installation.ts';

export const PASSWORD = 'ladder copper breeze anvil';
const BUSINESS = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' } as const;

/** Where the daemon's pages are, as its log says. */
export async function pagesOf({ daemon }: Installation): Promise<string> {
  const line = await daemon.waitForLine((each) => each.includes('pages and API are served'));
  const { url }: { readonly url: string } = JSON.parse(line);
  return url;
}

/** What the machine's administrator reads: nobody else may. */
export function readSetupCode({ workspace }: Installation): string {
  const path = join(workspace.folder, 'setup-code');
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  return readFileSync(path, 'utf8').trim();
}

/** Somebody else who works there, as the command line adds them. */
export async function hire({ workspace }: Installation, name: string): Promise<void> {
  const store = openStore(workspace.databasePath);
  addUser(store, { settings: { name, role: 'staff' }, dryRun: false }, BUSINESS.country, 'test', Date.now());
  const password = { name, password: PASSWORD, salt: randomBytes(SALT_BYTES), dryRun: false };
  expect((await setPassword(store, password, BUSINESS, 'test', Date.now())).kind).toBe('set');
  store.close();
}

export async function signIn(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=name]', name);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button.primary');
  await page.waitForURL('**/inbox');
}

/** What may be done with a lead beside its conversation; folded again with each new page. */
export async function openDetails(page: Page): Promise<void> {
  await page.click('.lead-panel:not([open]) > summary');
}

/** When the daemon stored the text with these words, by the machine's clock. @throws Error where it has not */
export function storedAt({ workspace }: Installation, customer: string, words: string): number {
  const store = openStore(workspace.databasePath);
  const found = store.read((reader) => {
    const lead = reader.leads.byNumber(customer);
    return lead === undefined
      ? undefined
      : reader.messages.ofLead(lead.id, 100).find(({ body }) => body.includes(words));
  });
  store.close();
  if (found === undefined) throw new Error(`"${words}" of ${customer} was not stored`);
  return found.createdAt;
}
