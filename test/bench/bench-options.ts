import { parseArgs } from 'node:util';
import type { AsteriskRelease } from '../../src/demo/provision-asterisk.ts';

/** What can be measured by itself, in the order of a whole run. */
export const PARTS = ['start', 'delays', 'rate', 'rss', 'sms', 'data'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  /** One object on stdout beside the table on stderr. */
  readonly json: boolean;
  /** Fewer samples: under 3 minutes. */
  readonly quick: boolean;
  readonly release: AsteriskRelease;
  readonly parts: readonly Part[];
  /** Missed calls after which memory is looked at; `null`: 10,000, or 1,000 of a quick run. */
  readonly calls: number | null;
  /** Where the table goes as Markdown, or `null`. */
  readonly markdownPath: string | null;
  /** Where the daemon's CPU profile goes, or `null` for none. Profiling costs some of what it measures. */
  readonly profileFolder: string | null;
}

const RELEASES: Readonly<Record<string, AsteriskRelease>> = { '22': 'sid', '16': 'bullseye' };

export const USAGE = `npm run bench -- [--quick] [--only PART,…] [--calls 10000] [--json] [--markdown FILE]
                 [--asterisk 22|16] [--cpu-prof FOLDER]

Measures textback beside the alternatives on this machine, in one run. The table goes to stderr;
--json puts one object on stdout, --markdown the table into FILE. Needs a Debian machine and root, for an
Asterisk and a Kannel of its own.

Parts: ${PARTS.join(', ')}. Example: npm run bench -- --only rss --calls 100000`;

/** @throws Error, in plain words, for an option that does not exist */
export function readBenchOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      asterisk: { type: 'string', default: '22' },
      only: { type: 'string', default: PARTS.join() },
      calls: { type: 'string' },
      markdown: { type: 'string' },
      'cpu-prof': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const release = RELEASES[values.asterisk];
  if (release === undefined) throw new Error(`There is no Asterisk ${values.asterisk} here: say 22 or 16.`);
  return {
    json: values.json,
    quick: values.quick,
    release,
    parts: readParts(values.only),
    calls: values.calls === undefined ? null : readCalls(values.calls),
    markdownPath: values.markdown ?? null,
    profileFolder: values['cpu-prof'] ?? null,
  };
}

function readParts(text: string): readonly Part[] {
  const wanted = text.split(',').map((each) => each.trim());
  const unknown = wanted.find((each) => !PARTS.some((part) => part === each));
  if (unknown !== undefined)
    throw new Error(`There is no part "${unknown}": say one or more of ${PARTS.join(', ')}.`);
  return PARTS.filter((part) => wanted.includes(part));
}

function readCalls(text: string): number {
  const calls = Number(text);
  // Memory is looked at after each thousand.
  if (Number.isSafeInteger(calls) && calls >= 1_000 && calls % 1_000 === 0) return calls;
  throw new Error(`--calls ${text}: say 1000, 10000 or another number of thousands.`);
}
