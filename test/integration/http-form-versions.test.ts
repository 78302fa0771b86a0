import { describe, expect, test } from 'vitest';
import { addHolidays, readHoliday } from '../../src/services/add-holidays.ts';
import { changeLine } from '../../src/services/change-line.ts';
import { changeSetting } from '../../src/services/change-settings.ts';
import { setLineOwners } from '../../src/services/line-owners.ts';
import { setHours } from '../../src/services/set-hours.ts';
import { setMessage } from '../../src/services/set-message.ts';
import type { Store } from '../../src/store/open-store.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';
import { type Fields, filled } from '../fakes/web-forms.ts';

const HERE = `/settings/lines/${LINE.replace('+', '')}`;

/** What somebody else does while a form is open: by command, or in a browser of their own. */
type Meanwhile = (store: Store, actor: string, now: number) => unknown;

const set =
  (setting: string, value: string): Meanwhile =>
  (store, actor, now) =>
    changeLine(store, { number: LINE, setting, value, dryRun: false }, 'US', actor, now);
const say =
  (variant: 'default' | 'holiday', template: string): Meanwhile =>
  (store, actor, now) =>
    setMessage(store, { number: LINE, variant, template, plain: false, dryRun: false }, business, actor, now);
const open =
  (words: string): Meanwhile =>
  (store, actor, now) =>
    setHours(store, { number: LINE, words, dryRun: false }, business, actor, now);
const own =
  (...people: string[]): Meanwhile =>
  (store, actor, now) =>
    setLineOwners(store, { number: LINE, rule: null, people, dryRun: false }, 'US', actor, now);

const rest =
  (day: string, name: string): Meanwhile =>
  (store, actor, now) => {
    const read = readHoliday(day, name, undefined);
    if (read.kind !== 'holiday') throw new Error(read.problem);
    addHolidays(store, { number: null, holidays: [read.holiday], dryRun: false }, business, actor, now);
  };

interface Row {
  readonly page: string;
  readonly action: string;
  readonly having?: Fields;
  readonly typed: Fields;
  /** What of it the page must still show. */
  readonly kept: string;
  readonly meanwhile: Meanwhile;
  /** How the page says what was changed. */
  readonly told: string;
}

const FORMS: Readonly<Record<string, Row>> = {
  business: {
    page: '/settings/business',
    action: '/settings/business/alerts',
    typed: { 'alert-texts-per-day': '5' },
    kept: 'name="alert-texts-per-day" value="5"',
    meanwhile: (store, actor, now) =>
      changeSetting(store, { name: 'low-balance', value: '50', dryRun: false }, actor, now),
    told: 'Pat: Alert when fewer credits are left than, from “—” to “50”',
  },
  holidays: {
    page: '/settings/holidays',
    action: '/settings/holidays/add',
    typed: { day: '2026-12-24', name: 'Christmas Eve' },
    kept: 'name="name" value="Christmas Eve"',
    meanwhile: rest('2026-12-24', 'Closing time'),
    told: 'Pat: holiday, from “—” to “Closing time”',
  },
  hunt: {
    page: `${HERE}/hunt`,
    action: `${HERE}/hunt`,
    typed: { 'step-1-phone-1-name': 'Mike' },
    kept: 'name="step-1-phone-1-name" value="Mike"',
    meanwhile: set('forward', '+12125550198'),
    told: 'Pat: whom it rings',
  },
  line: {
    page: '/settings',
    action: `${HERE}/line`,
    typed: { 'ring-timeout': '31' },
    kept: 'name="ring-timeout" min="10" max="60" value="31"',
    meanwhile: set('sender', 'AcmeHVAC'),
    told: 'Pat: who texts come from, from “—” to “AcmeHVAC”',
  },
  more: {
    page: '/settings',
    action: `${HERE}/more`,
    typed: { 'cool-down': '2h' },
    kept: 'name="cool-down" value="2h"',
    meanwhile: set('response-target', '10m'),
    told: 'Pat: response target, from “300” to “600”',
  },
  hours: {
    page: '/settings',
    action: `${HERE}/hours`,
    typed: { hours: 'daily 9-17' },
    kept: 'name="hours" value="daily 9-17"',
    meanwhile: open('mon-fri 8:00-17:00'),
    told: 'Pat: hours, from “—” to “Mon-Fri 8 AM-5 PM”',
  },
  message: {
    page: '/settings',
    action: `${HERE}/message`,
    having: { when: 'holiday' },
    typed: { template: '{{business_name}} rests today.' },
    kept: '>{{business_name}} rests today.</textarea>',
    meanwhile: say('holiday', '{{business_name}} is closed.'),
    told: 'Pat: the text on holidays, from “—” to “{{business_name}} is closed.”',
  },
  words: {
    page: '/settings',
    action: `${HERE}/words`,
    typed: { trade: 'hvac' },
    kept: 'Ready-made words by trade',
    meanwhile: say('default', '{{business_name}}: we call you back.'),
    told: 'Pat: the text, from “—” to “{{business_name}}: we call you back.”',
  },
  owners: {
    page: '/settings',
    action: `${HERE}/owners`,
    typed: { 'owner-1': 'Maria' },
    kept: '<option value="Maria" selected="">Maria</option>',
    meanwhile: own('Pat'),
    told: 'Pat: who looks after missed calls',
  },
};

async function openDesk() {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  bench.addUser('Pat', 'owner');
  const everything = () =>
    JSON.stringify([
      bench.store.read((reader) => [
        reader.lines.all(),
        reader.templates.of(bench.services.line.id),
        reader.hours.weekOf(bench.services.line.id),
        reader.hours.holidaysOf(null),
        reader.lines.huntOf(bench.services.line.id),
        reader.lineOwners.of(bench.services.line.id),
        [...reader.settings.stored()],
      ]),
    ]);
  return { bench, maria, everything };
}

describe('a form that was opened before somebody else’s change', () => {
  test.each(Object.entries(FORMS))(
    'given the form "%s", when it is saved, then nothing is, the page says who changed what and keeps what was typed; saved again, it is',
    async (_, { page, action, having = {}, typed, kept, meanwhile, told }) => {
      const { bench, maria, everything } = await openDesk();
      const form = { action, having, typed };
      const sent = filled((await maria.open(page)).text, form);
      meanwhile(bench.store, 'user:Pat', bench.clock.now());
      const before = everything();
      const late = await maria.post(action, sent);
      expect(late.status).toBe(409);
      expect(late.text).toContain('Nothing was saved: this was changed after you opened the page.');
      expect(late.text).toContain(told);
      expect(late.text).toContain(kept);
      expect(everything()).toBe(before);
      const again = await maria.post(action, filled(late.text, { action, having: having, typed }));
      expect(again.status).toBe(303);
      expect(everything()).not.toBe(before);
    },
  );

  test.each(Object.entries(FORMS))(
    'given the form "%s", when it is saved without saying what it has seen, then nothing is',
    async (_, { page, action, having = {}, typed }) => {
      const { maria, everything } = await openDesk();
      const before = everything();
      const { _seen, ...sent } = filled((await maria.open(page)).text, { action, having, typed });
      expect(_seen).toMatch(/^\d+-[0-9a-f]{32}$/);
      const { status, text } = await maria.post(action, sent);
      expect(status).toBe(409);
      expect(text).toContain('It is not known who changed it.');
      expect(everything()).toBe(before);
    },
  );

  test('given steps that were changed and not saved when somebody else saved theirs, when saved, then they are not', async () => {
    const { bench, maria, everything } = await openDesk();
    const action = `${HERE}/hunt`;
    const opened = filled((await maria.open(action)).text, { action, typed: { do: 'add-step:' } });
    set('ring-timeout', '20')(bench.store, 'user:Pat', bench.clock.now());
    const edited = await maria.post(action, opened);
    const before = everything();
    const typed = { 'step-2-phone-1-to': '+12125550198', do: 'save' };
    const late = await maria.post(action, filled(edited.text, { action, typed }));
    expect(late.status).toBe(409);
    expect(late.text).toContain('Pat: ring timeout, from “25” to “20”');
    expect(late.text).toContain('name="step-2-phone-1-to" value="+12125550198"');
    expect(everything()).toBe(before);
  });

  test('given a change of something else on the page, when a form is saved, then it is', async () => {
    const { bench, maria } = await openDesk();
    const action = `${HERE}/line`;
    const sent = filled((await maria.open('/settings')).text, { action, typed: { 'ring-timeout': '31' } });
    set('cool-down', '2h')(bench.store, 'user:Pat', bench.clock.now());
    expect((await maria.post(action, sent)).status).toBe(303);
  });

  test('given a change on the command line, when a form is saved, then the page says so, in the reader’s language', async () => {
    const { bench } = await openDesk();
    const luz = bench.signedIn(bench.addUser('Luz', 'owner', 'es'));
    const action = `${HERE}/line`;
    const sent = filled((await luz.open('/settings')).text, { action, typed: { 'ring-timeout': '31' } });
    set('ring-timeout', '20')(bench.store, 'cli:root', bench.clock.now());
    const { text } = await luz.post(action, sent);
    expect(text).toContain('No se guardó nada: esto cambió después de que usted abrió la página.');
    expect(text).toContain('root (línea de comandos): cuánto tiempo suena, de «25» a «20»');
  });
});
