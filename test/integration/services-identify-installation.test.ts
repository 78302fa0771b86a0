import { expect, test } from 'vitest';
import { identifyInstallation } from '../../src/services/identify-installation.ts';
import { openTemporaryStore } from '../fakes/temporary-store.ts';

test('given a new database, when it is asked who it is, then it is named once and for all', () => {
  const store = openTemporaryStore();
  expect(identifyInstallation(store, 'first', 1)).toBe('first');
  expect(identifyInstallation(store, 'second', 2)).toBe('first');
});
