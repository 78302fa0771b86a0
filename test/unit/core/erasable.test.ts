import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REDACTED_TABLES, SEARCH_INDEXES } from '../../../src/core/erasable.ts';

const migrations = readdirSync('migrations')
  .filter((name) => name.endsWith('.sql'))
  .map((name) => readFileSync(`migrations/${name}`, 'utf8'))
  .join('\n');
const namesIn = (pattern: RegExp) => [...migrations.matchAll(pattern)].map(([, name]) => name).sort();

test('given the indexes of full-text search that the database has, then each is cleared of what was erased', () => {
  expect([...SEARCH_INDEXES].sort()).toEqual(namesIn(/CREATE VIRTUAL TABLE `(\w+)` USING fts5/g));
});

test('given the tables that say when a row was erased, then each is redacted, beside leads, which go by name', () => {
  const erasable = namesIn(/ALTER TABLE `(\w+)` ADD `erased_at`/g);
  expect([...REDACTED_TABLES, 'leads'].sort()).toEqual(erasable);
});
