import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/core/call.ts';
import {
  type Circumstances,
  chooseMessage,
  fittingVariants,
  VARIANTS,
  type Variant,
} from '../../../src/core/message-variants.ts';

const OPEN: Circumstances = { outcome: 'busy', isOpen: true, isHoliday: false, isKnownCustomer: false };
const EVERY = Object.fromEntries(VARIANTS.map((variant) => [variant, variant]));

describe('chooseMessage', () => {
  test.each<[string, Partial<Circumstances>, Variant | 'default']>([
    ['a holiday', { isOpen: false, isHoliday: true, isKnownCustomer: true }, 'holiday'],
    ['a holiday while it is open all the same', { isHoliday: true }, 'busy'],
    ['after hours', { isOpen: false, isKnownCustomer: true }, 'after-hours'],
    ['a known customer', { isKnownCustomer: true }, 'known-customer'],
    ['nobody answering', { outcome: 'no-answer' }, 'no-answer'],
    ['a busy line', { outcome: 'busy' }, 'busy'],
    ['a caller who gave up', { outcome: 'abandoned' }, 'abandoned'],
    ['no phone to ring', { outcome: 'unreachable' }, 'unreachable'],
    ['voicemail', { outcome: 'voicemail' }, 'voicemail'],
    ['an answered call', { outcome: 'answered' }, 'default'],
  ])('given every variant and %s, when chosen, then that of it', (_case, difference, chosen) => {
    expect(chooseMessage(EVERY, { ...OPEN, ...difference })).toBe(chosen);
  });

  test.each<[string, Variant[], Variant | 'default']>([
    ['no variant', [], 'default'],
    ['one that does not fit', ['abandoned'], 'default'],
    ['only that of the outcome', ['busy'], 'busy'],
    ['no holiday variant', ['busy', 'known-customer', 'after-hours'], 'after-hours'],
    ['no words for closed times', ['busy', 'known-customer'], 'known-customer'],
  ])('given a busy line, a known customer, a holiday and %s, when chosen, then %j', (_case, has, chosen) => {
    const variants = Object.fromEntries(has.map((variant) => [variant, 'words']));
    const circumstances = { ...OPEN, isOpen: false, isHoliday: true, isKnownCustomer: true };
    expect(chooseMessage(variants, circumstances)).toBe(chosen);
  });

  test('given any circumstances, when chosen, then the weightiest that fits and is there', () => {
    const circumstances = fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      isOpen: fc.boolean(),
      isHoliday: fc.boolean(),
      isKnownCustomer: fc.boolean(),
    });
    fc.assert(
      fc.property(circumstances, fc.subarray([...VARIANTS]), (any, has) => {
        const chosen = chooseMessage(Object.fromEntries(has.map((variant) => [variant, ''])), any);
        const fitting = fittingVariants(any).filter((variant) => has.includes(variant));
        expect(chosen).toBe(fitting[0] ?? 'default');
      }),
    );
  });
});
