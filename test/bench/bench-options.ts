import { parseArgs } from 'node:util';
import type { AsteriskRelease } from '../../src/demo/provision-asterisk.ts';

export interface BenchOptions {
  /** One object on stdout beside the table on stderr. */
  readonly json: boolean;
  /** Fewer samples: under 3 minutes. */
  readonly quick: boolean;
  readonly release: AsteriskRelease;
  /** Where the daemon's CPU profile goes, or `null` for none. Profiling costs some of what it measures. */
  readonly profileFolder: string | null;
}

const RELEASES: Readonly<Record<string, AsteriskRelease>> = { '22': 'sid', '16': 'bullseye' };

export const USAGE = `npm run bench -- [--quick] [--json] [--asterisk 22|16] [--cpu-prof FOLDER]

Measures textback beside the alternatives on this machine, in one run. The table goes to stderr;
--json puts one object on stdout. Needs a Debian machine and root, for an Asterisk of its own.`;

/** @throws Error, in plain words, for an option that does not exist */
export function readBenchOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      asterisk: { type: 'string', default: '22' },
      'cpu-prof': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const release = RELEASES[values.asterisk];
  if (release === undefined) throw new Error(`There is no Asterisk ${values.asterisk} here: say 22 or 16.`);
  return { json: values.json, quick: values.quick, release, profileFolder: values['cpu-prof'] ?? null };
}
