import { describe, expect, test } from 'vitest';
import { addNoticeChannel } from '../../src/services/notice-channels.ts';
import { writeConsent } from '../../src/services/record-consent.ts';
import { business } from '../fakes/service-bench.ts';
import { EVIL, inspect, type Office, openOffice, SCREENS } from './office.ts';

/** People, alerts and consent as they are after a while, with markup where somebody could put some. */
function furnish({ bench: { store }, write }: Office): void {
  const at = Date.now();
  const how = { user: 'Pat', channel: 'sms', address: '+12125550151', kinds: ['reply'], atNight: true };
  addNoticeChannel(store, { ...how, dryRun: false }, business, 'test', at);
  write('STOP');
  write(`Please stop texting me ${EVIL}`, '+12125550124');
  store.transact('progress', (tx) => {
    const said = { number: '+12125550125', state: 'opted-in', source: 'in-person', note: EVIL } as const;
    writeConsent(tx, said, 'user:Maria', at);
  });
}

describe.each(SCREENS)('on $name', (screen) => {
  test('given the pages of people and consent, when looked at, then nothing is cut off or stumbled over', async () => {
    const office = await openOffice();
    furnish(office);
    const { bench, sit } = office;
    const { page, complaints } = await sit('Maria', screen);
    const pages = {
      team: '/settings/team',
      'team-add': '/settings/team/add',
      person: '/settings/team/2',
      'person-alerts': '/settings/team/2/alerts',
      'own-alerts': '/account/alerts',
      consent: '/settings/consent',
      'consent-review': '/settings/consent?show=review',
      'consent-number': '/settings/consent?number=%2B12125550123',
      'consent-undecided': '/settings/consent?number=%2B12125550124',
      'lead-with-consent': '/leads/1',
      'sign-ins': '/settings/safety',
      changes: '/settings/safety/changes',
      tokens: '/settings/safety/tokens',
      'own-sign-ins': '/account/sign-ins',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(bench.url + path);
      await inspect(page, `${name}-${screen.name}`);
    }
    await page.goto(`${bench.url}/settings/team/2`);
    await page.click('form[action$="/password"] button');
    await page.waitForSelector('code.secret');
    // Loading the page again shows the person, and makes no other password.
    expect(new URL(page.url()).pathname).toBe('/settings/team/2');
    await inspect(page, `person-password-${screen.name}`);
    expect(complaints).toEqual([]);
  });
});

test('given somebody with a temporary password, when they sign in, then they choose their own, and are in', async () => {
  const { bench, sit } = await openOffice();
  const owner = await sit('Maria');
  await owner.page.goto(`${bench.url}/settings/team/2`);
  await owner.page.click('form[action$="/password"] button');
  const password = (await owner.page.textContent('code.secret')) ?? '';
  const { page, complaints } = await sit('Pat', SCREENS[0]);
  await page.context().clearCookies();
  await page.goto(`${bench.url}/inbox`);
  await page.fill('input[name=name]', 'Pat');
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForSelector('text=Choose a password of your own');
  await inspect(page, 'choose-password-phone-light');
  await page.fill('input[name=current]', password);
  await page.fill('input[name=password]', 'ladder copper breeze anvil');
  await page.click('button.primary');
  await page.waitForSelector('text=Your password was changed.');
  expect(complaints).toEqual([]);
});
