import { type Command, InvalidArgumentError, Option } from 'commander';
import { DateTime } from 'luxon';
import { csvRow } from '../../core/csv.ts';
import { consentJson } from '../../services/as-json.ts';
import { exportConsents } from '../../services/show-consent.ts';
import type { ConsentRecord } from '../../store/queries/consents.ts';
import type { Cli } from '../cli.ts';
import { defineCommand } from '../define-command.ts';

const CSV_COLUMNS = [
  'id',
  'number',
  'state',
  'source',
  'wording',
  'line',
  'messageId',
  'actor',
  'at',
] as const;

interface ExportOptions {
  readonly format: 'csv' | 'json';
  readonly from?: DateTime;
  readonly to?: DateTime;
}

/** The whole record, written as it is read. */
export function addExportCommand(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'export',
    summary: 'Write every change of consent, oldest first, of any number and age',
    examples: [
      'textback consent export > consent.csv',
      'textback consent export --format json --from 2026-01-01 --to 2026-12-31',
    ],
  })
    .addOption(
      new Option('--format <format>', 'json: one object a line').choices(['csv', 'json']).default('csv'),
    )
    .option('--from <day>', 'from this day on, e.g. 2026-01-01', parseDay)
    .option('--to <day>', 'until the end of this day', parseDay)
    .action(
      cli.withStore(({ store, business }, options: ExportOptions) => {
        const at = (day: DateTime) => day.setZone(business.timeZone, { keepLocalTime: true });
        const range = {
          from: options.from === undefined ? 0 : at(options.from).toMillis(),
          to:
            options.to === undefined ? Number.MAX_SAFE_INTEGER : at(options.to).plus({ days: 1 }).toMillis(),
        };
        return { chunks: writeExport(exportConsents(store, range), options.format) };
      }),
    );
}

function* writeExport(rows: Iterable<ConsentRecord>, format: 'csv' | 'json'): Generator<string> {
  if (format === 'csv') yield csvRow(CSV_COLUMNS);
  for (const row of rows) {
    const record = consentJson(row);
    yield format === 'csv'
      ? csvRow(CSV_COLUMNS.map((column) => record[column]))
      : `${JSON.stringify(record)}\n`;
  }
}

function parseDay(text: string): DateTime {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? DateTime.fromISO(text, { zone: 'utc' }) : null;
  if (day?.isValid) return day;
  throw new InvalidArgumentError('Give a day as 2026-01-31.');
}
