import { describe, expect, test } from 'vitest';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { atOnce, foundInFiles, meetPerson, NUMBERS, PERSON, WORDS } from '../fakes/erasable-person.ts';
import type { ServiceBench } from '../fakes/service-bench.ts';

const ALL = [...WORDS, ...NUMBERS];
const erase = (bench: ServiceBench, number = PERSON, dryRun = false) =>
  eraseNumber(bench.store, { number, dryRun }, 'US', 'user:Maria', bench.clock.now(), atOnce);

describe('the files', () => {
  test('given a person all over the database, when they are erased, then no byte of either file tells of them', async () => {
    const bench = await meetPerson();
    expect(foundInFiles(bench.path, ALL)).toEqual(ALL);
    const erased = await erase(bench);
    expect(erased).toMatchObject({ kind: 'erased', isDone: true, isLogEmpty: true, leads: 2 });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });
});
