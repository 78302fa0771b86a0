import { type Command, InvalidArgumentError } from 'commander';
import { LEAD_COLUMNS, type LeadColumn, parseColumnMap } from '../../core/lead-columns.ts';
import { type ImportCounts, importLeads, type RefusedRow } from '../../services/import-leads.ts';
import type { Cli, Session } from '../cli.ts';
import { openContactFile } from '../contact-file.ts';
import { DRY_RUN_OPTION, defineCommand } from '../define-command.ts';
import { CONTACTS_IMPORT } from '../json/leads.ts';
import { createProgressLine } from '../progress-line.ts';

interface ImportOptions {
  readonly map?: ReadonlyMap<LeadColumn, string>;
  readonly dryRun?: boolean;
}

const NO_MAP: ReadonlyMap<LeadColumn, string> = new Map();
const PROGRESS_EVERY = 500;

/** Contacts of other programs, as leads. */
export function addImportCommand(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'import <file>',
    summary:
      'Take contacts in from a table (CSV) or vCards; who is known gets only what is missing. Tells of each row that is refused, and why',
    json: CONTACTS_IMPORT,
    jsonLines: true,
    examples: [
      'textback lead import contacts.csv --dry-run',
      'textback lead import crm.csv --map "name=Full Name,number=Mobile Phone,tags=Labels"',
      'textback lead import contacts.vcf',
    ],
  })
    .option('--map <columns>', `which column is what: ${LEAD_COLUMNS.join(', ')}`, readMap)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, path: string, { map = NO_MAP, dryRun = false }: ImportOptions) => {
        const { store, business, person, now } = session;
        const file = await openContactFile(path, map);
        if (file.kind !== 'contacts') return file;
        const progress = createProgressLine(session.world);
        const rows = counted(file.rows, (count) =>
          progress.on(`${count.toLocaleString('en-US')} rows`, null),
        );
        const request = { dryRun, file: path };
        const counts = await report(
          session,
          importLeads(store, rows, request, business, person, now),
          progress,
        );
        const unusedColumns = file.unused;
        return {
          json: { dryRun, ...counts, unusedColumns },
          isLastLine: true,
          text: `${countWords(counts)}\n`,
          notes: [
            ...(unusedColumns.length === 0
              ? []
              : [`Columns that are not used: ${unusedColumns.join(', ')}.`]),
            ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
          ],
          isBad: counts.refused > 0,
        };
      }),
    );
}

function readMap(text: string): ReadonlyMap<LeadColumn, string> {
  const map = parseColumnMap(text);
  if ('problem' in map) throw new InvalidArgumentError(`${map.problem} ${map.remedy}`);
  return map;
}

/** Writes each refusal as it comes, and gives the counts. */
async function report(
  { world, format, wantsJson }: Session,
  run: AsyncGenerator<RefusedRow, ImportCounts>,
  progress: { end(): void },
): Promise<ImportCounts> {
  try {
    for (;;) {
      const next = await run.next();
      if (next.done === true) return next.value;
      progress.end();
      const { line, raw, why } = next.value;
      const words = `line ${line}: ${format.line(why)} ${format.line(raw)}`;
      world.out(wantsJson ? `${JSON.stringify({ line, why, row: raw })}\n` : `${words.trimEnd()}\n`);
    }
  } finally {
    progress.end();
  }
}

async function* counted<Row>(rows: AsyncIterable<Row>, onCount: (count: number) => void) {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count % PROGRESS_EVERY === 0) onCount(count);
    yield row;
  }
}

function countWords({ rows, added, updated, unchanged, refused }: ImportCounts): string {
  return `${rows} rows: ${added} new leads, ${updated} updated, ${unchanged} as they were, ${refused} refused.`;
}
