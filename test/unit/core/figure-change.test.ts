import { expect, test } from 'vitest';
import { changeOf } from '../../../src/core/figure-change.ts';

const COUNT = { unit: 'count', more: 'good' } as const;
const BAD_COUNT = { unit: 'count', more: 'bad' } as const;
const NEUTRAL = { unit: 'count', more: 'neither' } as const;
const SHARE = { unit: 'share', more: 'bad' } as const;

test.each([
  ['more of what is good', 12, 10, COUNT, { by: 20, isPoints: false, isBetter: true }],
  ['less of what is good', 8, 10, COUNT, { by: -20, isPoints: false, isBetter: false }],
  ['more of what is bad', 12, 10, BAD_COUNT, { by: 20, isPoints: false, isBetter: false }],
  ['less of what is bad', 8, 10, BAD_COUNT, { by: -20, isPoints: false, isBetter: true }],
  ['more of what is neither', 12, 10, NEUTRAL, { by: 20, isPoints: false, isBetter: null }],
  ['a share, in points', 0.251, 0.2, SHARE, { by: 5.1, isPoints: true, isBetter: false }],
  ['a share of none before', 0.2, 0, SHARE, { by: 20, isPoints: true, isBetter: false }],
  ['the same', 10, 10, COUNT, { by: 0, isPoints: false, isBetter: null }],
  ['less by too little to say', 9_999, 10_000, COUNT, { by: 0, isPoints: false, isBetter: null }],
  ['none now', null, 10, COUNT, null],
  ['none before', 10, null, COUNT, null],
  ['nothing to grow from', 10, 0, COUNT, null],
] as const)(
  'given %s, when compared with before, then it says by how much',
  (_, value, before, kind, change) => {
    expect(changeOf(value, before, kind)).toEqual(change);
  },
);
