import { describe, expect, test } from 'vitest';
import {
  type KeptText,
  readKeptText,
  recipientOf,
  senderOf,
  sipUser,
  wordsOf,
} from '../../../src/core/sip-text.ts';

const encode = (bytes: string | Uint8Array) =>
  Buffer.concat([Buffer.from('='), Buffer.from(bytes).map((byte) => (byte === 0x29 ? 0xff : byte))]).toString(
    'base64',
  );
const KEPT_AT = Date.UTC(2026, 10, 23, 4, 30);

function value(given: {
  readonly body?: string | Uint8Array;
  readonly bytes?: string;
  readonly micros?: string;
}) {
  return [
    '1',
    given.micros ?? `${KEPT_AT}123`,
    given.bytes ?? '5',
    encode('"Pat :)" <sip:+12125550141@carrier.example>'),
    encode('s'),
    encode('pjsip:+12125550100@10.0.0.1'),
    encode('2125550100'),
    encode(given.body ?? 'Hello'),
  ].join('|');
}

function kept(given: Partial<KeptText> = {}): KeptText {
  const read = readKeptText('abc', value({}));
  if (read === null) throw new Error('it cannot be read');
  return { ...read, ...given };
}

describe('a text that the dialplan kept', () => {
  test('given one, when it is read, then all of it is there', () => {
    expect(readKeptText('abc', value({}))).toEqual({
      key: 'abc',
      keptAt: KEPT_AT,
      order: KEPT_AT * 1_000 + 123,
      bytes: 5,
      from: '"Pat :)" <sip:+12125550141@carrier.example>',
      requestUser: 's',
      to: 'pjsip:+12125550100@10.0.0.1',
      didHeader: '2125550100',
      body: 'Hello',
    });
  });

  test.each([
    ['brackets, which are kept as byte FF', 'see you :) at 5:30 (or so)', 'see you :) at 5:30 (or so)'],
    ['emoji', '👍🏽 ok', '👍🏽 ok'],
    ['line breaks of all kinds', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['control characters', 'a\u0007b\u001b[31m\tc', 'ab[31m\tc'],
    ['Windows-1252', Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x80), 'café€'],
    ['nothing', '', ''],
  ])('given %s, when it is read, then people can read it', (_what, body, words) => {
    expect(readKeptText('abc', value({ body }))?.body).toBe(words);
  });

  test('given no Content-Length, when it is read, then it is not known', () => {
    expect(readKeptText('abc', value({ bytes: '' }))?.bytes).toBeNull();
  });

  test.each([
    ['another format', value({}).replace('1|', '2|')],
    ['no time', value({ micros: 'x' })],
    ['a field too few', value({}).replace(/\|[^|]*$/, '')],
    ['a field too many', `${value({})}|${encode('x')}`],
    ['no base64', value({}).replace(/[^|]*$/, '%%%')],
    ['base64 without the mark', value({}).replace(/[^|]*$/, 'SGVsbG8=')],
    ['base64 of nothing', value({}).replace(/\|[^|]*$/, '|=')],
    ['nothing', ''],
  ])('given %s, when it is read, then it is none of ours', (_what, entry) => {
    expect(readKeptText('abc', entry)).toBeNull();
  });

  test.each([3, 4, 5, 6])('given a broken field %i, when it is read, then it is none of ours', (index) => {
    const fields = value({}).split('|').with(index, '!');
    expect(readKeptText('abc', fields.join('|'))).toBeNull();
  });
});

describe('the user in an address', () => {
  test.each([
    ['<sip:+12125550141@carrier.example>', '+12125550141'],
    ['"Bob <sip:fake@x> :)" <sip:+12125550141@1.2.3.4:5060;user=phone>;tag=x', '+12125550141'],
    ['"a \\" <sip:fake@x>" <sips:+12125550141;npdi@1.2.3.4>', '+12125550141'],
    ['sip:2125550141@carrier.example', '2125550141'],
    ['pjsip:+12125550100@127.0.0.1', '+12125550100'],
    ['<tel:+1-212-555-0141;phone-context=x>', '+1-212-555-0141'],
    ['<sip:%2B12125550141:secret@x>', '+12125550141'],
    ['<sip:50%@x>', '50%'],
    ['<sip:carrier.example>', ''],
    ['2125550100', '2125550100'],
    ['  ', ''],
    [`sip:${'9'.repeat(100)}@x`, '9'.repeat(64)],
  ])('given %s, when it is read, then it is %s', (address, user) => {
    expect(sipUser(address)).toBe(user);
  });
});

describe('who and where', () => {
  test.each([
    [{}, '+12125550141'],
    [{ from: '<sip:carrier.example>' }, '<sip:carrier.example>'],
    [{ from: '' }, 'unknown'],
  ])('given %o, when asked for the sender, then it is %s', (given, sender) => {
    expect(senderOf(kept(given))).toBe(sender);
  });

  test.each([
    ['the header set up', {}, '2125550100'],
    [
      'a header that names an account',
      { didHeader: '<sip:acme@x>', requestUser: '+12125550101' },
      '+12125550101',
    ],
    ['no header', { didHeader: '' }, '+12125550100'],
    ['a short number nowhere', { didHeader: '', requestUser: '100', to: 'sip:acme@x' }, '100'],
    ['nothing', { didHeader: '', requestUser: '', to: '' }, 'unknown'],
  ])(
    'given %s, when asked for the recipient, then it is the first that looks like a number',
    (_what, given, to) => {
      expect(recipientOf(kept(given))).toBe(to);
    },
  );

  test.each([
    [{}, 'Hello'],
    [{ body: '', bytes: 0 }, '[an empty text]'],
    [{ body: '', bytes: null }, '[an empty text]'],
    [{ body: '', bytes: 1_024 }, expect.stringMatching(/^\[a text of 1024 bytes came/)],
  ])('given %o, when asked for the words, then they are there, or why not', (given, words) => {
    expect(wordsOf(kept(given))).toEqual(words);
  });
});
