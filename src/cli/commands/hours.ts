import type { Command } from 'commander';
import { z } from 'zod';
import { formatWeek } from '../../core/hours-words.ts';
import { hoursJson } from '../../services/as-json.ts';
import { setHours } from '../../services/set-hours.ts';
import { type HoursView, showHours } from '../../services/show-hours.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';
import { changed, dryRun } from '../json/basics.ts';
import { HOURS } from '../json/lines.ts';

const ROUND_THE_CLOCK = 'round the clock (none set)';

export function addHoursCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'hours', 'When a line is open, for what callers are texted after hours');
  defineSet(group, cli);
  defineShow(group, cli);
  defineClear(group, cli);
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <number> <hours>',
    summary: 'Set the weekly hours of a line, from the next miss on; over midnight is fine',
    json: z.object({ dryRun, changed, hours: HOURS }),
    examples: [
      'textback hours set +12125550100 "mon-fri 8:00-17:00, sat 9-12"',
      'textback hours set +12125550100 "weekdays 8am-noon 1pm-5pm; fri 6pm-2am"',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, words: string, options: { dryRun?: boolean }) =>
        change(session, { number, words, dryRun: options.dryRun === true }),
      ),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <number>',
    summary: 'Show the hours of a line, whether it is open, and when it opens next',
    json: z.object({ hours: HOURS }),
    examples: ['textback hours show +12125550100'],
  }).action(
    cli.withStore(({ store, business, format, now }, number: string) => {
      const shown = showHours(store, number, business, now);
      if (shown.kind !== 'hours') return shown;
      return { json: { hours: hoursJson(shown.hours) }, text: hoursFields(shown.hours, format) };
    }),
  );
}

function defineClear(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'clear <number>',
    summary: 'Take the hours of a line away: it is open round the clock, but for holidays',
    json: z.object({ dryRun, changed, hours: HOURS }),
    examples: ['textback hours clear +12125550100'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, options: { dryRun?: boolean }) =>
        change(session, { number, words: null, dryRun: options.dryRun === true }),
      ),
    );
}

function change(
  { store, business, format, actor, now }: Session,
  request: { readonly number: string; readonly words: string | null; readonly dryRun: boolean },
) {
  const set = setHours(store, request, business, actor, now);
  if ('problem' in set) return set;
  const changed = set.kind === 'changed';
  const { dryRun } = request;
  const done = changed ? (dryRun ? 'Would be saved (--dry-run).' : 'Saved.') : 'They are so already.';
  return {
    json: { dryRun, changed, hours: hoursJson(set.hours) },
    text: hoursFields(set.hours, format),
    notes: [done],
  };
}

function hoursFields(hours: HoursView, format: Format): string {
  const { week, isOpen, holiday, nextOpenInWords } = hours;
  const opens = nextOpenInWords === null ? 'never' : nextOpenInWords;
  return format.fields([
    ['Line', format.phone(hours.line)],
    ['Hours', week === null ? ROUND_THE_CLOCK : formatWeek(week)],
    ['Time zone', hours.timeZone],
    ...(holiday === null ? [] : [['Today', holiday] as const]),
    ['Now', isOpen ? 'open' : 'closed'],
    ...(isOpen ? [] : [['Opens', opens] as const]),
  ]);
}
