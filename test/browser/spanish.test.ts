import { describe, expect, test } from 'vitest';
import { inspect, openOffice, SCREENS } from './office.ts';

describe.each([SCREENS[0], SCREENS[2]])('on $name', (screen) => {
  test('given somebody who chooses Spanish, when they look at every page, then nothing is cut off or stumbled over', async () => {
    const { bench, write, sit } = await openOffice();
    write('Mi aire acondicionado no enfría.');
    await bench.services.missCall();
    const { page, complaints } = await sit('Maria', screen);
    await page.goto(`${bench.url}/account`);
    await page.selectOption('form[action="/account/language"] select', 'es');
    await page.click('form[action="/account/language"] button');
    await page.waitForSelector('text=Se cambió el idioma.');
    const pages = {
      inbox: '/inbox',
      conversation: '/inbox/1',
      leads: '/leads',
      board: '/leads/board',
      lead: '/leads/1',
      calls: '/calls',
      call: '/calls/1',
      dashboard: '/dashboard?by=month&at=2026-01-05',
      settings: '/settings',
      team: '/settings/team',
      credits: '/settings/credits',
      account: '/account',
    };
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(bench.url + path);
      await inspect(page, `spanish-${name}-${screen.name}`);
    }
    expect(complaints).toEqual([]);
  });
});
