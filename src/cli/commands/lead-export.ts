import { type Command, Option } from 'commander';
import { LEAD_FORMATS, type LeadFormat, writeLeads } from '../../services/export-leads.ts';
import type { Cli } from '../cli.ts';
import { defineCommand } from '../define-command.ts';

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
        .choices(LEAD_FORMATS)
        .default('csv'),
    )
    .action(
      cli.withStore(({ store }, { format }: { format: LeadFormat }) => ({
        chunks: writeLeads(store, format),
      })),
    );
}
