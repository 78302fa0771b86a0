import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idForms, isReceiptClass, type ReceiptSource, readReceipt } from '../../../src/core/receipt.ts';

const full =
  'id:0123456789 sub:001 dlvrd:001 submit date:2601051500 done date:2601051501 stat:DELIVRD err:000 text:Sorry we mis';

function source(over: Partial<ReceiptSource> = {}): ReceiptSource {
  return { esmClass: 0x04, body: full, receiptedMessageId: undefined, messageState: undefined, ...over };
}

describe('what is a receipt', () => {
  test.each([
    ['esm_class 0x04 and the text form', source()],
    ['esm_class 0x04 and no sub or dlvrd', source({ body: 'id:42 stat:DELIVRD' })],
    [
      'both TLVs and nothing else',
      source({ esmClass: 0, body: '', receiptedMessageId: '42', messageState: 2 }),
    ],
    ['the whole text form alone', source({ esmClass: 0 })],
    ['esm_class 0x04 and the id in a TLV only', source({ body: 'stat:DELIVRD', receiptedMessageId: '42' })],
  ])('given %s, when read, then it is delivered', (_what, given) => {
    expect(readReceipt(given)).toMatchObject({ state: 'delivered' });
  });

  test.each([
    ['a customer who types id:', source({ esmClass: 0, body: 'id: 42 is my unit, stat: waiting' })],
    ['a customer who says hello', source({ esmClass: 0, body: 'hello' })],
    ['one TLV alone', source({ esmClass: 0, body: 'hello', receiptedMessageId: '42' })],
    ['a class that says receipt and nothing that names a message', source({ body: 'hello' })],
    ['an empty id', source({ body: '', receiptedMessageId: ' ', messageState: 2 })],
    ['an id inside the quoted text only', source({ body: 'stat:DELIVRD text:id:42' })],
  ])('given %s, when read, then it is none', (_what, given) => {
    expect(readReceipt(given)).toBeNull();
  });

  test.each([
    [0x00, false],
    [0x04, true],
    [0x20, true],
    [0x40, false],
    [0x44, true],
    [0x08, false],
  ])('given esm_class %i, when asked whether it marks a receipt, then %s', (esmClass, expected) => {
    expect(isReceiptClass(esmClass)).toBe(expected);
  });
});

describe('its state', () => {
  test.each([
    ['DELIVRD', 'delivered'],
    ['delivered', 'delivered'],
    ['UNDELIV', 'undelivered'],
    ['EXPIRED', 'undelivered'],
    ['DELETED', 'undelivered'],
    ['REJECTD', 'undelivered'],
    ['ACCEPTD', 'in-progress'],
    ['ENROUTE', 'in-progress'],
    ['UNKNOWN', 'in-progress'],
  ])('given stat:%s, when read, then it is %s', (stat, state) => {
    expect(readReceipt(source({ body: `id:1 stat:${stat}` }))).toMatchObject({ state });
  });

  test.each([
    [0, 'in-progress'],
    [1, 'in-progress'],
    [2, 'delivered'],
    [3, 'undelivered'],
    [4, 'undelivered'],
    [5, 'undelivered'],
    [6, 'in-progress'],
    [7, 'in-progress'],
    [8, 'undelivered'],
    [9, 'undelivered'],
  ])('given message_state %i, when read, then it is %s, whatever the text says', (messageState, state) => {
    expect(readReceipt(source({ messageState, receiptedMessageId: '1' }))).toMatchObject({ state });
  });

  test('given a message_state that no standard has, when read, then the text decides', () => {
    expect(readReceipt(source({ messageState: 99 }))).toMatchObject({ state: 'delivered' });
  });

  test('given no state at all, when read, then it is in progress', () => {
    expect(readReceipt(source({ body: 'id:1' }))).toMatchObject({ state: 'in-progress', detail: 'UNKNOWN' });
  });
});

describe('what carriers make of the standard', () => {
  test('given an empty TLV, when read, then the id of the text counts', () => {
    expect(readReceipt(source({ receiptedMessageId: '', body: 'id:42 stat:DELIVRD' }))?.ids).toContain('42');
  });

  test('given the TLV in hex and the text in decimal, when read, then both name the text', () => {
    const receipt = readReceipt(source({ receiptedMessageId: '0xZZ-7', body: 'id:4242 stat:DELIVRD' }));
    expect(receipt?.ids).toEqual(expect.arrayContaining(['0xZZ-7', '4242', '1092']));
  });

  test.each([
    ['without sub and dlvrd', 'id:42 submit date:2611230437 done date:2611230437 stat:DELIVRD err:000'],
    [
      'with spaces after its colons',
      'id: 42 sub: 001 submit date: 2611230437 done date: 2611230437 stat: DELIVRD',
    ],
    ['over several lines', 'id:42\nsubmit date:2611230437\ndone date:2611230437\nstat:DELIVRD\ntext:'],
    ['in capitals', 'ID:42 SUBMIT DATE:2611230437 DONE DATE:2611230437 STAT:DELIVRD'],
    [
      'with a customer that writes stat:UNDELIV',
      'id:42 submit date:1 done date:1 stat:DELIVRD text:stat:UNDELIV',
    ],
  ])('given a receipt %s that nothing else marks, when read, then it is one', (_what, body) => {
    const receipt = readReceipt(source({ esmClass: 0, body }));
    expect(receipt).toMatchObject({ state: 'delivered' });
    expect(receipt?.ids).toContain('42');
  });
});

describe('its detail', () => {
  test('given an error, when read, then it is in the detail', () => {
    const receipt = readReceipt(source({ body: 'ID:1 STAT:UNDELIV ERR:0x0b' }));
    expect(receipt?.detail).toBe('UNDELIV err:0x0b');
  });

  test('given any octets, when read, then the detail is printable and at most 200 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (junk) => {
        const receipt = readReceipt(source({ body: `id:1 stat:${junk} err:${junk}` }));
        expect(receipt?.detail).toMatch(/^[\x20-\x7e]{0,200}$/);
      }),
    );
  });
});

describe('the forms of its id', () => {
  test.each([
    ['255', 'ff'],
    ['255', '000000FF'],
    ['ff', '255'],
    ['FF', '255'],
    ['00000FF', 'ff'],
    ['0000000255', '255'],
    ['1a2b', '1A2B'],
    ['9007199254740993', '20000000000001'],
  ])('given the id %s, when a receipt carries it, then a text stored under %s is found', (id, stored) => {
    expect(idForms(id)).toContain(stored);
  });

  test('given any id, when a receipt carries it, then the form as it came is first', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        expect(idForms(id)[0]).toBe(id);
      }),
    );
  });

  test('given an id that is no number, when a receipt carries it, then only its case may differ', () => {
    expect(idForms('f47ac10b-58cc')).toEqual(['f47ac10b-58cc', 'F47AC10B-58CC']);
  });

  test('given zeros only, when a receipt carries them, then zero is one of the forms', () => {
    expect(idForms('000')).toContain('0');
  });

  test('given a number, when one side writes it in hex and the other in decimal, then each finds the other', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (value) => {
        expect(idForms(value.toString(10))).toContain(value.toString(16));
        expect(idForms(value.toString(16))).toContain(value.toString(10));
      }),
    );
  });
});
