import { describe, expect, test } from 'vitest';
import { whoRang } from '../../../src/core/who-rang.ts';

const leg = (
  label: string,
  ringingAt: number | null,
  endedAt: number | null,
  answeredAt: number | null = null,
) => ({ label, ringingAt, answeredAt, endedAt });

describe('whoRang', () => {
  test.each([
    ['no phone', [], null, [], null],
    ['one that never rang', [leg('Office', null, 900)], null, [], null],
    ['one that rang out', [leg('Office', 1_000, 21_000)], null, ['Office'], 20_000],
    ['one that still rings', [leg('Office', 1_000, null)], null, ['Office'], null],
    ['one that was answered, and talks', [leg('Office', 1_000, null, 6_000)], 6_100, ['Office'], 5_100],
    ['one that picked up without a ring', [leg('Office', null, 60_000, 1_000)], 1_100, ['Office'], 100],
    ['one that was put through before it told', [leg('Office', 1_000, null)], 900, ['Office'], 0],
    [
      'two after each other, one of them twice, beside one that could not be reached',
      [
        leg('Office', 1_000, 11_000),
        leg('Van', null, 1_200),
        leg('Maria', 11_000, 30_000),
        leg('Office', 11_000, 31_000),
      ],
      null,
      ['Office', 'Maria'],
      30_000,
    ],
  ] as const)(
    'given %s, when listed, then those that rang are named, with the time',
    (_, legs, bridgedAt, labels, rangMs) => {
      expect(whoRang(legs, bridgedAt)).toEqual({ labels, rangMs });
    },
  );
});
