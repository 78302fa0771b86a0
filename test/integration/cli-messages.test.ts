import { expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

const LINE = '+12125550100';
/** 23:00 on Tuesday, 30 June 2026, in New York. */
const NIGHT = { now: Date.UTC(2026, 6, 1, 3) };
const NOON = { now: Date.UTC(2026, 6, 1, 16) };

async function withLine(): Promise<CliBench> {
  const bench = createCliBench();
  expect(await bench.textback('line', 'add', LINE, '--forward', '+12125550199')).toMatchObject({ code: 0 });
  return bench;
}

async function json({ textbackIn }: CliBench, ...args: readonly string[]) {
  const ran = await textbackIn(NOON, ...args, '--json');
  expect(ran).toMatchObject({ code: 0 });
  return JSON.parse(ran.stdout);
}

test('given words for after hours, when previewed at noon, then as they will read after closing', async () => {
  const bench = await withLine();
  const words = '{{business_name}} opens {{next_open}}.';
  const early = await bench.textback('message', 'set', LINE, words, '--when', 'after-hours');
  expect(early.stderr).toContain('The line has no hours, so it is never after them.');
  await bench.textback('hours', 'set', LINE, 'daily 8am-5pm');
  const preview = ['message', 'preview', '--line', LINE, '--when', 'after-hours'];
  expect(await json(bench, ...preview)).toMatchObject({
    preview: { template: words, text: 'Acme HVAC opens tomorrow at 8 AM.' },
  });
  expect((await bench.textbackIn(NIGHT, ...preview)).stdout).toContain('opens tomorrow at 8 AM.');
  expect(await json(bench, 'message', 'preview', '--line', LINE)).toMatchObject({
    preview: { text: expect.stringContaining('Sorry we missed your call') },
  });
});

test('given variants, when listed, set again and cleared, then the line says the usual words again', async () => {
  const bench = await withLine();
  const warned = await bench.textback(
    'message',
    'set',
    LINE,
    '{{business_name}}: closed.',
    '--when',
    'holiday',
  );
  expect(warned.stderr).toContain('The line has no holidays.');
  await bench.textback('message', 'set', LINE, '{{business_name}}: on the phone.', '--when', 'busy');
  const again = await bench.textback(
    'message',
    'set',
    LINE,
    '{{business_name}}: on the phone.',
    '--when',
    'busy',
  );
  expect(again.stderr).toBe('It says so already.\n');
  expect(await json(bench, 'message', 'list', LINE)).toEqual({
    messages: [
      { when: 'holiday', template: '{{business_name}}: closed.', isBuiltIn: false },
      { when: 'busy', template: '{{business_name}}: on the phone.', isBuiltIn: false },
      { when: 'default', template: expect.stringContaining('Sorry we missed'), isBuiltIn: true },
    ],
  });
  const clear = ['message', 'clear', LINE, '--when', 'busy'];
  expect(await json(bench, ...clear, '--dry-run')).toMatchObject({ dryRun: true, changed: true });
  expect(await json(bench, ...clear)).toMatchObject({
    changed: true,
    preview: { text: expect.stringContaining('Sorry we missed') },
  });
  expect(await json(bench, ...clear)).toMatchObject({ changed: false });
  const [last] = bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 1));
  expect(last).toMatchObject({ action: 'set message busy', after: null });
});

test('given curly quotes, when set, then plain ones are offered; with --plain, they are taken', async () => {
  const bench = await withLine();
  const words = `{{business_name}} here. We’re out…\u00a0${'Back soon. '.repeat(5)}`;
  const offered = await bench.textback('message', 'set', LINE, words);
  expect(offered.stderr).toContain(
    "Plainer characters would make it 1 segment in place of 2: ’ by ', … by ..., U+00A0 by a space. " +
      'To take them, give --plain.',
  );
  expect(await json(bench, 'message', 'preview', '--line', LINE)).toMatchObject({
    preview: { encoding: 'ucs2', plain: { segments: 1, replacements: { length: 3 } } },
  });
  expect(await json(bench, 'message', 'set', LINE, words, '--plain')).toMatchObject({
    changed: true,
    preview: { encoding: 'gsm7', segments: { length: 1 }, plain: null },
  });
});

test('given the templates, when listed, shown and used, then a line has both wordings', async () => {
  const bench = await withLine();
  const { templates } = await json(bench, 'message', 'templates');
  expect(templates).toHaveLength(9);
  expect(await json(bench, 'message', 'templates', 'list')).toEqual({ templates });
  const shown = await bench.textback('message', 'templates', 'show', 'HVAC');
  expect(shown.stdout).toMatch(/heating or cooling.*\n\nAfter hours:\n.*\{\{next_open\}\}/s);
  const rehearsed = await bench.textback('message', 'use', LINE, 'hvac', '--dry-run');
  expect(rehearsed.stderr).toMatch(/no hours.*\nWould be saved/);
  await bench.textback('hours', 'set', LINE, 'daily 8am-5pm');
  const used = await bench.textbackIn(NOON, 'message', 'use', LINE, 'hvac');
  expect(used).toMatchObject({ code: 0, stderr: 'Saved.\n' });
  expect(used.stdout).toMatch(/^Hi, it's Acme HVAC\..*\n\nAfter hours:\n.*back tomorrow at 8 AM/s);
  expect(await json(bench, 'message', 'use', LINE, 'hvac')).toMatchObject({ changed: false });
  const { messages } = await json(bench, 'message', 'list', LINE);
  expect(messages).toMatchObject([{ when: 'after-hours' }, { when: 'default', isBuiltIn: false }]);
});

test('given the templates in Spanish, when listed, shown and used, then callers read Spanish, the hours too', async () => {
  const bench = await withLine();
  const { templates } = await json(bench, 'message', 'templates', 'list', '--language', 'es');
  expect(templates).toHaveLength(9);
  const { template } = await json(bench, 'message', 'templates', 'show', 'HVAC', '--language', 'es');
  expect(template).toMatchObject({ trade: 'hvac', language: 'es' });
  expect(templates).toContainEqual(template);
  await bench.textback('hours', 'set', LINE, 'daily 8am-5pm');
  const used = await bench.textbackIn(NOON, 'message', 'use', LINE, 'hvac', '--language', 'es');
  expect(used).toMatchObject({ code: 0, stderr: 'Saved.\n' });
  expect(used.stdout).toMatch(/^Hola, somos Acme HVAC\..*\n\nAfter hours:\n.*abrimos mañana a las 8 AM/s);
  expect(await json(bench, 'message', 'use', LINE, 'hvac')).toMatchObject({ changed: true });
});

test.each([
  [['message', 'set', LINE, 'Hi {{next_opne}}', '--when', 'after-hours'], 4, 'did you mean {{next_open}}?'],
  [['message', 'set', LINE, 'Book: bit.ly/acme'], 4, 'links of bit.ly'],
  [['message', 'set', LINE, 'Hi', '--when', 'lunch'], 2, 'after-hours'],
  [['message', 'set', '+12125550177', 'Hi'], 3, 'no line at'],
  [['message', 'clear', LINE], 2, '--when'],
  [['message', 'list', '+12125550177'], 3, 'no line at'],
  [['message', 'preview', '--line', '+12125550177'], 3, 'no line at'],
  [['message', 'use', LINE, 'plumbin'], 3, 'Did you mean plumbing?'],
  [['message', 'use', '+12125550177', 'hvac'], 3, 'no line at'],
  [['message', 'use', LINE, 'hvac', '--language', 'fr'], 2, 'Allowed choices are en, es'],
  [['message', 'templates', 'show', 'astrology'], 3, 'Use one of general-contractor'],
])('given a line, when %j, then exit code %i and "%s"', async (args, code, words) => {
  const { textback } = await withLine();
  expect(await textback(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) });
});
