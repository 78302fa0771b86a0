import type { Command } from 'commander';
import { z } from 'zod';
import { leadSummaryJson } from '../../services/lead-json.ts';
import { mergeLeads } from '../../services/merge-leads.ts';
import { unmergeLead } from '../../services/unmerge-lead.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand } from '../define-command.ts';
import { dryRun } from '../json/basics.ts';
import { LEAD_SUMMARY } from '../json/leads.ts';
import { leadName } from '../lead-words.ts';

/** Two leads that are one person, and back. */
export function addLeadMerges(group: Command, cli: Cli): void {
  defineMerge(group, cli);
  defineUnmerge(group, cli);
}

function defineMerge(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'merge <from> <into>',
    summary:
      'Make two leads one: everything moves to the second, which goes on; unmerge undoes it for 30 days',
    json: z.object({ dryRun, lead: LEAD_SUMMARY, merged: LEAD_SUMMARY }),
    examples: ['textback lead merge 7 3', 'textback lead merge "(212) 555-0124" "(212) 555-0123"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, from: string, into: string, options: { dryRun?: boolean }) => {
        const { store, business, person, now, format } = session;
        const dryRun = options.dryRun === true;
        const merged = mergeLeads(store, { from, into, dryRun }, business.country, person, now);
        if (merged.kind !== 'merged') return merged;
        const { lead, other } = merged;
        const done = `${dryRun ? 'Would merge' : 'Merged'} ${leadName(other, format)} into ${leadName(lead, format)}.`;
        return {
          json: { dryRun, lead: leadSummaryJson(lead), merged: leadSummaryJson(other) },
          text: '',
          notes: [done, `For 30 days, this undoes it: textback lead unmerge ${other.id}`],
        };
      }),
    );
}

function defineUnmerge(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'unmerge <lead>',
    summary: 'Undo a merge; names the lead that was merged into another',
    json: z.object({ dryRun, lead: LEAD_SUMMARY, from: LEAD_SUMMARY }),
    examples: ['textback lead unmerge 7', 'textback lead unmerge "(212) 555-0124"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, options: { dryRun?: boolean }) => {
        const { store, business, person, now, format } = session;
        const dryRun = options.dryRun === true;
        const unmerged = unmergeLead(store, { who, dryRun }, business.country, person, now);
        if (unmerged.kind !== 'unmerged') return unmerged;
        const { lead, from } = unmerged;
        const done = dryRun ? 'Would part' : 'Parted';
        return {
          json: { dryRun, lead: leadSummaryJson(lead), from: leadSummaryJson(from) },
          text: '',
          notes: [`${done} ${leadName(lead, format)} from ${leadName(from, format)}.`],
        };
      }),
    );
}
