import { expect, test } from 'vitest';
import { openOffice, SCREENS } from './office.ts';

test('given somebody who chooses Spanish, when they go on, then the pages speak it; every-page.test.ts looks at each', async () => {
  const { bench, sit } = await openOffice();
  const { page, complaints } = await sit('Maria', SCREENS[0]);
  await page.goto(`${bench.url}/account`);
  await page.selectOption('form[action="/account/language"] select', 'es');
  await page.click('form[action="/account/language"] button');
  await page.waitForSelector('text=Se cambió el idioma.');
  await page.click('nav >> text=Llamadas');
  await page.waitForSelector('h1 >> text=Llamadas');
  expect(await page.getAttribute('html', 'lang')).toBe('es');
  expect(complaints).toEqual([]);
});
