import { type Command, Option } from 'commander';
import { z } from 'zod';
import { reviewJson } from '../../services/as-json.ts';
import { listReviews, resolveReview } from '../../services/resolve-review.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, DRY_RUN_OPTION, defineCommand, parseLimit } from '../define-command.ts';
import { dryRun, phone } from '../json/basics.ts';
import { REVIEW } from '../json/leads.ts';

/** The queue of those who ask to stop in other words than STOP. */
export function addReviewCommands(group: Command, cli: Cli): void {
  defineReview(group, cli);
  defineResolve(group, cli);
}

function defineReview(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'review',
    summary: 'Show who seems to ask for no more texts: automatic texts wait for your decision',
    json: z.object({ reviews: z.array(REVIEW) }),
    examples: ['textback consent review', 'textback consent review --limit 50 --after +12125550123'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--after <number>', 'those after this number (E.164)')
    .action(
      cli.withStore(({ store, format }, { limit, after }: { limit: number; after?: string }) => {
        const reviews = listReviews(store, limit, after);
        const rows = reviews.map((each) => [
          format.time(each.askedAt),
          format.phone(each.number),
          each.wording,
        ]);
        return {
          json: { reviews: reviews.map(reviewJson) },
          text: format.table(['Time', 'Number', 'Wording'], rows),
          notes: [
            reviews.length === 0
              ? 'Nothing waits for a decision.'
              : 'Decide with `textback consent resolve NUMBER --opt-out`, or --dismiss.',
          ],
        };
      }),
    );
}

interface ResolveOptions {
  readonly optOut?: boolean;
  readonly dismiss?: boolean;
  readonly note: string;
  readonly dryRun?: boolean;
}

function defineResolve(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'resolve <number>',
    summary: 'Decide what a customer meant who is under review',
    json: z.object({ dryRun, number: phone, verdict: z.enum(['opted-out', 'dismissed']) }),
    examples: [
      'textback consent resolve +12125550123 --opt-out',
      'textback consent resolve +12125550123 --dismiss --note "Meant the other contractor"',
    ],
  })
    .addOption(new Option('--opt-out', 'they want no more texts').conflicts('dismiss'))
    .addOption(new Option('--dismiss', 'they meant something else: text as before'))
    .option('--note <text>', 'kept on record', '')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, business, actor, now }, number: string, options: ResolveOptions) => {
        const { optOut = false, dismiss = false, note, dryRun = false } = options;
        if (!optOut && !dismiss) return { kind: 'invalid', ...WHICH_VERDICT };
        const verdict = optOut ? 'opted-out' : 'dismissed';
        const request = { number, verdict, note: note.slice(0, 500), dryRun } as const;
        const resolved = resolveReview(store, request, business.country, actor, now);
        if (resolved.kind !== 'resolved') return resolved;
        return {
          json: { dryRun, number: resolved.number, verdict },
          text: `${resolved.number} ${verdict}\n`,
          notes: dryRun ? ['Nothing was changed.'] : [],
        };
      }),
    );
}

const WHICH_VERDICT = {
  problem: 'It is not said what was decided.',
  remedy: 'Give --opt-out or --dismiss.',
} as const;
