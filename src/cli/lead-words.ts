import { formatDuration } from '../core/duration.ts';
import { explainOutbound } from '../core/explain-outbound.ts';
import type { Response } from '../core/response.ts';
import { explainVoicemail } from '../core/voicemail.ts';
import type { TimelineEntry } from '../services/lead-timeline.ts';
import type { LeadView } from '../services/show-lead.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import { blockWords } from './block-words.ts';
import { ERASED_WORDS } from './erased-words.ts';
import type { Format } from './format.ts';

/** What a list shows of each lead. */
export function leadTable(leads: readonly LeadSummary[], format: Format): string {
  const rows = leads.map((lead) => [
    String(lead.id),
    format.phone(lead.number),
    lead.name,
    lead.stage,
    lead.owner ?? '-',
    format.time(lead.lastActivityAt),
  ]);
  return format.table(['Id', 'Number', 'Name', 'Stage', 'Owner', 'Last activity'], rows);
}

/** How a lead is called in a sentence. */
export function leadName({ id, name, number }: LeadSummary, format: Format): string {
  return format.line(`lead ${id}, ${name === '' ? format.phone(number) : name}`);
}

/** Everything about a lead, and the page of its timeline. */
export function leadWords(lead: LeadView, format: Format): string {
  const [, ...others] = lead.numbers;
  const facts = format.fields([
    ['Lead', String(lead.id)],
    ['Number', format.phone(lead.number)],
    ...(others.length === 0 ? [] : [['Also', others.map(format.phone).join(', ')] as const]),
    ['Name', lead.name],
    ['Stage', lead.stage],
    ['Owner', lead.owner ?? 'nobody'],
    ...responseFields(lead, format),
    ...(lead.tags.length === 0 ? [] : [['Tags', lead.tags.join(', ')] as const]),
    ['Source', lead.source],
    ['Texts', textsWords(lead, format)],
    ...(lead.block === null ? [] : [['Blocked', blockWords(lead.block, format)] as const]),
    ...(lead.closedAt === null ? [] : [['Closed', format.time(lead.closedAt)] as const]),
    ['Since', format.time(lead.createdAt)],
  ]);
  const timeline = format.fields(
    lead.timeline.map((entry) => [format.time(entry.at), entryWords(entry, format)]),
  );
  return `${facts}\n${format.heading('Timeline')}\n${timeline}`;
}

function responseFields({ response }: LeadView, format: Format): (readonly [string, string])[] {
  if (response === null) return [];
  const { missedAt, targetAt, endedAt, by } = response;
  const target = targetAt === null ? '' : `, target ${format.time(targetAt)}`;
  if (endedAt === null) return [['Waits', `since ${format.time(missedAt)}${target}`]];
  if (response.response === null) return [];
  const late = targetAt !== null && endedAt > targetAt ? ', late' : '';
  const who = by === null ? '' : ` by ${by}`;
  return [
    [
      'Response',
      `${RESPONSE_WORDS[response.response]}${who} after ${formatDuration(endedAt - missedAt)}${late}`,
    ],
  ];
}

const RESPONSE_WORDS: Readonly<Record<Response, string>> = {
  call: 'called back',
  text: 'texted',
  answered: 'answered their next call',
  stage: 'moved on',
};

function textsWords({ numbers, optedOut, block }: LeadView, format: Format): string {
  if (optedOut.length === numbers.length) return 'opted out: asked for no more texts';
  if (optedOut.length > 0) return `opted out: none to ${optedOut.map(format.phone).join(', ')}`;
  return block === null ? 'allowed' : 'none: the number is blocked';
}

function entryWords(entry: TimelineEntry, format: Format): string {
  switch (entry.kind) {
    case 'call': {
      const left = explainVoicemail(entry.voicemail, entry.voicemailSeconds);
      const isOver = entry.finishedAt !== null;
      const known = entry.outcome ?? (isOver ? 'outcome not known' : 'in progress');
      const outcome = `${known}${talked(entry.bridgedAt, entry.finishedAt)}`;
      return `call ${entry.id}: ${outcome}${left === null ? '' : `, ${left}`}`;
    }
    case 'outbound-call':
      return `called from ${entry.extension}: ${explainOutbound({ ...entry, dialedAt: entry.at })}`;
    case 'text': {
      const { message, direction, by } = entry;
      if (message.erasedAt !== null)
        return `text ${direction === 'in' ? 'from' : 'to'} the customer ${ERASED_WORDS}`;
      if (direction === 'in') return `text from ${format.phone(message.from)}: ${message.text}`;
      const why = message.detail === '' ? '' : ` (${message.detail})`;
      const author = by === null ? '' : ` by ${by}`;
      return `text${author} to ${format.phone(message.to)}, ${message.state}${why}: ${message.text}`;
    }
    case 'note':
      return `note by ${personOf(entry.actor)}: ${entry.body}`;
    case 'stage':
      return `stage ${entry.to} (by ${personOf(entry.actor)})`;
    case 'assignment':
      return `owner ${entry.to ?? 'nobody'} (${entry.reason === 'by-hand' ? `by ${personOf(entry.actor)}` : entry.reason})`;
    case 'consent':
      return `${entry.state === 'opted-out' ? 'opted out' : 'opted in'} by ${entry.source}: ${entry.wording}`;
    case 'merge':
      return `merged with lead ${entry.otherId}, ${format.phone(entry.otherNumber)} (by ${personOf(entry.actor)})`;
  }
}

function talked(from: number | null, to: number | null): string {
  return from === null || to === null ? '' : `, talked ${formatDuration(to - from)}`;
}

/** A person by name; anything else as the audit has it. */
function personOf(actor: string): string {
  return actor.replace(/^user:/, '');
}
