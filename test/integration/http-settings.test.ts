import { describe, expect, test } from 'vitest';
import { DEFAULT_MESSAGE } from '../../src/core/placeholders.ts';
import { listAudit } from '../../src/services/list-audit.ts';
import { listMessages } from '../../src/services/list-messages.ts';
import { removeLine } from '../../src/services/remove-line.ts';
import { showHours } from '../../src/services/show-hours.ts';
import { showLine } from '../../src/services/show-line.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { type Fields, submit } from '../fakes/web-forms.ts';

const HERE = `/settings/lines/${LINE.replace('+', '')}`;
const EVIL = '<img src=x onerror=alert(1)>';
const ESCAPED = '&lt;img src=x onerror=alert(1)&gt;';

interface Office {
  readonly bench: WebBench;
  readonly maria: Browser;
  readonly pat: Browser;
}

/** Maria, an owner, and Pat, staff. */
async function openOffice(language?: string): Promise<Office> {
  const bench = await openWebBench();
  const [maria, pat] = [
    bench.signedIn(bench.addUser('Maria', 'owner', language)),
    bench.signedIn(bench.addUser('Pat', 'staff')),
  ];
  return { bench, maria, pat };
}

/** Types into a form of the page and saves it; which of the texts is told by its `when`. */
const save = (browser: Browser, form: string, { when, ...typed }: Fields) =>
  submit(browser, '/settings', {
    action: `${HERE}/${form}`,
    typed,
    ...(when === undefined ? {} : { having: { when } }),
  });

const lineOf = ({ store }: WebBench) => {
  const shown = showLine(store, LINE, 'US');
  if (shown.kind !== 'line') throw new Error(shown.problem);
  return shown.line;
};
const rung = (bench: WebBench) =>
  lineOf(bench).hunt.flatMap(({ destinations }) => destinations.map(({ value }) => value));
const wordsOf = ({ store }: WebBench) => {
  const listed = listMessages(store, LINE, business);
  if (listed.kind !== 'messages') throw new Error(listed.problem);
  return Object.fromEntries(listed.messages.map(({ variant, template }) => [variant, template]));
};
const actionsOf = ({ store }: WebBench) => {
  const listed = listAudit(store, { subject: null, limit: 10 });
  if (listed.kind !== 'entries') throw new Error(listed.problem);
  return listed.entries.map(({ actor, action }) => `${actor} ${action}`);
};

describe('the phone', () => {
  test('given an owner, when all fields are saved, then the line has them, by name in the audit', async () => {
    const { bench, maria } = await openOffice();
    const fields = {
      enabled: 'off',
      forward: '(212) 555-0198',
      'ring-timeout': '20',
      sender: 'AcmeHVAC',
    };
    const saved = await save(maria, 'line', fields);
    expect(saved.status).toBe(303);
    expect(lineOf(bench)).toMatchObject({ enabled: false, ringTimeoutSeconds: 20, sender: 'AcmeHVAC' });
    expect(rung(bench)).toEqual(['+12125550198']);
    expect((await maria.open(String(saved.headers['location']))).text).toContain('Saved.');
    await save(maria, 'line', { sender: '' });
    expect(lineOf(bench).sender).toBeNull();
    expect(actionsOf(bench)[0]).toBe('user:Maria set sender');
  });

  test('given one field that is refused, when saved, then nothing is, and the page says why with what was typed', async () => {
    const { bench, maria } = await openOffice();
    const before = lineOf(bench);
    const { status, text } = await save(maria, 'line', { forward: '911', 'ring-timeout': '20' });
    expect(status).toBe(422);
    expect(text).toContain('is an emergency number: no line may forward to it.');
    expect(text).toContain('name="forward" value="911"');
    expect(text).toContain('<output id="ring-timeout">20</output>');
    expect(lineOf(bench)).toEqual(before);
  });

  test('given a line that would ring itself for 9 seconds, when saved, then both refusals stand beside their fields', async () => {
    const { maria } = await openOffice();
    const { status, text } = await save(maria, 'line', { forward: LINE, 'ring-timeout': '9' });
    expect(status).toBe(422);
    expect(text).toContain('name="forward" value="+12125550100" maxlength="160" aria-invalid="true"');
    expect(text).toContain('The ring timeout cannot be &quot;9&quot;.');
    expect(text).toContain('Give whole seconds from 10 to 60.');
  });

  test('given a hunt group, when looked at and saved, then it is shown in words and stays', async () => {
    const { bench, maria } = await openOffice();
    bench.store.transact('promised', (tx) =>
      tx.lines.setSteps(bench.services.line.id, [
        {
          ringSeconds: 15,
          destinations: [{ kind: 'number', value: '+12125550199', name: EVIL, confirm: true }],
        },
      ]),
    );
    const before = lineOf(bench).hunt;
    const { text } = await maria.open('/settings');
    expect(text).toContain(`First ${ESCAPED} rings for 15 s.`);
    expect(text).not.toContain('name="forward"');
    expect((await save(maria, 'line', { 'ring-timeout': '30' })).status).toBe(303);
    expect(lineOf(bench).hunt).toEqual(before);
  });

  test('given staff, when they look, then nothing can be changed, and what they send is refused', async () => {
    const { bench, pat } = await openOffice();
    const before = lineOf(bench);
    const { text } = await pat.open('/settings');
    expect(text).toContain('Only an owner may change this.');
    expect(text).toContain('<fieldset class="stack" disabled=""');
    expect(text).not.toContain('type="submit"');
    expect((await pat.post(`${HERE}/line`, { 'ring-timeout': '20' })).status).toBe(403);
    expect((await pat.post(`${HERE}/message`, { template: 'Hello.' })).status).toBe(403);
    expect(lineOf(bench)).toEqual(before);
  });

  test('given two lines, when the other is chosen, then it is shown; one that is not there is not found', async () => {
    const { bench, maria } = await openOffice();
    bench.store.transact('promised', (tx) =>
      tx.lines.add({ number: '+12125550101', name: EVIL, createdAt: bench.clock.now() }),
    );
    const { text } = await maria.open('/settings?line=%2B12125550101');
    expect(text).toContain(`<option value="+12125550101" selected="">${ESCAPED} · (212) 555-0101</option>`);
    expect(text).toContain('action="/settings/lines/12125550101/line"');
    expect(text).not.toContain(EVIL);
    expect((await maria.open('/settings?line=%2B12125550109')).status).toBe(404);
    expect((await maria.post('/settings/lines/12125550109/message', { template: 'Hi' })).status).toBe(404);
  });

  test('given no line, when looked at, then the page leads to the setup', async () => {
    const { bench, maria } = await openOffice();
    removeLine(bench.store, { number: LINE, dryRun: false }, 'US', 'user:Maria', bench.clock.now());
    expect((await maria.open('/settings')).text).toContain('href="/settings/setup"');
  });
});

describe('the message', () => {
  test('given words with line breaks and markup, when saved, then they are kept as typed and shown as text', async () => {
    const { bench, maria } = await openOffice();
    const template = `Hi from {{business_name}}.\r\n${EVIL}`;
    expect((await save(maria, 'message', { when: 'default', template })).status).toBe(303);
    expect(wordsOf(bench)).toEqual({ default: `Hi from {{business_name}}.\n${EVIL}` });
    const { text } = await maria.open('/settings');
    expect(text).toContain(`<p dir="auto">Hi from Acme HVAC.\n${ESCAPED}</p>`);
    expect(text).not.toContain(EVIL);
  });

  test('given words that are refused, when saved, then nothing is, and what was typed stays', async () => {
    const { bench, maria } = await openOffice();
    const template = 'Hi {{nmae}}, book at bit.ly/x';
    const { status, text } = await save(maria, 'message', { when: 'after-hours', template });
    expect(status).toBe(422);
    expect(text).toContain(`>${template}</textarea>`);
    expect(text).toContain('Carriers filter texts with links of bit.ly');
    expect(text).toContain('{{nmae}}');
    expect(wordsOf(bench)).toEqual({ default: DEFAULT_MESSAGE });
  });

  test('given words for after hours, when saved empty, then the usual ones are sent then', async () => {
    const { bench, maria } = await openOffice();
    await save(maria, 'message', { when: 'after-hours', template: 'Back {{next_open}}.' });
    expect(wordsOf(bench)).toEqual({ default: DEFAULT_MESSAGE, 'after-hours': 'Back {{next_open}}.' });
    await save(maria, 'message', { when: 'after-hours', template: ' ' });
    expect(wordsOf(bench)).toEqual({ default: DEFAULT_MESSAGE });
  });

  test('given the words of a trade, when chosen, then the line has both, and gives them back on request', async () => {
    const { bench, maria } = await openOffice();
    expect((await save(maria, 'words', { trade: 'plumbing' })).status).toBe(303);
    expect(wordsOf(bench)).toEqual({
      default: expect.stringContaining('Is water running right now?'),
      'after-hours': expect.stringContaining('Shut the main.'),
    });
    await save(maria, 'message', { when: 'default', template: 'typed', do: 'built-in' });
    expect(lineOf(bench).message).toBeNull();
    expect((await save(maria, 'words', { trade: 'plumbin' })).status).toBe(404);
  });

  test.each([
    ['en', 'In English', 'In Spanish'],
    ['es', 'En español', 'En inglés'],
  ])(
    'given a reader of %s, when words by trade are offered, then both languages, "%s" first',
    async (language, first, second) => {
      const { bench, maria } = await openOffice(language);
      const { text } = await maria.open('/settings');
      expect(text.indexOf(`<h3>${first}</h3>`)).toBeGreaterThan(0);
      expect(text.indexOf(`<h3>${second}</h3>`)).toBeGreaterThan(text.indexOf(`<h3>${first}</h3>`));
      expect(text).toContain('<p lang="es">Hola, somos {{business_name}}. Perdone');
      expect((await save(maria, 'words', { trade: 'es:plumbing' })).status).toBe(303);
      expect(wordsOf(bench)).toEqual({
        default: expect.stringContaining('¿Hay una fuga ahora mismo?'),
        'after-hours': expect.stringContaining('abrimos {{next_open_es}}.'),
      });
    },
  );
});

describe('the hours', () => {
  const hoursOf = ({ store, clock }: WebBench) => {
    const shown = showHours(store, LINE, business, clock.now());
    if (shown.kind !== 'hours') throw new Error(shown.problem);
    return shown.hours;
  };

  test('given hours as people write them, when saved, then the line keeps them, until they are left empty', async () => {
    const { bench, maria } = await openOffice();
    const fields = { hours: 'weekdays 8am-5pm; sat 9-12', 'time-zone': 'America/Chicago' };
    expect((await save(maria, 'hours', fields)).status).toBe(303);
    expect(hoursOf(bench).timeZone).toBe('America/Chicago');
    const { text } = await maria.open('/settings');
    expect(text).toContain('name="hours" value="Mon-Fri 8 AM-5 PM; Sat 9 AM-noon"');
    expect(text).not.toContain('This line has no hours');
    await save(maria, 'hours', { hours: '', 'time-zone': '' });
    expect(hoursOf(bench)).toMatchObject({ week: null, timeZone: 'America/New_York' });
  });

  test('given hours in Spanish, when saved, then the line keeps them, and each reader sees them in their language', async () => {
    const { bench, maria } = await openOffice('es');
    const luis = bench.signedIn(bench.addUser('Luis', 'owner', 'en'));
    expect((await save(maria, 'hours', { hours: 'Lunes a viernes de 8 a 17; sáb 9-12' })).status).toBe(303);
    const shown = 'name="hours" value="lun-vie 8 a.m.-5 p.m.; sáb 9 a.m.-mediodía"';
    expect((await maria.open('/settings')).text).toContain(shown);
    const english = 'name="hours" value="Mon-Fri 8 AM-5 PM; Sat 9 AM-noon"';
    expect((await luis.open('/settings')).text).toContain(english);
    const { week } = hoursOf(bench);
    // Saved as they are shown, and in English.
    expect((await save(maria, 'hours', {})).status).toBe(303);
    expect((await save(maria, 'hours', { hours: 'mon-fri 8-17, sat 9-12' })).status).toBe(303);
    expect(hoursOf(bench).week).toEqual(week);
    const refused = await save(maria, 'hours', { hours: 'lun-vie' });
    expect(refused.text).toContain('Escriba por ejemplo «lun-vie 8:00-17:00, sáb 9-12»');
  });

  test('given a time zone that there is not, when saved with good hours, then neither is, and both stay as typed', async () => {
    const { bench, maria } = await openOffice();
    const fields = { hours: 'daily 9-17', 'time-zone': EVIL };
    const { status, text } = await save(maria, 'hours', fields);
    expect(status).toBe(422);
    expect(text).toContain('There is no time zone');
    expect(text).toContain('name="hours" value="daily 9-17"');
    expect(text).not.toContain(EVIL);
    expect(hoursOf(bench).week).toBeNull();
    const unreadable = await save(maria, 'hours', { hours: 'whenever', 'time-zone': '' });
    expect(unreadable.text).toContain('name="hours" value="whenever"');
    expect(unreadable.text).toContain('Write for example');
  });
});

describe('the preview', () => {
  const preview = async (browser: Browser, template: string, when = 'default') =>
    (await browser.post(`${HERE}/preview`, { when, template })).text;

  test.each([
    [
      'short',
      'Hi, {{business_name}}!',
      '14 characters · plain characters (GSM 7 bit) · 1 segment · 1 credit',
    ],
    ['long', 'a'.repeat(161), '161 characters · plain characters (GSM 7 bit) · 2 segments · 1 credit'],
    ['curly', 'It’s us', '7 characters · special characters (UCS-2) · 1 segment · 1 credit'],
  ])('given a %s text, when previewed, then it is counted as filled in', async (_, template, count) => {
    const { maria } = await openOffice();
    expect(await preview(maria, template)).toContain(`<small>${count}</small>`);
  });

  test('given 160 characters and one more, when previewed, then only the longer one is warned of', async () => {
    const { maria } = await openOffice();
    expect(await preview(maria, 'a'.repeat(160))).not.toContain('over 160');
    expect(await preview(maria, 'a'.repeat(161))).toContain('It has 161 characters: over 160');
  });

  test('given curly quotes, when plain ones are taken, then those are saved', async () => {
    const { bench, maria } = await openOffice();
    const template = 'It’s {{business_name}}';
    expect(await preview(maria, template)).toContain('Save with plain characters (1 segment)');
    await save(maria, 'message', { when: 'default', template, do: 'plain' });
    expect(wordsOf(bench)).toEqual({ default: "It's {{business_name}}" });
  });

  test('given nothing after hours, when previewed, then the usual words show; markup is text; nothing is saved', async () => {
    const { bench, maria } = await openOffice();
    expect(await preview(maria, '', 'after-hours')).toContain('Hi, this is Acme HVAC.');
    expect(await preview(maria, '')).toContain('The message is empty');
    const evil = await preview(maria, EVIL);
    expect(evil).toContain(ESCAPED);
    expect(evil).not.toContain(EVIL);
    expect(wordsOf(bench)).toEqual({ default: DEFAULT_MESSAGE });
  });
});
