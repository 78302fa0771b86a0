import { describe, expect, test } from 'vitest';
import { showLineOwners } from '../../src/services/line-owners.ts';
import { listMessages } from '../../src/services/list-messages.ts';
import { showLine } from '../../src/services/show-line.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { type Fields, submit } from '../fakes/web-forms.ts';

const HERE = `/settings/lines/${LINE.replace('+', '')}`;

const save = (browser: Browser, form: string, typed: Fields, having: Fields = {}) =>
  submit(browser, '/settings', { action: `${HERE}/${form}`, typed, having });

const lineOf = ({ store }: WebBench) => {
  const shown = showLine(store, LINE, 'US');
  if (shown.kind !== 'line') throw new Error(shown.problem);
  return shown.line;
};

async function openOffice() {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
  return { bench, maria, pat };
}

describe('the advanced settings of a line', () => {
  test('given an owner, when all of them are typed and saved, then the line has them, and they are shown again', async () => {
    const { bench, maria } = await openOffice();
    const typed = {
      'response-target': '10m',
      'min-ring': '5',
      'cool-down': '2h',
      'text-delay': '30',
      'text-expiry': '1h',
      countries: 'us, ca',
      voicemail: 'ext-local,vmu100,1',
      'after-miss': 'voicemail',
      announcement: 'custom/closed',
      'announcement-answers': 'on',
      'caller-id': 'business',
      'caller-id-prefix': 'Acme',
      'confirm-seconds': '8',
      'name-recording': 'custom/acme',
    };
    expect((await save(maria, 'more', typed)).status).toBe(303);
    expect(lineOf(bench)).toMatchObject({
      responseTargetSeconds: 600,
      minRingSeconds: 5,
      coolDownSeconds: 7_200,
      textDelaySeconds: 30,
      textExpirySeconds: 3_600,
      countries: 'US,CA',
      voicemail: 'ext-local,vmu100,1',
      afterMiss: 'voicemail',
      announcement: 'custom/closed',
      announcementAnswers: true,
      callerId: 'business',
      callerIdPrefix: 'Acme',
      confirmSeconds: 8,
      nameRecording: 'custom/acme',
    });
    const { text } = await maria.open('/settings');
    expect(text).toContain('name="cool-down" value="2h"');
    expect(text).toContain('name="text-delay" value="30s"');
    expect(text).toContain('<option value="voicemail" selected="">');
  });

  test('given a line with voicemail, when it is left and its place emptied at once, then both are', async () => {
    const { bench, maria } = await openOffice();
    await save(maria, 'more', { voicemail: 'ext-local,vmu100,1', 'after-miss': 'voicemail' });
    expect((await save(maria, 'more', { voicemail: '', 'after-miss': 'hang-up' })).status).toBe(303);
    expect(lineOf(bench)).toMatchObject({ voicemail: null, afterMiss: 'release' });
  });

  test('given two fields that are refused, when saved, then nothing is, both say why, and all stays as typed', async () => {
    const { bench, maria } = await openOffice();
    const before = lineOf(bench);
    const typed = { 'cool-down': '2h', 'min-ring': '99', countries: 'Texas' };
    const { status, text } = await save(maria, 'more', typed);
    expect(status).toBe(422);
    expect(text).toContain('The minimum ring cannot be &quot;99&quot;. Give whole seconds from 0 to 60.');
    expect(text).toContain('&quot;Texas&quot; is no list of countries.');
    expect(text).toContain('name="cool-down" value="2h"');
    expect(text).toContain('<details class="card" open=""><summary>Advanced</summary>');
    expect(lineOf(bench)).toEqual(before);
  });

  test('given the business name and the booking link, when saved and emptied, then the name must be there', async () => {
    const { bench, maria } = await openOffice();
    await save(maria, 'line', { name: 'Acme Air', 'booking-link': 'https://acme.example/book' });
    expect(lineOf(bench)).toMatchObject({ name: 'Acme Air', bookingLink: 'https://acme.example/book' });
    expect((await save(maria, 'line', { name: '', 'booking-link': '' })).text).toContain(
      'The name is empty.',
    );
    await save(maria, 'line', { 'booking-link': '' });
    expect(lineOf(bench)).toMatchObject({ name: 'Acme Air', bookingLink: null });
  });

  test('given staff, when they look and send, then all is shown, nothing can be changed', async () => {
    const { bench, pat } = await openOffice();
    const before = lineOf(bench);
    expect((await pat.open('/settings')).text).toContain('name="text-expiry" value="15m"');
    expect((await pat.post(`${HERE}/more`, { 'cool-down': '2h' })).status).toBe(403);
    expect((await pat.post(`${HERE}/owners`, { 'owner-1': 'Pat' })).status).toBe(403);
    expect(lineOf(bench)).toEqual(before);
  });
});

describe('who looks after a line', () => {
  const ownersOf = ({ store }: WebBench) => {
    const shown = showLineOwners(store, LINE, 'US');
    if (shown.kind !== 'owners') throw new Error(shown.problem);
    return shown.owners;
  };

  test('given two people with hours, when saved, then they are asked in this order; left empty, nobody is', async () => {
    const { bench, maria } = await openOffice();
    const typed = { rule: 'hours', 'owner-1': 'Pat', 'owner-hours-1': 'mon-fri 8-17', 'owner-2': 'Maria' };
    expect((await save(maria, 'owners', typed)).status).toBe(303);
    expect(ownersOf(bench)).toEqual({
      line: LINE,
      rule: 'hours',
      people: [
        { name: 'Pat', hours: 'Mon-Fri 8 AM-5 PM' },
        { name: 'Maria', hours: null },
      ],
    });
    const emptied = { rule: 'fixed', 'owner-1': '', 'owner-hours-1': '', 'owner-2': '' };
    await save(maria, 'owners', emptied);
    expect(ownersOf(bench)).toEqual({ line: LINE, rule: 'fixed', people: [] });
  });

  test.each([
    [
      'hours by another rule',
      { 'owner-1': 'Pat', 'owner-hours-1': 'mon 8-17' },
      'Choose that, or empty the hours.',
    ],
    [
      'hours that are none',
      { rule: 'hours', 'owner-1': 'Pat', 'owner-hours-1': 'soon' },
      'neither a day nor hours',
    ],
    ['somebody twice', { 'owner-1': 'Pat', 'owner-2': 'Pat' }, 'Pat stands there twice.'],
  ])('given %s, when saved, then nothing is, and the page says what to do', async (_, typed, told) => {
    const { bench, maria } = await openOffice();
    const { status, text } = await save(maria, 'owners', typed);
    expect(status).toBe(422);
    expect(text).toContain(told);
    expect(text).toContain('<option value="Pat" selected="">Pat</option>');
    expect(ownersOf(bench).people).toEqual([]);
  });
});

describe('other words for certain calls', () => {
  const wordsOf = ({ store }: WebBench) => {
    const listed = listMessages(store, LINE, business);
    if (listed.kind !== 'messages') throw new Error(listed.problem);
    return Object.fromEntries(listed.messages.map(({ variant, template }) => [variant, template]));
  };
  const VARIANTS = [
    'holiday',
    'known-customer',
    'no-answer',
    'busy',
    'abandoned',
    'unreachable',
    'voicemail',
  ];

  test.each(VARIANTS)(
    'given the words for %s, when saved and emptied, then the line has them in between',
    async (when) => {
      const { bench, maria } = await openOffice();
      const template = '{{business_name}}: we call you back.';
      expect((await save(maria, 'message', { template }, { when })).status).toBe(303);
      expect(wordsOf(bench)[when]).toBe(template);
      expect((await maria.open('/settings')).text).toContain('<span class="chip good">in use</span>');
      await save(maria, 'message', { template: ' ' }, { when });
      expect(wordsOf(bench)[when]).toBeUndefined();
    },
  );

  test('given words that are refused, when saved, then they stay as typed, unfolded, with what is wrong', async () => {
    const { maria } = await openOffice();
    const { status, text } = await save(maria, 'message', { template: 'Hi {{nmae}}' }, { when: 'busy' });
    expect(status).toBe(422);
    expect(text).toContain('>Hi {{nmae}}</textarea>');
    expect(text).toMatch(/<details class="card" open=""><summary>The text when every phone was busy/);
  });

  test('given no holidays and no voicemail, when looked at, then words for them are said to be never sent', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open('/settings');
    expect(text).toContain('There are no holidays yet, so this is never sent.');
    expect(text).toContain('do not go on to voicemail, so this is never sent.');
  });
});
