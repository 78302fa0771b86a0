import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fieldsToRestore,
  type MergeableFields,
  mergeFields,
  mergeUnread,
  splitUnread,
} from '../../../src/core/lead-merge.ts';

const lead = (change: Partial<MergeableFields> = {}): MergeableFields => ({
  ...{ name: '', ownerId: null, closedAt: null, lastActivityAt: 10, lastTextAt: null, pausedUntil: null },
  ...change,
});

describe('mergeFields', () => {
  test.each([
    [{ name: 'Pat' }, { name: 'Patricia' }, { name: 'Pat' }],
    [{}, { name: 'Patricia' }, { name: 'Patricia' }],
    [{ ownerId: 1 }, { ownerId: 2 }, { ownerId: 1 }],
    [{}, { ownerId: 2 }, { ownerId: 2 }],
    [{ closedAt: 5 }, {}, { closedAt: null }],
    [{}, { closedAt: 5 }, { closedAt: null }],
    [{ closedAt: 5 }, { closedAt: 9 }, { closedAt: 9 }],
    [{ lastActivityAt: 10 }, { lastActivityAt: 20 }, { lastActivityAt: 20 }],
    [{ lastTextAt: 7 }, {}, { lastTextAt: 7 }],
    [{}, { lastTextAt: 7 }, { lastTextAt: 7 }],
    [{ pausedUntil: 8 }, { pausedUntil: 7 }, { pausedUntil: 8 }],
  ])('given %j and %j, when the second goes into the first, then %j', (into, from, merged) => {
    expect(mergeFields(lead(into), lead(from))).toMatchObject(merged);
  });
});

describe('fieldsToRestore', () => {
  test('given nothing changed since, when it is undone, then all is as before', () => {
    const before = lead({ closedAt: 5 });
    const after = mergeFields(before, lead({ name: 'Pat', ownerId: 2, lastTextAt: 9, lastActivityAt: 99 }));
    expect(fieldsToRestore(after, before, after)).toEqual(before);
  });

  test('given something changed since, when it is undone, then that stays', () => {
    const before = lead();
    const after = mergeFields(before, lead({ name: 'Pat', ownerId: 2 }));
    const now = { ...after, name: 'Patricia', lastActivityAt: 50 };
    expect(fieldsToRestore(now, before, after)).toEqual({ ...before, name: 'Patricia', lastActivityAt: 50 });
  });
});

describe('unread texts', () => {
  const unread = fc.uniqueArray(
    fc.record({
      reader: fc.constantFrom('anybody', 'user:1', 'user:2'),
      texts: fc.integer({ min: 1, max: 9 }),
      newestAt: fc.integer({ min: 1, max: 99 }),
    }),
    { selector: ({ reader }) => reader },
  );
  const sorted = <Each extends { readonly reader: string }>(list: readonly Each[]) =>
    [...list].sort((a, b) => a.reader.localeCompare(b.reader));

  test('given any two leads, when they are merged and parted, then each has its own again', () => {
    fc.assert(
      fc.property(unread, unread, (into, from) => {
        const [own, others] = splitUnread(mergeUnread(into, from), into, from);
        expect(sorted(own)).toEqual(sorted(into));
        expect(sorted(others)).toEqual(sorted(from));
      }),
    );
  });

  const INTO = [{ reader: 'anybody', texts: 2, newestAt: 20 }];
  const FROM = [
    { reader: 'anybody', texts: 1, newestAt: 30 },
    { reader: 'user:1', texts: 1, newestAt: 30 },
  ];

  test('given somebody has read since, when they are parted, then they have read both', () => {
    const now = mergeUnread(INTO, FROM).filter(({ reader }) => reader !== 'anybody');
    expect(splitUnread(now, INTO, FROM)).toEqual([[], [{ reader: 'user:1', texts: 1, newestAt: 30 }]]);
  });

  test('given more came since, when they are parted, then that stays with the first', () => {
    const now = [
      { reader: 'anybody', texts: 4, newestAt: 50 },
      { reader: 'user:1', texts: 3, newestAt: 50 },
      { reader: 'user:2', texts: 1, newestAt: 50 },
    ];
    expect(splitUnread(now, INTO, FROM)).toEqual([
      [
        { reader: 'anybody', texts: 3, newestAt: 50 },
        { reader: 'user:1', texts: 2, newestAt: 50 },
        { reader: 'user:2', texts: 1, newestAt: 50 },
      ],
      FROM,
    ]);
  });
});
