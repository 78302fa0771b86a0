import { expect, test } from 'vitest';
import { DEFAULT_MESSAGE } from '../../../src/core/placeholders.ts';
import { render } from '../../../src/services/preview-message.ts';

test('given the usual words, when they are previewed, then one GSM segment, one credit and no warning', () => {
  const preview = render(DEFAULT_MESSAGE, 'Acme HVAC', 'Maria');
  expect(preview).toMatchObject({ encoding: 'gsm7', credits: 1, warnings: [] });
  expect(preview.segments).toEqual([preview.text]);
  expect(preview.text).toContain('this is Acme HVAC');
});

test('given a character outside GSM 7 bit, when it is previewed, then the warning names it', () => {
  const { encoding, warnings } = render('See you ☎ {{caller_name}}', 'Acme', 'Zoë');
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
    const preview = render('x'.repeat(length), 'Acme', '');
    expect(preview.characters).toBe(length);
    expect(preview.segments).toHaveLength(segments);
    expect(preview.warnings).toHaveLength(warned);
    expect(preview.credits).toBe(1);
  },
);
