// `npm run seed`: a big database for the bench and the integration tests; see BENCHMARKS.md.
import { rmSync, statSync } from 'node:fs';
import { makeDatabase } from './make-database.ts';
import { readSeedOptions, USAGE } from './seed-options.ts';

const say = (line: string): void => console.error(line);

try {
  const options = readSeedOptions(process.argv.slice(2));
  if (options === 'help') {
    say(USAGE);
  } else {
    const since = Date.now();
    for (const part of ['', '-wal', '-shm']) rmSync(options.path + part, { force: true });
    const made = makeDatabase(options, (what) =>
      say(`${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s  ${what}`),
    );
    const size = (statSync(options.path).size / 1_000_000).toFixed(0);
    say(`${options.path}: ${size} MB in ${((Date.now() - since) / 1000).toFixed(0)} s`);
    console.log(JSON.stringify(made));
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
