import { describe, expect, test } from 'vitest';
import { AUTO_REPLIES, MESSAGE_KINDS, type MessageKind } from '../../../src/core/message-kind.ts';
import { type ParsedPhone, parsePhone } from '../../../src/core/phone.ts';
import {
  explainRefusal,
  type Recipient,
  refuseText,
  TEXT_REFUSALS,
} from '../../../src/core/text-permission.ts';

const phone = parsePhone('+12125550123', 'US');
const anybody: Recipient = {
  phone,
  isOwnLine: false,
  isBlocked: false,
  isOptedOut: false,
  isUnderReview: false,
};
const landline: ParsedPhone = { kind: 'number', e164: '+442079460123', country: 'GB', type: 'fixed' };
const who = (kind: MessageKind, change: Partial<Recipient>) => refuseText(kind, { ...anybody, ...change });

describe('who may be texted', () => {
  test.each(MESSAGE_KINDS)(
    'given an own line or a toll-free number, when it is to get a %s, then never',
    (kind) => {
      expect(who(kind, { isOwnLine: true })).toBe('own-number');
      for (const isOptedOut of [true, false]) {
        const tollFree = parsePhone('+18005550123', 'US');
        expect(who(kind, { isOptedOut, phone: tollFree })).toBe('not-textable');
        expect(who(kind, { isOptedOut, phone: parsePhone('911', 'US') })).toBe('not-textable');
      }
    },
  );

  test.each([
    ['text-back', 'opted-out'],
    ['reply', 'opted-out'],
    ['opt-in-confirmation', 'opted-out'],
    ['opt-out-confirmation', null],
    ['help', null],
  ] as const)('given who opted out, when they are to get a %s, then: %s', (kind, refusal) => {
    expect(who(kind, { isOptedOut: true })).toBe(refusal);
  });

  test.each([
    ['text-back', 'blocked'],
    ['reply', 'blocked'],
    ['opt-in-confirmation', 'blocked'],
    ['help', null],
  ] as const)('given who is blocked, when they are to get a %s, then: %s', (kind, refusal) => {
    expect(who(kind, { isBlocked: true })).toBe(refusal);
    expect(who(kind, { isBlocked: true, isOptedOut: true })).toBe(refusal);
  });

  test('given who is blocked and opts out, when that is to be confirmed, then once, as to anybody', () => {
    expect(who('opt-out-confirmation', { isBlocked: true, isOptedOut: true })).toBeNull();
  });

  test.each(MESSAGE_KINDS)(
    'given who never said anything, when they are to get a %s, then they may',
    (kind) => {
      expect(who(kind, {})).toBe(kind === 'opt-out-confirmation' ? 'opted-in-again' : null);
    },
  );

  test.each(MESSAGE_KINDS.filter((kind) => kind !== 'opt-out-confirmation'))(
    'given who is under review, when they are to get a %s, then only what nobody wrote or asked for waits',
    (kind) => {
      const waits = kind === 'text-back' ? 'consent-under-review' : null;
      expect(who(kind, { isUnderReview: true })).toBe(waits);
    },
  );

  test('given a landline, when it wrote, then it gets an answer; when it called, then no text', () => {
    expect(who('text-back', { phone: landline })).toBe('not-textable');
    for (const kind of ['reply', 'help'] as const) expect(who(kind, { phone: landline })).toBeNull();
  });
});

test('given every refusal, when it is explained, then each has words of its own', () => {
  for (const kind of ['reply', 'alert', 'command'] as const) {
    const words = TEXT_REFUSALS.map((refusal) => explainRefusal(refusal, kind));
    expect(new Set(words).size).toBe(TEXT_REFUSALS.length);
  }
  expect(AUTO_REPLIES.every((kind) => MESSAGE_KINDS.includes(kind))).toBe(true);
});
