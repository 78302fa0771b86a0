import { describe, expect, test } from 'vitest';
import { listSettings } from '../../src/services/change-settings.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { type Fields, filled, submit } from '../fakes/web-forms.ts';

const PAGE = '/settings/business';
const EVIL = '</textarea><img src=x onerror=alert(1)>';

const save = (browser: Browser, form: string, typed: Fields) =>
  submit(browser, PAGE, { action: `${PAGE}/${form}`, typed });
const settingsOf = ({ store }: WebBench) =>
  Object.fromEntries(listSettings(store).map(({ name, value }) => [name, value]));
const changedOf = ({ store }: WebBench) =>
  listSettings(store)
    .filter(({ isDefault }) => !isDefault)
    .map(({ name, value }) => `${name}=${value}`);

async function openOffice(language?: string) {
  const bench = await openWebBench();
  // As they come: the bench has them off.
  bench.store.transact('progress', (tx) => {
    for (const cap of ['per-number', 'per-prefix', 'per-minute', 'per-day']) tx.settings.clear(`cap-${cap}`);
  });
  const maria = bench.signedIn(bench.addUser('Maria', 'owner', language));
  return { bench, maria };
}

describe('the settings of the whole business', () => {
  test.each([
    ['replies', { 'quick-replies': 'On our way.\r\n\r\n Thanks! ' }, 'On our way. | Thanks!'],
    [
      'answers',
      { 'help-text': '{{business_name}}: call us. Reply STOP to stop.' },
      '{{business_name}}: call us. Reply STOP to stop.',
    ],
    ['answers', { 'auto-replies-per-hour': '3' }, '3'],
    ['alerts', { 'alert-quiet-hours': '21:00-6:30' }, '21:00-6:30'],
    ['alerts', { 'low-balance': '0' }, '0'],
    ['quiet', { 'text-back-quiet-hours': 'by-state' }, 'by-state'],
    ['quiet', { 'pause-after-reply': '12' }, '12'],
    ['caps', { 'cap-per-day': 'off' }, 'off'],
    ['never', { 'internal-numbers': '+12125550150, 101' }, '+12125550150, 101'],
    ['never', { 'block-treatment': 'voicemail' }, 'voicemail'],
    ['credits', { charge: 'segment' }, 'segment'],
    ['credits', { 'price-per-100': '8.50' }, '8.50'],
  ] satisfies [string, Fields, string][])(
    'given the form "%s", when %j is saved, then it is %s',
    async (form, typed, value) => {
      const { bench, maria } = await openOffice();
      const saved = await save(maria, form, typed);
      expect(saved.status).toBe(303);
      expect(changedOf(bench)).toEqual([`${Object.keys(typed)[0]}=${value}`]);
      expect((await maria.open(String(saved.headers['location']))).text).toContain(
        'Saved. It counts at once.',
      );
      // What is shown again is what is saved again.
      expect((await save(maria, form, {})).status).toBe(303);
      expect(changedOf(bench)).toEqual([`${Object.keys(typed)[0]}=${value}`]);
    },
  );

  test('given a setting that was changed, when it is emptied, then it is textback’s own again; a list is empty', async () => {
    const { bench, maria } = await openOffice();
    await save(maria, 'alerts', { 'low-balance': '50' });
    await save(maria, 'alerts', { 'low-balance': '' });
    expect(changedOf(bench)).toEqual([]);
    await save(maria, 'never', { 'never-text-tags': '' });
    expect(settingsOf(bench)['never-text-tags']).toBe('');
  });

  test.each([
    ['answers', { 'help-text': `Call us. ${EVIL}` }, 'put {{business_name}} in it'],
    ['alerts', { 'low-balance': 'few' }, 'Give a whole number from 0 to 1000000.'],
    ['alerts', { 'alert-quiet-hours': 'at night' }, 'Give a time of day such as 22:00-7:00, or off.'],
    ['caps', { 'cap-per-day': '-1' }, 'cap-per-day cannot be'],
    ['never', { 'internal-numbers': 'Mike' }, 'Give numbers such as +12125550150'],
    ['replies', { 'quick-replies': 'x'.repeat(161) }, 'at most 160 characters'],
    ['credits', { 'price-per-100': 'nine' }, 'Give dollars, e.g. 9 or 8.50.'],
  ] satisfies [string, Fields, string][])(
    'given the form "%s", when %j is saved, then nothing is, the page says what to do, and it stays as typed',
    async (form, typed, told) => {
      const { bench, maria } = await openOffice();
      const { status, text } = await save(maria, form, typed);
      expect(status).toBe(422);
      expect(text).toContain(told);
      expect(text).not.toContain(EVIL);
      expect(filled(text, { action: `${PAGE}/${form}` })).toMatchObject(typed);
      expect(changedOf(bench)).toEqual([]);
    },
  );

  test('given one good and one wrong field, when saved, then neither is', async () => {
    const { bench, maria } = await openOffice();
    await save(maria, 'alerts', { 'low-balance': '50', 'alert-texts-per-day': 'many' });
    expect(changedOf(bench)).toEqual([]);
  });

  test('given every setting that the command line has, when looked at, then all but what data is kept for can be set here', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open(PAGE);
    const here = new Set(
      [...text.matchAll(/<(?:input|select|textarea) name="([^"]*)"/g)].map(([, name]) => name),
    );
    expect(Object.keys(settingsOf(bench)).filter((name) => !here.has(name))).toEqual([
      'keep-for',
      'keep-events-days',
    ]);
  });

  test('given staff, a form that there is not, and a reader of Spanish, then refused, not found, and Spanish', async () => {
    const { bench, maria } = await openOffice('es');
    const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
    expect((await pat.open(PAGE)).text).toContain('Only an owner may change this.');
    expect((await pat.post(`${PAGE}/alerts`, { 'low-balance': '50' })).status).toBe(403);
    expect((await maria.post(`${PAGE}/constructor`, {})).status).toBe(404);
    expect((await save(maria, 'alerts', { 'low-balance': 'pocos' })).text).toContain(
      'Escriba un número entero de 0 a 1000000.',
    );
  });
});
