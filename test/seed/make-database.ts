import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openStore } from '../../src/store/open-store.ts';
import { createBulkWriter } from './bulk-writer.ts';
import { openBusiness } from './business.ts';
import { createRandom } from './random.ts';
import { arrivals } from './rhythm.ts';
import type { SeedOptions } from './seed-options.ts';
import { createStory } from './story.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
/** How often the maker says how far it is. */
const SAY_EVERY = 100_000;

export interface MadeDatabase {
  readonly leads: number;
  readonly calls: number;
  readonly messages: number;
}

/** Makes a new database at `options.path`, whose folder it makes too. */
export function makeDatabase(options: SeedOptions, onStep: (what: string) => void): MadeDatabase {
  mkdirSync(dirname(options.path), { recursive: true });
  openStore(options.path).close();
  const random = createRandom(options.seed);
  const from = options.until - options.years * YEAR_MS;
  const writer = createBulkWriter(options.path);
  const business = openBusiness(writer, from);
  const story = createStory({ writer, random, business, options, from });
  let calls = 0;
  for (const at of arrivals(options.calls, from, options.until, random)) {
    story.until(at);
    story.call(at, calls / options.calls);
    calls += 1;
    if (calls % SAY_EVERY === 0) onStep(`${calls.toLocaleString('en-US')} calls`);
  }
  story.end();
  const made = {
    leads: writer.count('leads'),
    calls: writer.count('calls'),
    messages: writer.count('messages'),
  };
  writer.finish(onStep);
  return made;
}
