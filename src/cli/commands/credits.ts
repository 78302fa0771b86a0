import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { creditBalance, creditHistory } from '../../services/show-credits.ts';
import { topUpCredits } from '../../services/top-up-credits.ts';
import { creditEntryJson } from '../as-json.ts';
import type { Cli } from '../cli.ts';
import {
  DEFAULT_LIMIT,
  DRY_RUN_OPTION,
  defineCommand,
  defineGroup,
  parseId,
  parseLimit,
} from '../define-command.ts';

const ENTRY_KEYS = 'id, kind, delta, balanceAfter, key, messageId, note, actor, at';

export function addCreditsCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'credits', 'Prepaid credits: one for each text');
  defineBalance(group, cli);
  defineTopUp(group, cli);
  defineHistory(group, cli);
}

function defineBalance(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'balance',
    summary: 'Show the credits left',
    json: '{ balance }',
    examples: ['textback credits balance'],
  }).action(
    cli.withStore(({ store }) => {
      const balance = creditBalance(store);
      const empty = 'Missed callers are not texted. Top up with `textback credits topup 100`.';
      return { json: { balance }, text: `${balance}\n`, notes: balance === 0 ? [empty] : [] };
    }),
  );
}

function defineTopUp(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'topup',
    summary: 'Add credits, 1 to 1000000 at once',
    json: `{ dryRun, added, balance, entry: { ${ENTRY_KEYS} } }`,
    examples: ['textback credits topup 100', 'textback credits topup 500 --key INVOICE-7 --note "Invoice 7"'],
  })
    .argument('<credits>', 'whole credits', parseAmount)
    .option('--key <key>', 'the same key twice is one top-up (default: a new one)')
    .option('--note <note>', 'kept in the history', '')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (
          { store, actor, now },
          amount: number,
          options: { key?: string; note: string; dryRun?: boolean },
        ) => {
          const dryRun = options.dryRun === true;
          const request = {
            amount,
            key: options.key ?? randomUUID(),
            note: options.note.slice(0, 200),
            dryRun,
          };
          const result = topUpCredits(store, request, actor, now);
          if ('problem' in result) return result;
          const { entry, balance } = result;
          const added = result.kind === 'topped-up';
          const done = added
            ? `${dryRun ? 'Would add' : 'Added'} ${amount}.`
            : `This key was used before: nothing was added this time.`;
          return {
            json: { dryRun, added, balance, entry: creditEntryJson(entry) },
            text: `${balance}\n`,
            notes: [`${done} The balance ${dryRun && added ? 'would be' : 'is'} ${balance}.`],
          };
        },
      ),
    );
}

function defineHistory(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'history',
    summary: 'Show what was added and spent, newest first',
    json: `{ entries: [{ ${ENTRY_KEYS} }] }`,
    examples: ['textback credits history', 'textback credits history --limit 100 --before 421'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those before this entry', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const entries = creditHistory(store, limit, before);
        const rows = entries.map((entry) => [
          String(entry.id),
          format.time(entry.at),
          entry.kind,
          entry.delta > 0 ? `+${entry.delta}` : String(entry.delta),
          String(entry.balanceAfter),
          entry.actor,
          entry.messageId === null ? entry.note : `message ${entry.messageId} ${entry.note}`,
        ]);
        return {
          json: { entries: entries.map(creditEntryJson) },
          text: format.table(['Id', 'Time', 'Kind', 'Credits', 'Balance', 'By', 'For'], rows),
          notes: entries.length === 0 ? ['No entries.'] : [],
        };
      }),
    );
}

function parseAmount(text: string): number {
  const plain = text.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^\d{1,9}$/.test(plain)) throw new InvalidArgumentError('Give a whole number from 1 to 1000000.');
  return Number(plain);
}
