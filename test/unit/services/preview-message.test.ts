import { expect, test } from 'vitest';
import { DEFAULT_MESSAGE, type PlaceholderValues } from '../../../src/core/placeholders.ts';
import { preview as previewAs } from '../../../src/services/preview-message.ts';

const preview = (template: string, values: PlaceholderValues) => previewAs(template, values, 'message');

test('given the usual words, when they are previewed, then one GSM segment, one credit and no warning', () => {
  const shown = preview(DEFAULT_MESSAGE, { business_name: 'Acme HVAC', caller_name: 'Maria' });
  expect(shown).toMatchObject({ encoding: 'gsm7', credits: 1, warnings: [], plain: null });
  expect(shown.segments).toEqual([shown.text]);
  expect(shown.text).toContain('this is Acme HVAC');
});

test('given a character outside GSM 7 bit, when it is previewed, then the warning names it', () => {
  const { encoding, warnings } = preview('Acme: see you ☎ {{caller_name}}', {
    business_name: 'Acme',
    caller_name: 'Zoë',
  });
  expect(encoding).toBe('ucs2');
  expect(warnings).toEqual([expect.stringMatching(/UCS-2.*"☎" "ë"/)]);
});

test.each([
  [160, 1, 0],
  [161, 2, 2],
  [307, 3, 2],
])(
  'given %i characters, when they are previewed, then %i segments and %i warnings',
  (length, segments, warned) => {
    const shown = preview(`Acme${'x'.repeat(length - 4)}`, { business_name: 'Acme' });
    expect(shown.characters).toBe(length);
    expect(shown.segments).toHaveLength(segments);
    expect(shown.warnings).toHaveLength(warned);
    expect(shown.credits).toBe(1);
  },
);

test.each([
  ['no name at all', 'Sorry we missed you.', true],
  ['its placeholder', 'This is {{business_name}}.', false],
  ['it written out', 'This is Acme HVAC.', false],
])('given %s of the business, when it is previewed, then it warns: %j', (_case, template, warned) => {
  const { warnings } = preview(template, { business_name: 'Acme HVAC' });
  expect(warnings.some((warning) => warning.includes('does not say who texts'))).toBe(warned);
});

test('given curly quotes over 70 characters, when it is previewed, then plain ones are offered', () => {
  const template = `{{business_name}} here. We’re out${'!'.repeat(60)}`;
  const shown = preview(template, { business_name: 'Acme' });
  expect(shown).toMatchObject({ encoding: 'ucs2', segments: { length: 2 } });
  expect(shown.plain).toEqual({
    template: template.replace('’', "'"),
    replacements: [{ from: '’', to: "'", times: 1 }],
    segments: 1,
    credits: 1,
  });
});

test('given curly quotes beside an emoji, when it is previewed, then nothing is offered that saves nothing', () => {
  expect(preview('Acme: we’re out 👍', { business_name: 'Acme' }).plain).toBeNull();
});

test('given a business that is charged by segment, when a long text is previewed, then each segment is a credit', () => {
  const long = `{{business_name}} ${'x'.repeat(170)}`;
  const shown = previewAs(long, { business_name: 'Acme' }, 'segment');
  expect(shown).toMatchObject({ credits: 2, segments: { length: 2 } });
});
