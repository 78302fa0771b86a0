import { type Command, Option } from 'commander';
import { z } from 'zod';
import { LEAD_SOURCES, type LeadSource } from '../../core/pipeline.ts';
import { foundLeadJson, leadJson, leadSummaryJson } from '../../services/lead-json.ts';
import { listLeads } from '../../services/list-leads.ts';
import { searchLeads } from '../../services/search-leads.ts';
import { showLead } from '../../services/show-lead.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import { maybeText } from '../json/basics.ts';
import { FOUND_LEAD, LEAD, LEAD_SUMMARY } from '../json/leads.ts';
import { leadTable, leadWords } from '../lead-words.ts';
import { addLeadChanges } from './lead-changes.ts';
import { addLeadExportCommand } from './lead-export.ts';
import { addImportCommand } from './lead-import.ts';
import { addLeadMerges } from './lead-merge.ts';

export function addLeadCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'lead', 'Leads: everybody who called and was missed, or texted');
  defineList(group, cli);
  defineShow(group, cli);
  defineSearch(group, cli);
  addLeadChanges(group, cli);
  addLeadMerges(group, cli);
  addImportCommand(group, cli);
  addLeadExportCommand(group, cli);
}

interface ListOptions {
  readonly unassigned?: boolean;
  readonly latest?: boolean;
  readonly owner?: string;
  readonly stage?: string;
  readonly tag?: string;
  readonly source?: LeadSource;
  readonly limit: number;
  readonly before?: number;
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show leads: those that nobody looks after first, then the latest activity',
    json: z.object({ leads: z.array(LEAD_SUMMARY) }),
    examples: [
      'textback lead list',
      'textback lead list --owner Maria --source missed-call',
      'textback lead list --stage "Proposal Sent" --limit 50 --before 7',
    ],
  })
    .addOption(
      new Option('--unassigned', 'only those that nobody looks after').conflicts(['owner', 'latest']),
    )
    .option('--latest', 'all of them, only by their latest activity')
    .option('--owner <name>', 'of one person')
    .option('--stage <stage>', 'in one stage')
    .option('--tag <tag>', 'with a tag, the newest lead first')
    .addOption(new Option('--source <source>', 'that came to be in one way').choices(LEAD_SOURCES))
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those after this lead in the list', parseId)
    .action(
      cli.withStore(({ store, format }, options: ListOptions) => {
        const { limit, before, unassigned, latest, owner, stage, tag, source } = options;
        const listed = listLeads(store, {
          filter: { owner: unassigned === true ? null : owner, stage, tag, source },
          order: latest === true ? 'latest' : undefined,
          limit,
          ...(before === undefined ? {} : { before }),
        });
        if (listed.kind !== 'leads') return listed;
        const { leads, end } = listed;
        return {
          json: { leads: leads.map(leadSummaryJson) },
          text: leadTable(leads, format),
          notes: [
            ...(leads.length === 0 ? ['No leads.'] : []),
            ...(end === null ? [] : [`Many more were not looked through yet: --before ${end.id}`]),
          ],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <lead>',
    summary:
      'Show a lead by id or number, and its timeline: calls and texts both ways, notes, stages, owners, consent',
    json: z.object({ lead: LEAD }),
    examples: [
      'textback lead show 3',
      'textback lead show "(212) 555-0123" --limit 100',
      'textback lead show 3 --before 1782874800000.text.17',
    ],
  })
    .option('--limit <n>', 'at most so many entries, the newest', parseLimit, DEFAULT_LIMIT)
    .option('--before <place>', 'entries before this, as the page before said')
    .action(
      cli.withStore(
        ({ store, business, format }, who: string, options: { limit: number; before?: string }) => {
          const shown = showLead(store, { who, ...options }, business.country);
          if (shown.kind !== 'lead') return shown;
          const { lead } = shown;
          return {
            json: { lead: leadJson(lead) },
            text: leadWords(lead, format),
            notes: lead.before === null ? [] : [`There is more before this: --before ${lead.before}`],
          };
        },
      ),
    );
}

function defineSearch(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'search <text...>',
    summary: 'Find leads by part of a number, or by words of names, notes and texts',
    json: z.object({ leads: z.array(FOUND_LEAD), after: maybeText.describe('what --after takes for more') }),
    examples: [
      'textback lead search 555-0123',
      'textback lead search garcia',
      'textback lead search furnace leak',
    ],
  })
    .option('--limit <n>', 'at most so many leads', parseLimit, DEFAULT_LIMIT)
    .option('--after <place>', 'those after this, as the page before said')
    .action(
      cli.withStore(({ store, format }, text: string[], options: { limit: number; after?: string }) => {
        const found = searchLeads(store, { text: text.join(' '), ...options });
        if (found.kind !== 'found') return found;
        const rows = found.leads.map(({ lead, where, excerpt, at }) => [
          String(lead.id),
          format.phone(lead.number),
          lead.name,
          where,
          where === 'number' ? format.phone(excerpt) : excerpt,
          format.time(at),
        ]);
        return {
          json: { leads: found.leads.map(foundLeadJson), after: found.after },
          text: format.table(['Id', 'Number', 'Name', 'In', 'Found', 'When'], rows),
          notes: [
            ...(found.leads.length === 0 ? ['Nothing found.'] : []),
            ...(found.after === null ? [] : [`There may be more: --after ${found.after}`]),
          ],
        };
      }),
    );
}
