import { type Command, Option } from 'commander';
import { formatVCard } from '../../core/vcard.ts';
import { type ExportedLead, exportLeads } from '../../services/export-leads.ts';
import type { Cli } from '../cli.ts';
import { csvRow } from '../csv.ts';
import { defineCommand } from '../define-command.ts';
import { iso } from '../format.ts';

const FORMATS = ['csv', 'vcard', 'vcard3'] as const;
type ExportFormat = (typeof FORMATS)[number];

const CSV_COLUMNS = [
  ...['number', 'also', 'name', 'stage', 'owner', 'tags', 'source', 'created', 'lastActivity', 'closed'],
];

/** Every lead, for other programs; written as it is read. */
export function addLeadExportCommand(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'export',
    summary:
      'Write every lead, oldest first, as a table or as vCards; `textback data export` writes everything',
    examples: ['textback lead export > leads.csv', 'textback lead export --format vcard > leads.vcf'],
  })
    .addOption(
      new Option('--format <format>', 'vcard is version 4.0, vcard3 version 3.0')
        .choices(FORMATS)
        .default('csv'),
    )
    .action(
      cli.withStore(({ store }, { format }: { format: ExportFormat }) => ({
        chunks: write(exportLeads(store), format),
      })),
    );
}

function* write(leads: Iterable<ExportedLead>, format: ExportFormat): Generator<string> {
  if (format === 'csv') yield csvRow(CSV_COLUMNS);
  for (const lead of leads) {
    if (format === 'csv') yield csvRow(cellsOf(lead));
    else yield formatVCard(lead, format === 'vcard' ? '4.0' : '3.0');
  }
}

function cellsOf(lead: ExportedLead) {
  const [number = '', ...also] = lead.numbers;
  return [
    ...[number, also.join('; '), lead.name, lead.stage, lead.owner, lead.tags.join('; '), lead.source],
    ...[iso(lead.createdAt), iso(lead.lastActivityAt), iso(lead.closedAt)],
  ];
}
