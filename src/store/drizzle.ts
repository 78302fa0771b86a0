import { createRequire } from 'node:module';

/*
 * drizzle-orm by its CommonJS half. Its package.json is 180 kB, and for each of the 60 ES modules of it
 * that are loaded Node reads and parses that file again: 390 ms and 200 MB at every start, of the daemon
 * and of each CLI command (node 24.21, drizzle-orm 0.45.4). Required, it takes 90 ms and 25 MB.
 * Types come from the package as usual: `import type` costs nothing.
 */
const require = createRequire(import.meta.url);

const orm: typeof import('drizzle-orm') = require('drizzle-orm');
const core: typeof import('drizzle-orm/sqlite-core') = require('drizzle-orm/sqlite-core');
const driver: typeof import('drizzle-orm/better-sqlite3') = require('drizzle-orm/better-sqlite3');
const migrator: typeof import('drizzle-orm/better-sqlite3/migrator') = require('drizzle-orm/better-sqlite3/migrator');

export const {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  min,
  ne,
  notInArray,
  or,
  sql,
} = orm;
export const { alias, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } = core;
export const { drizzle } = driver;
export const { migrate } = migrator;
