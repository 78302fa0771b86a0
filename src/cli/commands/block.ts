import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { BlockTreatment } from '../../core/line-words.ts';
import { BLOCK_TREATMENTS } from '../../core/line-words.ts';
import { blockJson } from '../../services/as-json.ts';
import { type BlockedNumber, blockNumber } from '../../services/block-number.ts';
import { type BlockView, listBlocked, showBlocked } from '../../services/show-blocked.ts';
import { unblockNumber } from '../../services/unblock-number.ts';
import { blockWords } from '../block-words.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, DRY_RUN_OPTION, defineCommand, defineGroup, parseLimit } from '../define-command.ts';
import { changed, dryRun, number, text } from '../json/basics.ts';
import { BLOCK, BLOCK_IN_FORCE } from '../json/leads.ts';

export function addBlockCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'block', 'Callers who ring no phone and are never texted');
  defineAdd(group, cli);
  defineList(group, cli);
  defineShow(group, cli);
  defineRemove(group, cli);
}

interface AddOptions {
  readonly treatment?: BlockTreatment | 'usual';
  readonly note?: string;
  readonly exact?: boolean;
  readonly dryRun?: boolean;
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <number>',
    summary:
      'Block a caller at once, and call off the texts that wait for them; `withheld` blocks all who withhold their number',
    json: z.object({ dryRun, changed, calledOff: number, block: BLOCK }),
    examples: [
      'textback block add "(212) 555-0123" --note "robocaller"',
      'textback block add +12125550123 --treatment voicemail',
      'textback block add withheld --treatment announcement',
    ],
  })
    .addOption(
      new Option('--treatment <what>', 'what they get; usual for the setting block-treatment').choices([
        ...BLOCK_TREATMENTS,
        'usual',
      ]),
    )
    .option('--note <text>', 'why, in up to 200 characters')
    .option('--exact', 'it is no number: block callers whose caller ID is just this')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, business, actor, now }, number: string, options: AddOptions) => {
        const { treatment, note, exact = false, dryRun = false } = options;
        const request = { number, exact, treatment: treatment === 'usual' ? null : treatment, note, dryRun };
        const blocked = blockNumber(store, request, business.country, actor, now);
        if (!('block' in blocked)) return blocked;
        const { block, calledOff } = blocked;
        return {
          json: { dryRun, changed: blocked.kind !== 'known', calledOff, block: blockJson(block) },
          text: `${block.number}\n`,
          notes: addNotes(blocked, dryRun),
        };
      }),
    );
}

function addNotes(
  { kind, calledOff }: Extract<BlockedNumber, { block: unknown }>,
  dryRun: boolean,
): string[] {
  if (kind === 'known') return ['It was so already.'];
  const done = kind === 'blocked' ? 'blocked' : 'changed';
  const texts = `${calledOff} ${calledOff === 1 ? 'text that waits' : 'texts that wait'}`;
  return [
    dryRun ? `Would be ${done}.` : `${done === 'blocked' ? 'Blocked' : 'Changed'}.`,
    ...(calledOff === 0 ? [] : [dryRun ? `${texts} would be called off.` : `${texts}: called off.`]),
  ];
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the block list, in the order of the numbers',
    json: z.object({ blocked: z.array(BLOCK_IN_FORCE) }),
    examples: ['textback block list', 'textback block list --limit 100 --after +12125550123'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--after <number>', 'those after this one, as the list shows it with --json')
    .action(
      cli.withStore(({ store, format }, { limit, after }: { limit: number; after?: string }) => {
        const blocked = listBlocked(store, limit, after);
        const rows = blocked.map((block) => [
          format.phone(block.number),
          treatmentWords(block),
          format.time(block.blockedAt),
          block.actor,
          block.note,
        ]);
        return {
          json: { blocked: blocked.map(viewJson) },
          text: format.table(['Number', 'Gets', 'Since', 'By', 'Note'], rows),
          notes: listNotes(blocked, limit),
        };
      }),
    );
}

function listNotes(blocked: readonly BlockView[], limit: number): readonly string[] {
  const last = blocked.at(-1);
  if (last === undefined) return ['Nobody is blocked.'];
  return blocked.length < limit
    ? []
    : [`For more: textback block list --after ${JSON.stringify(last.number)}`];
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <number>',
    summary: 'Show whether a caller is blocked, since when and why; exit code 3 where not',
    json: z.object({ block: BLOCK_IN_FORCE }),
    examples: ['textback block show "(212) 555-0123"'],
  }).action(
    cli.withStore(({ store, business, format }, number: string) => {
      const shown = showBlocked(store, number, business.country);
      if (shown.kind !== 'block') return shown;
      const { block } = shown;
      const text = format.fields([
        ['Number', format.phone(block.number)],
        ['Blocked', blockWords(block, format)],
        ['Gets', treatmentWords(block)],
      ]);
      return { json: { block: viewJson(block) }, text };
    }),
  );
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <number>',
    summary: 'Let a caller through again, from the next call on',
    json: z.object({ dryRun, changed, number: text }),
    examples: ['textback block remove "(212) 555-0123"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        ({ store, business, actor, now }, typed: string, { dryRun = false }: { dryRun?: boolean }) => {
          const request = { number: typed, dryRun };
          const { number, block } = unblockNumber(store, request, business.country, actor, now);
          const done = dryRun ? 'Would be unblocked.' : 'Unblocked.';
          return {
            json: { dryRun, changed: block !== null, number },
            text: `${number}\n`,
            notes: [block === null ? 'It was not blocked.' : done],
          };
        },
      ),
    );
}

function viewJson(block: BlockView) {
  return { ...blockJson(block), effectiveTreatment: block.effectiveTreatment };
}

function treatmentWords({ treatment, effectiveTreatment }: BlockView): string {
  return treatment === null ? `${effectiveTreatment} (as usual)` : treatment;
}
