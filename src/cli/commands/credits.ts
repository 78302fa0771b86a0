import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { formatPrice } from '../../core/credit-forecast.ts';
import { type Adjusted, adjustCredits } from '../../services/adjust-credits.ts';
import { creditEntryJson } from '../../services/as-json.ts';
import { auditCredits, type CreditAudit } from '../../services/audit-credits.ts';
import { type CreditsView, creditHistory, showCredits } from '../../services/show-credits.ts';
import { type ToppedUp, topUpCredits } from '../../services/top-up-credits.ts';
import type { Cli } from '../cli.ts';
import {
  DEFAULT_LIMIT,
  DRY_RUN_OPTION,
  defineCommand,
  defineGroup,
  parseId,
  parseLimit,
} from '../define-command.ts';
import { maybeNumber, number, text } from '../json/basics.ts';
import { CREDIT_CHANGE, CREDIT_ENTRY } from '../json/upkeep.ts';

export function addCreditsCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'credits', 'Prepaid credits: one for each text');
  defineBalance(group, cli);
  defineTopUp(group, cli);
  defineRefund(group, cli);
  defineHistory(group, cli);
  defineAudit(group, cli);
}

function defineBalance(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'balance',
    summary: 'Show the credits left, and how long they last',
    json: z.object({
      balance: number,
      spentPerDay: z.number(),
      daysLeft: maybeNumber.describe('null where none were spent lately'),
      lowBalance: number,
      pricePer100Cents: number,
    }),
    examples: ['textback credits balance'],
  }).action(
    cli.withStore(({ store, now }) => {
      const credits = showCredits(store, now);
      return { json: credits, text: `${credits.balance}\n`, notes: balanceNotes(credits) };
    }),
  );
}

function balanceNotes({
  balance,
  spentPerDay,
  daysLeft,
  lowBalance,
  pricePer100Cents,
}: CreditsView): string[] {
  const price = `100 credits cost ${formatPrice(pricePer100Cents)}: \`textback credits topup 100\`.`;
  if (balance === 0) return [`Missed callers are not texted. ${price}`];
  const notes =
    daysLeft === null
      ? ['Nothing was spent in the last 28 days.']
      : [`At ${spentPerDay.toFixed(1)} a day they last ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}.`];
  return balance < lowBalance ? [...notes, `Fewer than ${lowBalance} are left. ${price}`] : notes;
}

function defineTopUp(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'topup',
    summary: 'Add credits, 1 to 1000000 at once',
    json: CREDIT_CHANGE,
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
          return reportAdded(topUpCredits(store, request, actor, now), dryRun);
        },
      ),
    );
}

function defineRefund(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'refund',
    summary: 'Give credits back by hand, or with a number below zero take back what was added by mistake',
    json: CREDIT_CHANGE,
    examples: [
      'textback credits refund 5 --reason "Carrier outage on Monday"',
      'textback credits refund --reason "Topped up 1000 for 100" -- -900',
    ],
  })
    .argument('<credits>', 'whole credits', parseSigned)
    .requiredOption('--reason <text>', 'why; kept for good')
    .option('--key <key>', 'the same key twice is one refund (default: a new one)')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (
          { store, actor, now },
          amount: number,
          options: { reason: string; key?: string; dryRun?: boolean },
        ) => {
          const { reason, key = randomUUID(), dryRun = false } = options;
          return reportAdded(adjustCredits(store, { amount, reason, key, dryRun }, actor, now), dryRun);
        },
      ),
    );
}

function reportAdded(result: ToppedUp | Adjusted, dryRun: boolean) {
  if ('problem' in result) return result;
  const { entry, balance } = result;
  const added = result.kind !== 'known';
  const amount = Math.abs(entry.delta);
  const verb = entry.delta > 0 ? (dryRun ? 'Would add' : 'Added') : dryRun ? 'Would take back' : 'Took back';
  const done = added ? `${verb} ${amount}.` : 'This key was used before: nothing was added this time.';
  return {
    json: { dryRun, added, balance, entry: creditEntryJson(entry) },
    text: `${balance}\n`,
    notes: [`${done} The balance ${dryRun && added ? 'would be' : 'is'} ${balance}.`],
  };
}

function defineAudit(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'audit',
    summary:
      'Derive the balance anew from every entry and text, and prove it; exits 1 at the first wrong one',
    json: z.object({
      balance: number,
      entries: number,
      wrong: z.nullable(z.object({ entryId: maybeNumber, messageId: maybeNumber, problem: text })),
    }),
    examples: ['textback credits audit'],
  }).action(
    cli.withStore(({ store }) => {
      const audit = auditCredits(store);
      const { balance, entries, wrong } = audit;
      const proven = `${entries} entries make a balance of ${balance}; each text is paid for once.`;
      return {
        json: audit,
        text: wrong === null ? `${balance}\n` : '',
        notes: [wrong === null ? proven : `error: ${wrongWords(wrong)}`],
        isBad: wrong !== null,
      };
    }),
  );
}

function wrongWords({ entryId, problem }: NonNullable<CreditAudit['wrong']>): string {
  const where = entryId === null ? 'The ledger lacks an entry' : `Entry ${entryId} is wrong`;
  return `${where}: ${problem}. The entries before are sound. Restore a backup, or report this.`;
}

function defineHistory(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'history',
    summary: 'Show what was added and spent, newest first',
    json: z.object({ entries: z.array(CREDIT_ENTRY) }),
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

function parseSigned(text: string): number {
  const plain = text.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^[+-]?\d{1,9}$/.test(plain)) throw new InvalidArgumentError('Give a whole number of credits.');
  return Number(plain);
}
