import { expect, test } from 'vitest';
import { EVIL, openOffice, SCREENS } from './office.ts';

test('given the settings on a phone, when words are typed and put in, then the preview follows, and Save keeps them', async () => {
  const { bench, sit } = await openOffice();
  const { page, complaints } = await sit('Maria', SCREENS[0]);
  await page.goto(`${bench.url}/settings`);
  await page.fill('#template-default', `Hi, ${EVIL} `);
  await page.waitForSelector('#preview-default >> text=It does not say who texts');
  await page.click('[data-into="#template-default"][data-insert="{{business_name}}"]');
  await page.waitForSelector('#preview-default .text >> text=Acme HVAC');
  expect(await page.inputValue('#template-default')).toBe(`Hi, ${EVIL} {{business_name}}`);
  await page.click('form[action$="/message"] button.primary');
  await page.waitForSelector('text=Saved. It counts from the next call on.');
  expect(await page.inputValue('#template-default')).toBe(`Hi, ${EVIL} {{business_name}}`);
  expect(complaints).toEqual([]);
});

test('given the slider, when it is moved, then its seconds show at once, and a refusal keeps them', async () => {
  const { bench, sit } = await openOffice();
  const { page } = await sit('Maria');
  await page.goto(`${bench.url}/settings`);
  await page.focus('input[type=range]');
  await page.keyboard.press('Home');
  await page.waitForSelector('output >> text=10');
  await page.keyboard.press('ArrowRight');
  await page.waitForSelector('output >> text=11');
  await page.fill('input[name=forward]', '120');
  await page.press('input[name=forward]', 'Enter');
  await page.waitForSelector('[role=alert] >> text=is too short for a phone number');
  expect(await page.inputValue('input[name=forward]')).toBe('120');
  expect(await page.inputValue('input[type=range]')).toBe('11');
});
