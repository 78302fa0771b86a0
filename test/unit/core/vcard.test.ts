import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPictureFilter, formatVCard, parseVCard } from '../../../src/core/vcard.ts';

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n');

describe('parseVCard', () => {
  test('given a card of version 3, when it is read, then name, numbers, tags and note are there', () => {
    const text = card(
      ...['VERSION:3.0', 'N:García;José;;;', 'FN:José García', 'ORG:Acme;Sales', 'CATEGORIES:vip,two units'],
      ...['TEL;TYPE=HOME,VOICE:(212) 555-0122', 'item1.TEL;TYPE=pref:+1 212 555 0123'],
      ...[
        'TEL;TYPE=CELL:+12125550124',
        'TEL;TYPE=HOME,FAX:+12125550125',
        'NOTE:Gate code\\, 1234\\nand a dog',
      ],
    );
    expect(parseVCard(text)).toEqual({
      numbers: ['+1 212 555 0123', '+12125550124', '(212) 555-0122'],
      name: 'José García',
      tags: ['vip', 'two units'],
      ...{ stage: '', owner: '', note: 'Gate code, 1234\nand a dog', created: '' },
    });
  });

  test('given a card of version 4, when it is read, then URIs are numbers, and folded lines are whole', () => {
    const text = card(
      ...['VERSION:4.0', 'FN:Pat ', ' Smith', 'TEL;VALUE=uri;TYPE="voice,home":tel:+1-212-555-0122'],
      'TEL;VALUE=uri;PREF=1;TYPE=cell:tel:+1-212-555-0123;ext=12',
    );
    expect(parseVCard(text)).toMatchObject({
      name: 'Pat Smith',
      numbers: ['tel:+1-212-555-0123;ext=12', 'tel:+1-212-555-0122'],
    });
  });

  test.each([
    [['VERSION:3.0', 'N:Smith;Pat;;;', 'TEL:1'], 'Pat Smith'],
    [['VERSION:3.0', 'N:Smith;;;;', 'TEL:1'], 'Smith'],
    [['VERSION:3.0', 'FN:', 'ORG:Acme;Sales', 'TEL:1'], 'Acme'],
    [['VERSION:3.0', 'TEL:1'], ''],
  ])('given the card %j, when it is read, then the name is %j', (lines, name) => {
    expect(parseVCard(card(...lines))).toMatchObject({ name, numbers: ['1'] });
  });

  test.each([
    [card('VERSION:2.1', 'FN:Pat'), 'version 2.1'],
    [card('FN:Pat'), 'version ?'],
    ['BEGIN:VCARD\r\nFN', 'no vCard that can be read'],
    ['', 'no vCard that can be read'],
    ['hello', 'no vCard that can be read'],
  ])('given %j, when it is read, then it says why it is none', (text, why) => {
    expect(parseVCard(text)).toEqual({ why: expect.stringContaining(why) });
  });

  test('given a card without anything, when it is read, then there is nothing', () => {
    expect(parseVCard(card('VERSION:4.0', 'TEL:', 'N:'))).toEqual({
      ...{ numbers: [], name: '', tags: [], stage: '', owner: '', note: '', created: '' },
    });
  });
});

test('given a picture over several lines, when lines are filtered, then it is gone and the rest is there', () => {
  const keeps = createPictureFilter();
  const lines = [
    'FN:Pat',
    'PHOTO;ENCODING=b:AAA',
    ' BBB',
    '\tCCC',
    'item1.LOGO:x',
    'NOTE:a',
    ' b',
    'PHOTOGRAPHER:Kim',
  ];
  expect(lines.filter(keeps)).toEqual(['FN:Pat', 'NOTE:a', ' b', 'PHOTOGRAPHER:Kim']);
});

describe('formatVCard', () => {
  test.each([
    [
      '4.0',
      'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Pat\\, Smith\r\nN:;Pat\\, Smith;;;\r\nTEL;VALUE=uri;TYPE=cell;PREF=1:tel:+12125550123\r\nTEL;VALUE=uri;TYPE=cell:tel:+12125550124\r\nCATEGORIES:vip,two\\,units\r\nEND:VCARD\r\n',
    ],
    [
      '3.0',
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pat\\, Smith\r\nN:;Pat\\, Smith;;;\r\nTEL;TYPE=cell,pref:+12125550123\r\nTEL;TYPE=cell:+12125550124\r\nCATEGORIES:vip,two\\,units\r\nEND:VCARD\r\n',
    ],
  ] as const)('given a contact, when it is written in version %s, then so', (version, text) => {
    const contact = {
      name: 'Pat, Smith',
      numbers: ['+12125550123', '+12125550124'],
      tags: ['vip', 'two,units'],
    };
    expect(formatVCard(contact, version)).toBe(text);
  });

  test('given a contact without a name, when it is written, then the number stands for it', () => {
    expect(formatVCard({ name: '', numbers: ['+12125550123'], tags: [] }, '4.0')).toContain(
      'FN:+12125550123\r\n',
    );
    expect(formatVCard({ name: '', numbers: [], tags: [] }, '4.0')).toContain('FN:\r\n');
  });

  test('given any contact, when it is written and read, then it is the same', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .map((text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim())
      .filter((text) => text !== '');
    const contacts = fc.record({
      name: words,
      numbers: fc.uniqueArray(
        fc.integer({ min: 1e9, max: 9e9 }).map((n) => `+1${n}`),
        { minLength: 1, maxLength: 4 },
      ),
      tags: fc.uniqueArray(words, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(contacts, fc.constantFrom('3.0', '4.0'), (contact, version) => {
        const read = parseVCard(formatVCard(contact, version).trimEnd());
        const numbers = contact.numbers.map((number) => (version === '4.0' ? `tel:${number}` : number));
        expect(read).toMatchObject({ name: contact.name, numbers, tags: contact.tags });
      }),
    );
  });
});
