import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGroupCommit } from '../../src/store/group-commit.ts';
import { openTemporaryStore } from '../fakes/temporary-store.ts';

/** A store whose transactions are counted, and which can refuse the next one. */
function openBench() {
  const store = openTemporaryStore();
  const seen = { transactions: 0, refuse: 0 };
  const together = createGroupCommit<Parameters<Parameters<typeof store.transact>[1]>[0]>((change) => {
    seen.transactions += 1;
    seen.refuse -= 1;
    if (seen.refuse >= 0) throw new Error('database is locked');
    return store.transact('promised', change);
  });
  const note = (subject: string) =>
    together((tx) => {
      tx.audit.record({ at: 1, actor: 'test', action: 'note', subject, before: null, after: null });
      if (subject === 'bad') throw new Error('a bad one');
      return subject;
    });
  const noted = () => store.read((reader) => reader.audit.newest(10)).map((entry) => entry.subject);
  return { seen, note, noted };
}

test('given changes of one turn, when they are kept, then in one transaction, in order, each with its own answer', async () => {
  const { seen, note, noted } = openBench();
  const kept = Promise.all([note('a'), note('b'), note('c')]);
  expect(noted()).toEqual([]);
  expect(await kept).toEqual(['a', 'b', 'c']);
  expect(noted()).toEqual(['c', 'b', 'a']);
  expect(seen.transactions).toBe(1);
});

test('given one of them throws, when they are kept, then only that one fails, and nothing of it stands', async () => {
  const { note, noted } = openBench();
  const results = await Promise.allSettled([note('a'), note('bad'), note('c')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(noted()).toEqual(['c', 'a']);
});

test('given the database refuses, when one change is to be kept, then it fails at once and is not tried again', async () => {
  const { seen, note, noted } = openBench();
  seen.refuse = 1;
  await expect(note('a')).rejects.toThrow('database is locked');
  expect([seen.transactions, noted()]).toEqual([1, []]);
});

test('given a change is asked for a turn later, when it is kept, then in a transaction of its own', async () => {
  const { seen, note } = openBench();
  const first = note('a');
  await turn();
  await Promise.all([first, note('b')]);
  expect(seen.transactions).toBe(2);
});
