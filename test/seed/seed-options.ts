import { parseArgs } from 'node:util';
import type { Millis } from '../../src/core/clock.ts';

export interface SeedOptions {
  readonly path: string;
  readonly leads: number;
  readonly calls: number;
  readonly messages: number;
  readonly years: number;
  /** The same seed makes the same database. */
  readonly seed: number;
  /** The story ends here. */
  readonly until: Millis;
}

export const DEFAULT_PATH = '.artifacts/seed.db';

export const USAGE = `npm run seed -- [--out ${DEFAULT_PATH}] [--leads 200000] [--calls 1000000] [--messages 2000000]
                [--years 3] [--until 2026-11-01] [--seed 1]

Makes a database of a made-up business that has been busy for years: the same one each time for the same options.`;

/** @throws Error, in plain words, for an option that does not exist or is no number */
export function readSeedOptions(args: readonly string[]): SeedOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', default: DEFAULT_PATH },
      leads: { type: 'string', default: '200000' },
      calls: { type: 'string', default: '1000000' },
      messages: { type: 'string', default: '2000000' },
      years: { type: 'string', default: '3' },
      until: { type: 'string', default: '2026-11-01' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const until = Date.parse(`${values.until}T05:00:00Z`);
  if (Number.isNaN(until)) throw new Error(`--until ${values.until} is no day. Write it as 2026-11-01.`);
  return {
    path: values.out,
    leads: whole('leads', values.leads),
    calls: whole('calls', values.calls),
    messages: whole('messages', values.messages),
    years: whole('years', values.years),
    seed: whole('seed', values.seed),
    until,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text.replaceAll(',', '').replaceAll('_', ''));
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${name} ${text} is no whole number from 1.`);
}
