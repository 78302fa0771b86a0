import { describe, expect, test } from 'vitest';
import type { HuntDestination, HuntGroupStep } from '../../src/core/hunt-group.ts';
import { formatHunt } from '../../src/core/hunt-words.ts';
import { showLine } from '../../src/services/show-line.ts';
import { LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { type Fields, filled, submit } from '../fakes/web-forms.ts';

const HERE = `/settings/lines/${LINE.replace('+', '')}`;
const HUNT = `${HERE}/hunt`;
const EVIL = '<img src=x onerror=alert(1)>';

const lineOf = ({ store }: WebBench) => {
  const shown = showLine(store, LINE, 'US');
  if (shown.kind !== 'line') throw new Error(shown.problem);
  return shown.line;
};
const planOf = (bench: WebBench) => formatHunt(lineOf(bench).hunt);
const phone = (value: string, more: Partial<HuntDestination> = {}): HuntDestination => ({
  ...{ kind: 'number', value, name: null, confirm: false },
  ...more,
});
const step = (
  destinations: readonly HuntDestination[],
  more: Partial<HuntGroupStep> = {},
): HuntGroupStep => ({
  ...{ ringSeconds: null, hours: null, destinations },
  ...more,
});

async function openOffice(language?: string) {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner', language));
  const set = (...steps: readonly HuntGroupStep[]) =>
    bench.store.transact('promised', (tx) => tx.lines.setSteps(bench.services.line.id, steps));
  return { bench, maria, set };
}

/** Types into the form that a page has, and presses one of its buttons: what a browser without scripts can do. */
const press = async (browser: Browser, html: string, button: string, typed: Fields = {}) =>
  browser.post(HUNT, filled(html, { action: HUNT, typed: { ...typed, do: button } }));

/** What the page says will happen. */
const storyIn = (html: string) => {
  const [, told = ''] = /<ol class="story">([\s\S]*?)<\/ol>/.exec(html) ?? [];
  return [...told.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, words = '']) =>
    words.replace(/<[^>]*>/g, ' ').trim(),
  );
};

describe('the hunt group without scripts', () => {
  test('given one forward number, when steps and phones are added and typed, then only Save keeps them, all at once', async () => {
    const { bench, maria } = await openOffice();
    const first = await maria.open(HUNT);
    expect(first.status).toBe(200);
    const before = planOf(bench);
    const twoPhones = await press(maria, first.text, 'add-phone:1', {
      'step-1-ring': '20',
      'step-1-phone-1-name': 'Mike’s cell',
      'step-1-phone-1-press-1': 'on',
    });
    expect(twoPhones.status).toBe(200);
    const twoSteps = await press(maria, twoPhones.text, 'add-step:', {
      'step-1-phone-2-kind': 'extension',
      'step-1-phone-2-to': '100',
    });
    expect(twoSteps.text).toContain('What you see is not saved yet.');
    expect(planOf(bench)).toBe(before);
    const saved = await press(maria, twoSteps.text, 'save', {
      'step-2-phone-1-kind': 'endpoint',
      'step-2-phone-1-to': 'Local/600@from-internal',
      'step-2-mon': 'on',
      'step-2-tue': 'on',
      'step-2-from': '08:00',
      'step-2-to': '17:00',
      'ring-timeout': '40',
    });
    expect(saved.status).toBe(303);
    expect(planOf(bench)).toBe(
      '+12125550199! (Mike’s cell) & PJSIP/100 20s; Local/600@from-internal [Mon-Tue 8 AM-5 PM]',
    );
    expect(lineOf(bench).ringTimeoutSeconds).toBe(40);
    const shown = await maria.open(String(saved.headers['location']));
    expect(shown.text).toContain('Saved. It counts from the next call on.');
    expect(filled(shown.text, { action: HUNT })).toMatchObject({
      'step-1-phone-2-kind': 'extension',
      'step-1-phone-2-to': '100',
      'step-2-phone-1-kind': 'endpoint',
      'step-2-from': '08:00',
    });
    expect(
      bench.store.read((reader) => reader.audit.newest(2)).map(({ actor, action }) => `${actor} ${action}`),
    ).toEqual(['user:Maria set hunt', 'user:Maria set ring-timeout']);
  });

  test('given three steps, when moved and removed, then they are saved in the order that is shown', async () => {
    const { bench, maria, set } = await openOffice();
    set(step([phone('+12125550191')]), step([phone('+12125550192')]), step([phone('+12125550193')]));
    const up = await press(maria, (await maria.open(HUNT)).text, 'up:3');
    const down = await press(maria, up.text, 'down:1');
    const removed = await press(maria, down.text, 'remove-step:3');
    expect((await press(maria, removed.text, 'save')).status).toBe(303);
    expect(planOf(bench)).toBe('+12125550193; +12125550191');
  });

  test('given the only step and its only phone, when removed, then an empty one is left to fill in', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open(HUNT);
    expect(text).not.toContain('value="remove-step:1"');
    const forged = await press(maria, text, 'remove-phone:1.1');
    expect(filled(forged.text, { action: HUNT })).toMatchObject({ steps: '1', 'step-1-phone-1-to': '' });
  });

  test('given an order, when saved, then the line has it', async () => {
    const { bench, maria } = await openOffice();
    await submit(maria, HUNT, { action: HUNT, typed: { order: 'longest-idle' } });
    expect(lineOf(bench).huntOrder).toBe('longest-idle');
  });

  test('given another line, when a step rings it, then it means that line’s phones', async () => {
    const { bench, maria } = await openOffice();
    bench.store.transact('promised', (tx) => {
      const { id } = tx.lines.add({
        number: '+12125550101',
        name: 'Acme Plumbing',
        createdAt: bench.clock.now(),
      });
      tx.lines.setSteps(id, [step([phone('+12125550198')])]);
    });
    const typed = { 'step-1-phone-1-kind': 'line', 'step-1-phone-1-to': '(212) 555-0101' };
    expect((await submit(maria, HUNT, { action: HUNT, typed })).status).toBe(303);
    expect(planOf(bench)).toBe('line:+12125550101');
    expect(storyIn((await maria.open(HUNT)).text)[0]).toBe(
      'First the phones of the line (212) 555-0101 ring at once until the ringing ends.',
    );
  });
});

describe('what is typed wrong in the hunt group', () => {
  test.each([
    ['an emergency number', { 'step-1-phone-1-to': '911' }, 'is an emergency number'],
    [
      'no extension',
      { 'step-1-phone-1-kind': 'extension', 'step-1-phone-1-to': 'Mike' },
      'This is no extension.',
    ],
    ['nobody', { 'step-1-phone-1-to': '' }, 'This step rings nobody. Give a number, or remove the step.'],
    [
      'a name alone',
      { 'step-1-phone-1-to': '', 'step-1-phone-1-name': 'Mike' },
      'There is a name without a number.',
    ],
    ['a name in brackets', { 'step-1-phone-1-name': 'Mike (cell)' }, 'A phone cannot be called'],
    ['too short a ring', { 'step-1-ring': '4' }, 'Give whole seconds from 5 to 60'],
    [
      'half of the hours',
      { 'step-1-mon': 'on', 'step-1-from': '08:00' },
      'Give both times, or neither for all day.',
    ],
    [
      'a time that no clock shows',
      { 'step-1-from': '25:00', 'step-1-to': '26:00' },
      'one that no clock shows',
    ],
    ['the line itself', { 'step-1-phone-1-to': LINE }, LINE],
    ['a ring timeout of 9', { 'ring-timeout': '9' }, 'Give whole seconds from 10 to 60.'],
    [
      'a line that is none',
      { 'step-1-phone-1-kind': 'line', 'step-1-phone-1-to': '2125550177' },
      'There is no line at',
    ],
  ] satisfies [string, Fields, string][])(
    'given %s, when saved, then nothing is, the page says what to do, and all stays as typed',
    async (_, typed, told) => {
      const { bench, maria } = await openOffice();
      const before = lineOf(bench);
      const { status, text } = await submit(maria, HUNT, { action: HUNT, typed });
      expect(status).toBe(422);
      expect(text).toContain(told);
      expect(filled(text, { action: HUNT })).toMatchObject(typed);
      expect(lineOf(bench)).toEqual(before);
    },
  );

  test('given markup as a name, when shown and told, then it is text', async () => {
    const { maria, set } = await openOffice();
    set(step([phone('+12125550199', { name: EVIL })]), step([phone('+12125550198')]));
    for (const page of [HUNT, '/settings']) {
      const { text } = await maria.open(page);
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(text).not.toContain(EVIL);
    }
  });

  test('given more steps and phones than there may be, when a form is forged, then the service refuses them', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open(HUNT);
    const many = filled(text, { action: HUNT });
    const steps = Object.fromEntries(
      Array.from({ length: 25 }, (_, at) => [
        [`step-${at + 1}-phones`, '1'],
        [`step-${at + 1}-phone-1-to`, `+1212555${String(1000 + at)}`],
      ]).flat(),
    );
    const answer = await maria.post(HUNT, { ...many, ...steps, steps: '25', do: 'save' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('A line has at most 20 steps; this would make 21.');
  });
});

describe('hours of a step', () => {
  test.each([
    ['days without times', { 'step-1-sat': 'on', 'step-1-sun': 'on' }, 'Sat-Sun all day'],
    ['times without days', { 'step-1-from': '09:00', 'step-1-to': '12:30' }, 'Mon-Sun 9 AM-12:30 PM'],
    [
      'times over midnight',
      { 'step-1-fri': 'on', 'step-1-from': '18:00', 'step-1-to': '02:00' },
      'Fri 6 PM-2 AM',
    ],
  ])('given %s, when saved, then the step rings %s', async (_, typed, hours) => {
    const { bench, maria } = await openOffice();
    await submit(maria, HUNT, { action: HUNT, typed });
    expect(lineOf(bench).hunt[0]?.hours).toBe(hours);
    const shown = filled((await maria.open(HUNT)).text, { action: HUNT });
    await submit(maria, HUNT, { action: HUNT, typed: {} });
    expect(shown).toMatchObject({ 'step-1-from': 'step-1-from' in typed ? typed['step-1-from'] : '' });
    expect(lineOf(bench).hunt[0]?.hours).toBe(hours);
  });

  test('given hours that differ by day, when shown, then they are written out, and can be ticked again', async () => {
    const { bench, maria, set } = await openOffice();
    set(step([phone('+12125550199')], { hours: 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon' }));
    const { text } = await maria.open(HUNT);
    expect(filled(text, { action: HUNT })['step-1-written']).toBe('Mon-Fri 8 AM-5 PM; Sat 9 AM-noon');
    const wrong = await press(maria, text, 'save', { 'step-1-written': 'whenever' });
    expect(wrong.text).toContain('is neither a day nor hours');
    const ticked = await press(maria, text, 'days:1');
    await press(maria, ticked.text, 'save');
    expect(lineOf(bench).hunt[0]?.hours).toBeNull();
  });

  test('given Spanish, when hours are written out, then in Spanish, as they are typed', async () => {
    const { bench, maria, set } = await openOffice('es');
    set(step([phone('+12125550199')], { hours: 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon' }));
    const { text } = await maria.open(HUNT);
    const shown = filled(text, { action: HUNT })['step-1-written'];
    expect(shown).toBe('lun-vie 8 a.m.-5 p.m.; sáb 9 a.m.-mediodía');
    await press(maria, text, 'save');
    expect(lineOf(bench).hunt[0]?.hours).toBe('Mon-Fri 8 AM-5 PM; Sat 9 AM-noon');
    const always = await press(maria, (await maria.open(HUNT)).text, 'save', { 'step-1-written': 'siempre' });
    expect(always.status).toBe(303);
    expect(lineOf(bench).hunt[0]?.hours).toBeNull();
  });

  test('given ticked days, when other hours on other days are asked for, then what is ticked is written out', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open(HUNT);
    const typed = { 'step-1-mon': 'on', 'step-1-from': '08:00', 'step-1-to': '17:00' };
    const written = await press(maria, text, 'written:1', typed);
    expect(filled(written.text, { action: HUNT })['step-1-written']).toBe('Mon 8 AM-5 PM');
  });
});

describe('what the page says will happen', () => {
  test('given steps, when looked at, then it is told who rings, for how long, and what the ring timeout cuts off', async () => {
    const { maria, set } = await openOffice();
    set(
      step([phone('+12125550199', { name: 'Mike’s cell' }), phone('PJSIP/100', { kind: 'endpoint' })], {
        ringSeconds: 20,
      }),
      step([phone('+12125550198', { confirm: true })], { ringSeconds: 15 }),
      step([phone('Local/600@from-internal', { kind: 'endpoint' })]),
    );
    const told = [
      'First Mike’s cell and extension 100 ring at once for 20 s.',
      'Then (212) 555-0198 rings for 15 s. (212) 555-0198 has to press 1 to take the call; until then others go on ringing. It rings for 5 s only, because the ring timeout of 25 s ends it.',
      'Then Local/600@from-internal rings until the ringing ends. It never rings: the ring timeout of 25 s is over by then. Ring the steps before it for fewer seconds, or set a longer timeout.',
      'After 25 s at most, the call ends. Whom nobody answered gets the text at once.',
    ];
    const spaced = (html: string) => storyIn(html).map((words) => words.replace(/\s+/g, ' '));
    expect(spaced((await maria.open(HUNT)).text)).toEqual(told);
    expect(spaced((await maria.open('/settings')).text)).toEqual(told);
  });

  test('given hours and Spanish, when looked at, then days, times and words are Spanish', async () => {
    const { maria, set } = await openOffice('es');
    set(
      step([phone('+12125550199', { name: 'Mike' })], { ringSeconds: 20, hours: 'Mon-Fri 8 AM-5 PM' }),
      step([phone('+12125550198', { name: 'Luz' })], { ringSeconds: 15 }),
    );
    const [first = '', then = ''] = storyIn((await maria.open(HUNT)).text);
    expect(first).toMatch(
      /^Primero, pero solo lun–vie 8:00\s?a\.\s?m\.–5:00\s?p\.\s?m\., suena Mike por 20 s\.$/,
    );
    expect(then).toContain('Si suenan todos los pasos anteriores, suena solo 5 s');
  });

  test.each([
    ['round-robin', 'Each call begins with the step after the one that the last call began with.'],
    ['longest-idle', 'The step whose phones have talked to nobody for the longest rings first.'],
  ])(
    'given the order %s, when typed, then the story says so, and that the last are cut off',
    async (order, told) => {
      const { maria, set } = await openOffice();
      set(
        step([phone('+12125550199')], { ringSeconds: 20 }),
        step([phone('+12125550198')], { ringSeconds: 15 }),
      );
      const { text } = await maria.open(HUNT);
      const { text: story } = await maria.post(
        `${HUNT}/story`,
        filled(text, { action: HUNT, typed: { order } }),
      );
      expect(story).toContain(told);
      expect(story).toContain('Together they ring for longer than the ring timeout of 25 s');
      expect(storyIn(story)[0]).toBe('Step 1: (212) 555-0199 rings for 20 s.');
      expect(story).not.toContain('<html');
    },
  );

  test('given fields that cannot be read yet, when the story is told, then it says so and tells the rest', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open(HUNT);
    const fields = filled(text, { action: HUNT, typed: { 'step-1-ring': '2', 'step-1-phone-1-to': '' } });
    const { text: story } = await maria.post(`${HUNT}/story`, fields);
    expect(story).toContain('Some of it cannot be read yet');
    expect(storyIn(story)[0]).toBe('Nobody rings.');
  });
});

describe('between one phone and several', () => {
  test('given a hunt group, when one phone is typed instead, then the line forwards to it, at all hours', async () => {
    const { bench, maria, set } = await openOffice();
    set(step([phone('+12125550199')], { ringSeconds: 20 }), step([phone('+12125550198')]));
    const form = { action: `${HERE}/forward`, typed: { forward: '(212) 555-0197' } };
    expect((await submit(maria, HUNT, form)).status).toBe(303);
    expect(planOf(bench)).toBe('+12125550197');
    const { text } = await maria.open('/settings');
    expect(text).toContain('name="forward" value="(212) 555-0197"');
    expect(text).toContain(`<a href="${HUNT}">Ring several phones, at once or one after another</a>`);
    expect((await maria.open(HUNT)).text).not.toContain(`action="${HERE}/forward"`);
  });

  test('given a number that cannot be rung, when typed instead, then nothing changes and it stays as typed', async () => {
    const { bench, maria, set } = await openOffice();
    set(step([phone('+12125550199')], { ringSeconds: 20 }));
    const before = planOf(bench);
    const form = { action: `${HERE}/forward`, typed: { forward: '120' } };
    const { status, text } = await submit(maria, HUNT, form);
    expect(status).toBe(422);
    expect(text).toContain('name="forward" value="120"');
    expect(text).toContain('is too short for a phone number');
    expect(planOf(bench)).toBe(before);
  });
});

describe('who may change it', () => {
  test('given staff, when they look and press, then all is shown, nothing is theirs to change', async () => {
    const { bench } = await openOffice();
    const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
    const before = lineOf(bench);
    const { text } = await pat.open(HUNT);
    expect(text).toContain('Only an owner may change this.');
    expect(text).toContain('<fieldset class="stack" disabled="">');
    expect((await pat.post(HUNT, { do: 'save', steps: '0' })).status).toBe(403);
    expect((await pat.post(HUNT, { do: 'add-step:', steps: '0' })).status).toBe(403);
    expect(lineOf(bench)).toEqual(before);
  });

  test('given a line that the PBX rings, when looked at, then the page says to change it there', async () => {
    const { bench, maria } = await openOffice();
    bench.store.transact('promised', (tx) => tx.lines.change(bench.services.line.id, { mode: 'observe' }));
    const { text } = await maria.open(HUNT);
    expect(text).toContain('Your PBX rings the phones of this line');
    expect(text).not.toContain(`action="${HUNT}"`);
  });
});
