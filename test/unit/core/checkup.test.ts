import { expect, test } from 'vitest';
import {
  CHECK_NAMES,
  CHECKS,
  failure,
  fine,
  isCheck,
  orFine,
  skipped,
  summarize,
  warning,
} from '../../../src/core/checkup.ts';

test('given every check, when it is named, then it has words for the help, and no other name is one', () => {
  expect(CHECK_NAMES).toEqual(Object.keys(CHECKS));
  expect(isCheck('database')).toBe(true);
  expect(isCheck('toString')).toBe(false);
});

test('given findings of each kind, when they are summed up, then only what failed speaks against it', () => {
  const all = [fine('a'), warning('b', 'do'), skipped('c failed')];
  expect(summarize(all)).toEqual({ ok: true, failed: 0, warnings: 1, skipped: 1 });
  expect(summarize([...all, failure('d', 'do')])).toEqual({ ok: false, failed: 1, warnings: 1, skipped: 1 });
});

test('given problems or none, when a check answers, then it names them, or says that all is well', () => {
  expect(orFine([], 'well')).toEqual([{ state: 'ok', detail: 'well', remedy: null }]);
  expect(orFine([warning('b', 'do')], 'well')).toEqual([{ state: 'warning', detail: 'b', remedy: 'do' }]);
});

test('given a check that was not asked, when it answers, then it says why', () => {
  expect(skipped('ARI is not reached').detail).toBe('not asked, because ARI is not reached');
});
