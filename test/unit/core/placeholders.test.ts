import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkTemplate,
  DEFAULT_MESSAGE,
  PLACEHOLDERS,
  renderTemplate,
} from '../../../src/core/placeholders.ts';
import { segmentText } from '../../../src/core/segments.ts';

describe('checkTemplate', () => {
  test.each([
    ['plain words', 'Sorry we missed you.'],
    ['a placeholder', 'Hi {{caller_name}}'],
    ['a placeholder with spaces', 'Hi {{ caller_name }}'],
    ['a fallback of its own', 'Hi {{caller_name|neighbor}}'],
    ['an empty fallback', 'Hi {{caller_name|}}'],
    ['single braces around other words', 'ask for {Bob}'],
    ['1530 characters', 'a'.repeat(1530)],
  ])('given %s, when checked, then it may be saved', (_case, text) => {
    expect(checkTemplate(text)).toEqual([]);
  });

  test.each([
    ['nothing', '', ['empty'], 'empty'],
    ['only spaces', ' \n ', ['empty'], 'empty'],
    ['1531 characters', 'a'.repeat(1531), ['too-long'], 'at most 1530'],
    ['a link of a public shortener', 'Book: https://bit.ly/acme', ['public-shortener'], 'links of bit.ly'],
    ['a misspelt placeholder', '{{caler_name}}', ['unknown-placeholder'], 'did you mean {{caller_name}}?'],
    [
      'a placeholder of another product',
      '{{xyzzy}}',
      ['unknown-placeholder'],
      'use one of {{business_name}}',
    ],
    ['an inherited name', '{{constructor}}', ['unknown-placeholder'], 'no placeholder'],
    ['an empty placeholder', '{{}}', ['unknown-placeholder'], 'use one of'],
    ['a placeholder left open', 'Hi {{caller_name, hello', ['unbalanced-braces'], 'not closed'],
    ['a placeholder never opened', 'Hi caller_name}}', ['unbalanced-braces'], 'not closed'],
    ['single braces', 'Hi {caller_name}', ['single-braces'], 'write {{caller_name}}'],
    [
      'two mistakes',
      '{{foo}} {next_open}',
      ['unknown-placeholder', 'single-braces'],
      'no placeholder {{foo}}',
    ],
  ])('given %s, when checked, then it says what to do', (_case, text, kinds, words) => {
    const problems = checkTemplate(text);
    expect(problems.map((problem) => problem.kind)).toEqual(kinds);
    expect(problems[0]?.message).toContain(words);
  });
});

describe('renderTemplate', () => {
  test.each([
    ['a value', 'Hi {{caller_name}}, hello', { caller_name: 'Ann' }, 'Hi Ann, hello'],
    ['no value', 'Hi {{caller_name}}, hello', {}, 'Hi there, hello'],
    ['a blank value', 'Hi {{caller_name}}, hello', { caller_name: '  ' }, 'Hi there, hello'],
    ['its own fallback', 'Hi {{caller_name|neighbor}}!', {}, 'Hi neighbor!'],
    ['a value before its own fallback', 'Hi {{caller_name|neighbor}}!', { caller_name: 'Ann' }, 'Hi Ann!'],
    ['an empty fallback before a comma', 'Hi {{caller_name|}}, hello', {}, 'Hi, hello'],
    ['an empty fallback after a comma', 'Thanks, {{caller_name|}}!', {}, 'Thanks!'],
    ['an empty fallback at the start', '{{caller_name|}}, hello', {}, 'hello'],
    ['an empty fallback in the middle', 'Call {{caller_name|}} back', {}, 'Call back'],
    ['an empty fallback at the end', 'Book here {{booking_link}}', {}, 'Book here'],
    ['an unknown placeholder', 'a {{xyzzy}} b {{foo|c}}', {}, 'a b c'],
    [
      'a value that looks like a template',
      'Hi {{caller_name}}',
      { caller_name: '{{next_open}}' },
      'Hi {{next_open}}',
    ],
    ['a value with line breaks', 'Hi {{caller_name}}', { caller_name: ' A\r\n B ' }, 'Hi A B'],
    ['words and lines left alone', 'a  b :)\n\nc , d', {}, 'a  b :)\n\nc , d'],
  ])('given %s, when rendered, then it reads well', (_case, text, values, expected) => {
    expect(renderTemplate(text, values)).toBe(expected);
  });

  test('given an endless value, when rendered, then it is cut without breaking a character', () => {
    const rendered = renderTemplate('{{caller_name}}', { caller_name: `a${'👍'.repeat(500)}` });
    expect(rendered.length).toBe(160);
    expect(rendered.isWellFormed()).toBe(true);
  });

  test('given any template that passes the check, when rendered, then no placeholder is left in it', () => {
    const pieces = fc.constantFrom(
      'Hi ',
      ', ',
      '.',
      '\n',
      '{{',
      '}}',
      '|',
      '{',
      ...PLACEHOLDERS.map((p) => `{{${p}}}`),
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join('')),
        (text) => {
          if (checkTemplate(text).length === 0)
            expect(renderTemplate(text, {})).not.toMatch(/\{\{|\}\}|\ue000/);
        },
      ),
    );
  });
});

test('given the message every line starts with, when the name has 59 characters, then it is one GSM segment', () => {
  const text = renderTemplate(DEFAULT_MESSAGE, { business_name: 'n'.repeat(59) });
  expect(checkTemplate(DEFAULT_MESSAGE)).toEqual([]);
  expect(segmentText(text)).toMatchObject({ encoding: 'gsm7', segments: [text], units: 160 });
});
