import type { Command } from 'commander';
import { formatDuration } from '../../core/duration.ts';
import { explainVoicemail } from '../../core/voicemail.ts';
import { type LeadView, listLeads, showLead, type TimelineEntry } from '../../services/show-lead.ts';
import { leadJson, leadSummaryJson } from '../as-json.ts';
import { blockWords } from '../block-words.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import type { Format } from '../format.ts';

const LEAD_KEYS = 'id, number, name, source, stage, createdAt, lastActivityAt';

export function addLeadCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'lead', 'Leads: everybody who called and was missed, or texted');
  defineList(group, cli);
  defineShow(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show leads, the latest activity first',
    json: `{ leads: [{ ${LEAD_KEYS} }] }`,
    examples: ['textback lead list', 'textback lead list --limit 50 --before 7'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those after this lead in the list', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const listed = listLeads(store, limit, before);
        if (listed.kind !== 'leads') return listed;
        const { leads } = listed;
        const rows = leads.map((lead) => [
          String(lead.id),
          format.phone(lead.number),
          lead.name,
          lead.stage,
          lead.source,
          format.time(lead.lastActivityAt),
        ]);
        return {
          json: { leads: leads.map(leadSummaryJson) },
          text: format.table(['Id', 'Number', 'Name', 'Stage', 'Source', 'Last activity'], rows),
          notes: leads.length === 0 ? ['No leads.'] : [],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <id-or-number>',
    summary: 'Show a lead and its timeline: calls, texts both ways, stages, consent',
    json: `{ lead: { ${LEAD_KEYS}, optedOut, blocked, timeline: [{ at, kind: call | text | stage | consent, … }], hasOlder } }`,
    examples: ['textback lead show 3', 'textback lead show "(212) 555-0123" --limit 100'],
  })
    .option('--limit <n>', 'at most so many entries, the newest', parseLimit, DEFAULT_LIMIT)
    .action(
      cli.withStore(({ store, business, format }, who: string, { limit }: { limit: number }) => {
        const shown = showLead(store, who, limit, business.country);
        if (shown.kind !== 'lead') return shown;
        const { lead } = shown;
        return {
          json: { lead: leadJson(lead) },
          text: leadWords(lead, format),
          notes: lead.hasOlder ? ['There is more before this: give a higher --limit.'] : [],
        };
      }),
    );
}

function leadWords(lead: LeadView, format: Format): string {
  const facts = format.fields([
    ['Lead', String(lead.id)],
    ['Number', format.phone(lead.number)],
    ['Name', lead.name],
    ['Stage', lead.stage],
    ['Source', lead.source],
    ['Texts', textsWords(lead)],
    ...(lead.block === null ? [] : [['Blocked', blockWords(lead.block, format)] as const]),
    ['Since', format.time(lead.createdAt)],
  ]);
  const timeline = format.fields(
    lead.timeline.map((entry) => [format.time(entry.at), entryWords(entry, format)]),
  );
  return `${facts}\n${format.heading('Timeline')}\n${timeline}`;
}

function textsWords({ optedOut, block }: LeadView): string {
  if (optedOut) return 'opted out: asked for no more texts';
  return block === null ? 'allowed' : 'none: the number is blocked';
}

function entryWords(entry: TimelineEntry, format: Format): string {
  switch (entry.kind) {
    case 'call': {
      const { bridgedAt, finishedAt, voicemail, voicemailSeconds } = entry;
      const talked =
        bridgedAt === null || finishedAt === null ? '' : `, talked ${formatDuration(finishedAt - bridgedAt)}`;
      const left = explainVoicemail(voicemail, voicemailSeconds);
      return `call ${entry.callId}: ${entry.outcome ?? 'in progress'}${talked}${left === null ? '' : `, ${left}`}`;
    }
    case 'text': {
      const { message, direction } = entry;
      if (direction === 'in') return `text from ${format.phone(message.from)}: ${message.text}`;
      const why = message.detail === '' ? '' : ` (${message.detail})`;
      return `text to ${format.phone(message.to)}, ${message.state}${why}: ${message.text}`;
    }
    case 'stage':
      return `stage ${entry.to} (by ${entry.actor})`;
    case 'consent':
      return `${entry.state === 'opted-out' ? 'opted out' : 'opted in'} by ${entry.source}: ${entry.wording}`;
  }
}
