import { type Command, InvalidArgumentError } from 'commander';
import { iso } from '../../core/iso-time.ts';
import { keptSince, parseAge } from '../../core/keep-for.ts';
import { type Purge, purgeOld, rehearsePurge } from '../../services/purge-old.ts';
import type { Cli, Report } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand } from '../define-command.ts';
import type { Format } from '../format.ts';
import { PURGE } from '../json/upkeep.ts';
import { remainsWords, removedWords, STOPPED } from '../privacy-words.ts';
import { atPace } from '../work-pace.ts';

interface PurgeOptions {
  /** In months. */
  readonly olderThan: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

export function definePurge(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'purge',
    summary:
      'Remove what is older than an age: words, names and numbers of calls and texts, and leads with whom nothing has happened since',
    json: PURGE,
    examples: [
      'textback privacy purge --older-than 18m --dry-run',
      'textback privacy purge --older-than 2y --yes',
      'textback settings set keep-for 18',
    ],
    terms: { title: 'What stays', entries: STAYS },
  })
    .requiredOption('--older-than <age>', 'months or years, such as 18m or 2y', parseOlderThan)
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, { olderThan, yes, dryRun = false }: PurgeOptions) => {
        const { store, business, actor, now, world, format } = session;
        const before = keptSince(now, olderThan, business.timeZone);
        const rehearsed = rehearsePurge(store, before, actor, now);
        if (dryRun) return report(rehearsed, true, format);
        const question = `Remove for good what is from before ${format.time(before)}: ${purged(rehearsed, format)}?`;
        const refusal = yes === true ? null : await confirm(world, question);
        if (refusal !== null) return refusal;
        const done = await atPace(world, (pace) => purgeOld(store, before, actor, now, pace));
        return report(done, false, format);
      }),
    );
}

const STAYS = [
  ['consent, block', 'stay with the number, whatever their age: they are about the future'],
  [
    'leads',
    'with whom something has happened since stay with name, notes and tags; what they said and when they called before is redacted',
  ],
  [
    'words that seem to ask for no more texts',
    'stay until somebody has decided: see `textback consent review`',
  ],
  ['reports, credits', 'do not change: calls, texts and leads stay for what they count'],
  ['keep-for', 'is the setting that does this each night'],
] as const;

function parseOlderThan(text: string): number {
  const read = parseAge(text);
  if ('problem' in read) throw new InvalidArgumentError(read.problem);
  return read.value;
}

function report(purge: Purge, dryRun: boolean, format: Format): Report {
  const { before, removed, isDone, isLogEmpty, isCompact } = purge;
  const done = dryRun ? 'Would remove' : 'Removed';
  return {
    json: {
      ...{ dryRun, before: iso(before), removed },
      ...{ done: isDone, logEmpty: isLogEmpty, compact: isCompact },
    },
    text: '',
    notes: [
      `${done}, from before ${format.time(before)}: ${purged(purge, format)}.`,
      ...(isDone ? [] : [STOPPED]),
      ...(dryRun ? [] : remainsWords(purge)),
    ],
    isBad: !isDone,
  };
}

function purged({ removed }: Purge, format: Format): string {
  return removedWords({ leads: removed.leads, removed }, format);
}
