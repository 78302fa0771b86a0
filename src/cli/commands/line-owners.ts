import { type Command, Option } from 'commander';
import { z } from 'zod';
import { OWNER_RULES } from '../../core/ownership.ts';
import { type LineOwnersView, setLineOwners, showLineOwners } from '../../services/line-owners.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand } from '../define-command.ts';
import type { Format } from '../format.ts';
import { changed, dryRun } from '../json/basics.ts';
import { OWNERS } from '../json/lines.ts';

interface OwnersOptions {
  readonly rule?: string;
  readonly nobody?: boolean;
  readonly dryRun?: boolean;
}

/** Who owns what a line misses. */
export function addOwnersCommand(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'owners <number> [people...]',
    summary:
      'Show or say who looks after missed calls; those after the first are next when nobody responds in time',
    json: z.object({ dryRun, changed, owners: OWNERS }),
    examples: [
      'textback line owners +12125550100',
      'textback line owners +12125550100 Maria Pat',
      'textback line owners +12125550100 --rule round-robin Maria Pat',
      'textback line owners +12125550100 "Maria=mon-fri 8-17" "Pat=sat-sun 9-18" Kim',
      'textback line owners +12125550100 --nobody',
    ],
  })
    .addOption(
      new Option(
        '--rule <rule>',
        `fixed: the first; round-robin: each in turn; hours: whose hours it is`,
      ).choices([...OWNER_RULES]),
    )
    .option('--nobody', 'missed calls stay unassigned')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, people: string[], options: OwnersOptions) => {
        const { store, business, actor, now, format } = session;
        const { rule = null, nobody = false, dryRun = false } = options;
        if (nobody && people.length > 0) return bothWays();
        if (people.length === 0 && !nobody && rule === null) {
          const shown = showLineOwners(store, number, business.country);
          if (shown.kind !== 'owners') return shown;
          const { owners } = shown;
          return {
            json: { dryRun, changed: false, owners },
            text: ownersWords(owners, format),
            notes: emptyNote(owners),
          };
        }
        const names = people.length > 0 || nobody ? people : null;
        const set = setLineOwners(
          store,
          { number, rule, people: names, dryRun },
          business.country,
          actor,
          now,
        );
        if (!('owners' in set)) return set;
        const isNew = set.kind === 'changed';
        const done = dryRun
          ? 'Would be so. Nothing was changed (--dry-run).'
          : 'Changed, from the next miss on.';
        return {
          json: { dryRun, changed: isNew, owners: set.owners },
          text: ownersWords(set.owners, format),
          notes: [isNew ? done : 'It is so already.', ...emptyNote(set.owners)],
        };
      }),
    );
}

function ownersWords({ line, rule, people }: LineOwnersView, format: Format): string {
  const head = format.fields([
    ['Line', format.phone(line)],
    ['Rule', rule],
  ]);
  const rows = people.map(({ name, hours }, index) => [String(index + 1), name, hours ?? 'always']);
  return head + format.table(['', 'Who', 'When'], rows);
}

function emptyNote({ people }: LineOwnersView): string[] {
  return people.length === 0 ? ['Nobody: missed calls stay unassigned.'] : [];
}

function bothWays() {
  return {
    kind: 'invalid',
    problem: 'Somebody and nobody cannot look after a line.',
    remedy: 'Name people, or give --nobody.',
  } as const;
}
