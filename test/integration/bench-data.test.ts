import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { dataQuestions } from '../bench/data-questions.ts';
import { temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

test('given a small seeded database, when the bench asks all that it measures, then each question finds something', () => {
  const path = temporaryDatabasePath();
  const sizes = { leads: 1_500, calls: 6_000 };
  makeDatabase(
    { ...sizes, path, messages: 12_000, years: 1, seed: 5, until: Date.UTC(2026, 10, 1, 5) },
    () => {},
  );
  const store = openStore(path);
  try {
    for (const { title, ask } of dataQuestions(sizes)) {
      for (let n = 0; n < 8; n += 1) expect(ask(store, n), `${title} (${n})`).toBeGreaterThan(0);
    }
  } finally {
    store.close();
  }
});
