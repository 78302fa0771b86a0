import { type Command, Option } from 'commander';
import { csvRow } from '../../core/csv.ts';
import { iso } from '../../core/iso-time.ts';
import { FIGURE_NAMES, FIGURES, FUNNEL } from '../../core/report-figures.ts';
import { PERIOD_UNITS, type PeriodUnit } from '../../core/report-period.ts';
import { reportScorecard, type Scorecard } from '../../services/report-scorecard.ts';
import { scorecardJson } from '../../services/scorecard-json.ts';
import { type Cli, usesColor } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import { SCORECARD } from '../json/figures.ts';
import { scorecardPage } from '../report-page.ts';

interface ReportOptions {
  readonly month?: string | true;
  readonly week?: string | true;
  readonly day?: string | true;
  readonly from?: string;
  readonly to?: string;
  readonly by?: PeriodUnit;
  readonly line?: string;
  readonly owner?: string;
  readonly csv?: boolean;
}

export function addReportCommand(program: Command, cli: Cli): void {
  defineCommand(program, {
    usage: 'report',
    summary: 'Show the scorecard: calls, misses, texts, replies, jobs; of this month, or another time',
    json: SCORECARD,
    examples: [
      'textback report',
      'textback report --month 2026-11 --by week',
      'textback report --week --line 212-555-0100',
      'textback report --from 2026-01-01 --to 2026-06-30 --by month --csv > half-year.csv',
    ],
    terms: {
      title: 'What the figures mean',
      entries: [
        ...FIGURE_NAMES.map((name) => [FIGURES[name].title, FIGURES[name].means] as const),
        ...Object.entries(FUNNEL).map(([step, means]) => [`Way to a job, ${step}`, means] as const),
        ['Owner', 'With --owner, only what belongs to leads that they own now.'],
        [
          'Line',
          'With --line, leads, qualified and booked are those of people who called or texted that line.',
        ],
        [
          'Before',
          'The month, week or day before, or as many days; of one that is not over, as much as has passed.',
        ],
        ['Times', 'In the time zone of the business, or of the line. A day of 23 or 25 hours is a day.'],
      ],
    },
  })
    .option('--month [month]', 'a month, e.g. 2026-11 (default: this one)')
    .option('--week [week]', 'a week from Monday, as 2026-W45 or any day of it (default: this one)')
    .option('--day [day]', 'a day, e.g. 2026-11-03 (default: today)')
    .option('--from <day>', 'from this day on')
    .option('--to <day>', 'until the end of this day')
    .addOption(
      new Option('--by <unit>', 'the figures of each of its days, weeks or months too').choices(PERIOD_UNITS),
    )
    .option('--line <number>', 'of one line')
    .option('--owner <name>', 'of the leads of one person')
    .option('--csv', 'figures as CSV: one row for each period')
    .action(
      cli.withStore(({ store, business, format, now, world }, options: ReportOptions) => {
        const { from, to, by = null, line = null, owner = null } = options;
        const period = {
          ...given('month', options.month),
          ...given('week', options.week),
          ...given('day', options.day),
          ...given('from', from),
          ...given('to', to),
        };
        const card = reportScorecard(store, { period, by, line, owner }, business, now);
        if (card.kind !== 'scorecard') return card;
        const shape = { columns: world.columns, color: usesColor(world) };
        const text = options.csv === true ? scorecardCsv(card) : scorecardPage(card, format, shape);
        return { json: scorecardJson(card), text };
      }),
    );
}

/** An option without its value means the current one. */
function given(name: string, value: string | true | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value === true ? '' : value };
}

/** The whole period, or its pieces where it is cut. Shares from 0 to 1, durations in milliseconds. */
function scorecardCsv(card: Scorecard): string {
  const periods = card.pieces.length === 0 ? [card] : card.pieces;
  const rows = periods.map(({ name, from, to, figures }) =>
    csvRow([name, iso(from), iso(to), ...FIGURE_NAMES.map((figure) => figures[figure])]),
  );
  return csvRow(['period', 'from', 'to', ...FIGURE_NAMES]) + rows.join('');
}
