import type { Command } from 'commander';
import { z } from 'zod';
import { type Assignment, assignLead } from '../../services/assign-lead.ts';
import { leadSummaryJson } from '../../services/lead-json.ts';
import { nameLead } from '../../services/name-lead.ts';
import { noteLead } from '../../services/note-lead.ts';
import { stageLead } from '../../services/stage-lead.ts';
import { tagLead, untagLead } from '../../services/tag-lead.ts';
import type { LeadSummary } from '../../store/queries/leads.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand } from '../define-command.ts';
import { changed, dryRun, maybeNumber, text } from '../json/basics.ts';
import { LEAD_SUMMARY } from '../json/leads.ts';
import { leadName } from '../lead-words.ts';

interface ChangeOptions {
  readonly dryRun?: boolean;
}

/** What people do with a lead, one thing a command. */
export function addLeadChanges(group: Command, cli: Cli): void {
  defineName(group, cli);
  defineWorkOn(group, cli);
  defineNote(group, cli);
  defineTags(group, cli, 'tag', 'Put tags on a lead, e.g. spam, vendor or wrong-number', tagLead);
  defineTags(group, cli, 'untag', 'Take tags off a lead', untagLead);
}

function defineName(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'name <lead> <name>',
    summary: 'Say what a lead is called; "" for nothing',
    json: z.object({ dryRun, changed, lead: LEAD_SUMMARY }),
    examples: ['textback lead name 3 "Pat Smith"', 'textback lead name "(212) 555-0123" Pat'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, name: string, { dryRun = false }: ChangeOptions) => {
        const { store, business, person, now } = session;
        const named = nameLead(store, { who, name, dryRun }, business.country, person, now);
        if (!('lead' in named)) return named;
        return changeReport(session, named.lead, dryRun, named.kind === 'named');
      }),
    );
}

/** Along the pipeline, and to somebody: from the list of leads as from the inbox. */
export function defineWorkOn(group: Command, cli: Cli): void {
  defineStage(group, cli);
  defineAssign(group, cli);
  defineUnassign(group, cli);
}

function defineStage(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'stage <lead> <stage>',
    summary: 'Move a lead along the pipeline',
    json: z.object({ dryRun, changed, from: text, lead: LEAD_SUMMARY }),
    examples: [
      `textback ${group.name()} stage 3 Contacted`,
      `textback ${group.name()} stage 3 "estimate scheduled"`,
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, stage: string, { dryRun = false }: ChangeOptions) => {
        const { store, business, person, now } = session;
        const staged = stageLead(store, { who, stage, dryRun }, business.country, person, now);
        if (!('lead' in staged)) return staged;
        const { lead, from } = staged;
        const report = changeReport(session, lead, dryRun, staged.kind === 'moved');
        return { ...report, json: { ...report.json, from }, text: `${from} → ${lead.stage}\n` };
      }),
    );
}

function defineAssign(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'assign <lead> <name>',
    summary: 'Give a lead to somebody',
    json: z.object({ dryRun, changed, lead: LEAD_SUMMARY }),
    examples: [`textback ${group.name()} assign 3 Maria`],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, to: string, { dryRun = false }: ChangeOptions) =>
        assign(session, { who, to, dryRun }),
      ),
    );
}

function defineUnassign(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'unassign <lead>',
    summary: 'Take a lead from its owner; it is first in the list until somebody has it',
    json: z.object({ dryRun, changed, lead: LEAD_SUMMARY }),
    examples: [`textback ${group.name()} unassign 3`],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, { dryRun = false }: ChangeOptions) =>
        assign(session, { who, to: null, dryRun }),
      ),
    );
}

function assign(session: Session, assignment: Assignment) {
  const { store, business, person, now } = session;
  const assigned = assignLead(store, assignment, business.country, person, now);
  if (!('lead' in assigned)) return assigned;
  const { lead } = assigned;
  const report = changeReport(session, lead, assignment.dryRun, assigned.kind === 'assigned');
  return { ...report, text: `${lead.owner ?? 'nobody'}\n` };
}

function defineNote(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'note <lead> <text...>',
    summary: "Write a note on a lead's timeline",
    json: z.object({ dryRun, noteId: maybeNumber, lead: LEAD_SUMMARY }),
    examples: ['textback lead note 3 Wants a quote for two units', 'textback lead note 3 "Gate code 1234"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, text: string[], { dryRun = false }: ChangeOptions) => {
        const { store, business, person, now } = session;
        const request = { who, body: text.join(' '), dryRun };
        const noted = noteLead(store, request, business.country, person, now);
        if (noted.kind !== 'noted') return noted;
        const { changed: _changed, ...json } = changeReport(session, noted.lead, dryRun, true).json;
        const done = `${dryRun ? 'Would be noted' : 'Noted'} on ${leadName(noted.lead, session.format)}.`;
        return { json: { ...json, noteId: noted.noteId }, text: '', notes: [done] };
      }),
    );
}

function defineTags(
  group: Command,
  cli: Cli,
  verb: 'tag' | 'untag',
  summary: string,
  change: typeof tagLead,
): void {
  defineCommand(group, {
    usage: `${verb} <lead> <tags...>`,
    summary,
    json: z.object({ dryRun, changed, tags: z.array(text), lead: LEAD_SUMMARY }),
    examples: [`textback lead ${verb} 3 spam`, `textback lead ${verb} "(212) 555-0123" vendor vip`],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, tags: string[], { dryRun = false }: ChangeOptions) => {
        const { store, business, person, now } = session;
        const changed = change(store, { who, tags, dryRun }, business.country, person, now);
        if (!('lead' in changed)) return changed;
        const report = changeReport(session, changed.lead, dryRun, changed.kind === 'changed');
        const text = `${changed.tags.join(', ') || 'no tags'}\n`;
        return { ...report, json: { ...report.json, tags: changed.tags }, text };
      }),
    );
}

function changeReport({ format }: Session, lead: LeadSummary, dryRun: boolean, isNew: boolean) {
  const done = dryRun ? 'Would change' : 'Changed';
  return {
    json: { dryRun, changed: isNew, lead: leadSummaryJson(lead) },
    text: '',
    notes: [`${isNew ? done : 'It is so already:'} ${leadName(lead, format)}.`],
  };
}
