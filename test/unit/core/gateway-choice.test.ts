import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseGateway,
  type GatewayStanding,
  nextTryAt,
  type RoutedText,
} from '../../../src/core/gateway-choice.ts';

const order = (...states: GatewayStanding['state'][]): GatewayStanding[] =>
  states.map((state, index) => ({ name: 'abc'.charAt(index), state, failoverAfterMs: 10_000 }));
const fresh: RoutedText = { boundTo: null, gateway: null, gatewaySince: null };
const tried = (gateway: string, gatewaySince: number): RoutedText => ({ ...fresh, gateway, gatewaySince });
const bound: RoutedText = { boundTo: 'a', gateway: 'a', gatewaySince: 0 };

describe('chooseGateway', () => {
  test.each<[given: string, RoutedText, GatewayStanding[], now: number, chosen: string | null]>([
    ['a fresh text', fresh, order('up', 'up'), 0, 'a'],
    ['a fresh text and a dead link', fresh, order('down', 'up'), 0, 'b'],
    ['a fresh text and a link that is still coming up', fresh, order('awaited', 'up'), 0, null],
    [
      'a fresh text and a dead link before one that is coming up',
      fresh,
      order('down', 'awaited', 'up'),
      0,
      null,
    ],
    ['a fresh text and no link', fresh, order('down', 'down'), 0, null],
    ['no gateway at all', fresh, [], 0, null],
    ['a text whose time there is not over', tried('a', 0), order('up', 'up'), 9_999, 'a'],
    ['a text whose time there is over', tried('a', 0), order('up', 'up'), 10_000, 'b'],
    [
      'a text whose time there is over, and a dead next',
      tried('a', 0),
      order('up', 'down', 'up'),
      10_000,
      'c',
    ],
    ['a text whose time at the last is over', tried('b', 0), order('up', 'up'), 10_000, 'a'],
    ['a text whose time is over, and no other link', tried('a', 0), order('up', 'down'), 10_000, 'a'],
    ['a text at the second, and the first back', tried('b', 0), order('up', 'up'), 5_000, 'b'],
    ['a text at the second, whose link died', tried('b', 0), order('up', 'down', 'up'), 5_000, 'c'],
    ['a text at one that is configured no more', tried('x', 0), order('up', 'up'), 99_999, 'a'],
    ['a bound text', bound, order('up', 'up'), 99_999, 'a'],
    ['a bound text and a dead link', bound, order('down', 'up'), 99_999, null],
    ['a bound text and a link that is still coming up', bound, order('awaited', 'up'), 0, null],
  ])('given %s, then it goes to its gateway, or waits', (_given, text, gateways, now, chosen) => {
    expect(chooseGateway(text, gateways, now)?.name ?? null).toBe(chosen);
  });

  test('given anything, then a bound text never goes elsewhere, and what is chosen is up', () => {
    const state = fc.constantFrom<GatewayStanding['state']>('up', 'awaited', 'down');
    const name = fc.constantFrom('a', 'b', 'c', null);
    fc.assert(
      fc.property(
        fc.array(state, { maxLength: 3 }),
        name,
        name,
        fc.nat(20_000),
        (states, boundTo, gateway, now) => {
          const chosen = chooseGateway({ boundTo, gateway, gatewaySince: 0 }, order(...states), now);
          if (chosen === null) return;
          expect(chosen.state).toBe('up');
          if (boundTo !== null) expect(chosen.name).toBe(boundTo);
        },
      ),
    );
  });
});

describe('nextTryAt', () => {
  test.each<[given: string, RoutedText, GatewayStanding[], retryAt: number, at: number]>([
    ['no other gateway', tried('a', 0), order('up', 'down'), 60_000, 60_000],
    ['another one, and a long wait', tried('a', 0), order('up', 'up'), 60_000, 10_000],
    ['another one, and a short wait', tried('a', 0), order('up', 'up'), 4_000, 4_000],
    ['another one, and its time here over long ago', tried('a', -60_000), order('up', 'up'), 60_000, 3_000],
    ['another one, and its own link dead', tried('a', 0), order('down', 'up'), 60_000, 3_000],
    ['another one, and bound to this', bound, order('down', 'up'), 60_000, 60_000],
  ])(
    'given %s, then it is tried again when something can come of it',
    (_given, text, gateways, retryAt, at) => {
      expect(nextTryAt(text, gateways, retryAt, 3_000)).toBe(at);
    },
  );
});
