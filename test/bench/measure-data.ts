import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../src/demo/provision-asterisk.ts';
import { askData } from './ask-data.ts';
import { DATA_FIGURES } from './data-questions.ts';
import type { FigureSet } from './figures.ts';
import { percentilesOf } from './percentiles.ts';

export interface DataLoad {
  /** How often each question is asked. */
  readonly asks: number;
  /** Whether a small database will do where the big one has not been made yet. */
  readonly maySmall: boolean;
}

const SEED = fileURLToPath(new URL('../seed/seed.ts', import.meta.url));
const BIG = { leads: 1_000_000, calls: 5_000_000, messages: 10_000_000, years: 5 } as const;
const SMALL = { leads: 20_000, calls: 100_000, messages: 200_000, years: 5 } as const;
type Sizes = typeof BIG | typeof SMALL;
const BYTES_PER_MB = 1_000_000;

/** Every figure of the big database. */
export async function measureData(load: DataLoad, say: (line: string) => void): Promise<FigureSet> {
  const path = await seededDatabase(load, say);
  say(`asking ${path}`);
  const all = askData(path, load.asks, ({ figure }) => figure !== undefined);
  const figures = DATA_FIGURES.map((figure) => {
    const samples = all
      .filter(({ question }) => question.figure === figure)
      .flatMap((answered) => answered.samples);
    return [figure, { ours: percentilesOf(samples) }] as const;
  });
  return {
    ...Object.fromEntries(figures),
    databaseMb: { ours: Math.round(statSync(path).size / BYTES_PER_MB) },
  };
}

/** Kept outside any checkout for the next run. */
async function seededDatabase({ maySmall }: DataLoad, say: (line: string) => void): Promise<string> {
  const big = pathOf(BIG);
  if (existsSync(big)) return big;
  const [sizes, path] = maySmall ? [SMALL, pathOf(SMALL)] : [BIG, big];
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder(), { recursive: true });
  const building = `${path}.building`;
  say(
    sizes === BIG
      ? 'making the big database: 12 GB, 8 minutes, only once'
      : 'making a small database: the big one is not there',
  );
  const options = Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const seed = spawn(process.execPath, [SEED, '--out', building, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(seed, 'close');
  if (code !== 0) throw new Error(`The database ${building} could not be made.`);
  renameSync(building, path);
  return path;
}

function pathOf({ leads, calls, messages }: Sizes): string {
  return join(cacheFolder(), `seed-${leads}-${calls}-${messages}.db`);
}
