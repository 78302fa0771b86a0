import { readFileSync, statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { US_FEDERAL_HOLIDAYS } from '../../core/federal-holidays.ts';
import { formatHolidayRule } from '../../core/holiday-words.ts';
import type { Holiday } from '../../core/holidays.ts';
import { parseHolidayCalendar } from '../../core/holidays-ics.ts';
import { formatIntervals, parseIntervals } from '../../core/hours-words.ts';
import { wallClock } from '../../core/local-time.ts';
import { addHolidays, readHoliday } from '../../services/add-holidays.ts';
import { holidayJson } from '../../services/as-json.ts';
import { listHolidays } from '../../services/list-holidays.ts';
import type { Rejection } from '../../services/rejection.ts';
import { removeHoliday } from '../../services/remove-holiday.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { dryRun, flag, text } from '../json/basics.ts';
import { HOLIDAY, HOLIDAY_CHANGE } from '../json/lines.ts';

const ADDED = z.object({
  dryRun,
  holidays: z.array(HOLIDAY_CHANGE),
  refused: z.array(z.object({ event: text, why: text })).describe('what a calendar has that is no holiday'),
});
const LINE_OPTION = ['--line <number>', 'of this line only (default: of every line)'] as const;
const HOURS_OPTION = [
  '--hours <hours>',
  'when it is open all the same, e.g. 9-12 (default: closed)',
] as const;
/** Bytes; the calendar's own limit is lower, and says so. */
const MAX_FILE_SIZE = 4_000_000;

interface Options {
  readonly line?: string;
  readonly hours?: string;
  readonly preset?: string;
  readonly dryRun?: boolean;
}

export function addHolidayCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'holiday', 'Days on which lines are closed, or open at other hours');
  defineAdd(group, cli);
  defineList(group, cli);
  defineRemove(group, cli);
  defineImport(group, cli);
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add [day] [name]',
    summary: 'Add a holiday: a date, a day of every year, or the nth weekday of a month',
    json: ADDED,
    examples: [
      'textback holiday add 2026-12-24 "Christmas Eve" --hours 9-12',
      'textback holiday add "4th thu nov" Thanksgiving',
      'textback holiday add "jul 4 observed" "Independence Day" --line +12125550100',
      'textback holiday add --preset us-federal',
    ],
  })
    .option(...LINE_OPTION)
    .option(...HOURS_OPTION)
    .addOption(
      new Option('--preset <name>', 'the public holidays of a country, in place of one').choices([
        'us-federal',
      ]),
    )
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, day: string | undefined, name: string | undefined, options: Options) => {
        const read = holidaysAskedFor(day, name, options);
        if (read.kind !== 'holidays') return read;
        return add(session, read.holidays, options, []);
      }),
    );
}

function holidaysAskedFor(
  day: string | undefined,
  name: string | undefined,
  { preset, hours }: Options,
): { readonly kind: 'holidays'; readonly holidays: readonly Holiday[] } | Rejection {
  if (preset !== undefined && day === undefined && hours === undefined) {
    return { kind: 'holidays', holidays: US_FEDERAL_HOLIDAYS };
  }
  if (preset !== undefined || day === undefined || name === undefined) {
    return {
      kind: 'invalid',
      problem: 'Give either a day and a name, or a preset alone.',
      remedy: 'For example: textback holiday add "4th thu nov" Thanksgiving',
    };
  }
  const read = readHoliday(day, name, hours);
  return read.kind === 'holiday' ? { kind: 'holidays', holidays: [read.holiday] } : read;
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the holidays of every line, or all that a line has; of two on a day, the first counts',
    json: z.object({ holidays: z.array(HOLIDAY.extend({ forEveryLine: flag })) }),
    examples: ['textback holiday list', 'textback holiday list --line +12125550100'],
  })
    .option('--line <number>', 'those that count for this line (default: those of every line)')
    .action(
      cli.withStore(({ store, business, format }, { line }: Options) => {
        const listed = listHolidays(store, line ?? null, business);
        if (listed.kind !== 'holidays') return listed;
        const { holidays } = listed;
        const rows = holidays.map((holiday) => [
          ...cells(holiday),
          holiday.forEveryLine ? 'every line' : 'this line',
        ]);
        return {
          json: {
            holidays: holidays.map((holiday) => ({
              ...holidayJson(holiday),
              forEveryLine: holiday.forEveryLine,
            })),
          },
          text: format.table(['Day', 'Name', 'Hours', 'Of'], rows),
          notes: holidays.length === 0 ? ['No holidays. Add some with `textback holiday add`.'] : [],
        };
      }),
    );
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <day-or-name>',
    summary: 'Take a holiday away, by its day or its name',
    json: z.object({ dryRun, holidays: z.array(HOLIDAY) }),
    examples: ['textback holiday remove "dec 25"', 'textback holiday remove Thanksgiving'],
  })
    .option(...LINE_OPTION)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, business, format, actor, now }, which: string, options: Options) => {
        const dryRun = options.dryRun === true;
        const request = { number: options.line ?? null, which, dryRun };
        const removed = removeHoliday(store, request, business, actor, now);
        if (removed.kind !== 'removed') return removed;
        return {
          json: { dryRun, holidays: removed.holidays.map(holidayJson) },
          text: format.table(['Day', 'Name', 'Hours'], removed.holidays.map(cells)),
          notes: [dryRun ? 'Would be removed (--dry-run).' : 'Removed.'],
        };
      }),
    );
}

function defineImport(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'import <file>',
    summary: 'Add the all-day events of a calendar file (.ics) as holidays',
    json: ADDED,
    examples: ['textback holiday import holidays.ics --dry-run', 'textback holiday import holidays.ics'],
  })
    .option(...LINE_OPTION)
    .option(...HOURS_OPTION)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, file: string, options: Options) => {
        const text = readCalendar(file);
        if (typeof text !== 'string') return text;
        const intervals = parseIntervals(options.hours ?? 'closed');
        if (intervals.kind !== 'intervals') return intervals;
        const today = wallClock(session.now, session.business.timeZone).date;
        const calendar = parseHolidayCalendar(text, today);
        if (calendar.kind !== 'calendar') return calendar;
        const holidays = calendar.holidays.map((holiday) => ({ ...holiday, hours: intervals.intervals }));
        return add(session, holidays, options, calendar.refused);
      }),
    );
}

function readCalendar(file: string): string | Rejection {
  try {
    if (statSync(file).size <= MAX_FILE_SIZE) return readFileSync(file, 'utf8');
    return {
      kind: 'invalid',
      problem: `The file ${file} is larger than a calendar of holidays.`,
      remedy: 'Give one that holds holidays only.',
    };
  } catch (error) {
    return {
      kind: 'not-found',
      problem: `The file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Check its path, and that this user may read it.',
    };
  }
}

function add(
  { store, business, format, actor, now }: Session,
  holidays: readonly Holiday[],
  options: Options,
  refused: readonly { readonly event: string; readonly why: string }[],
) {
  const dryRun = options.dryRun === true;
  const request = { number: options.line ?? null, holidays, dryRun };
  const added = addHolidays(store, request, business, actor, now);
  if (added.kind !== 'holidays') return added;
  const rows = added.changes.map(({ kind, holiday }) => [...cells(holiday), CHANGE_WORDS[kind]]);
  const changes = added.changes.filter(({ kind }) => kind !== 'unchanged').length;
  return {
    json: {
      dryRun,
      holidays: added.changes.map(({ kind, holiday }) => ({ change: kind, ...holidayJson(holiday) })),
      refused: refused.map(({ event, why }) => ({ event, why })),
    },
    text: format.table(['Day', 'Name', 'Hours', ''], rows),
    notes: [
      ...refused.map(({ event, why }) => `not taken: ${format.line(event)}: ${format.line(why)}`),
      changes === 0 ? 'Nothing new.' : dryRun ? 'Would be saved (--dry-run).' : 'Saved.',
    ],
  };
}

const CHANGE_WORDS = { added: 'new', changed: 'changed', unchanged: 'as it was' } as const;

function cells({ rule, name, hours }: Holiday): string[] {
  return [formatHolidayRule(rule), name, formatIntervals(hours)];
}
