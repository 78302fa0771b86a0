import { iso } from '../core/iso-time.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import { blockJson, messageJson } from './as-json.ts';
import type { TimelineEntry } from './lead-timeline.ts';
import type { Conversation } from './list-inbox.ts';
import type { FoundLead } from './search-leads.ts';
import type { LeadView, ResponseView } from './show-lead.ts';

/* As in as-json.ts: keys are added, never renamed or removed. */

export function leadSummaryJson(lead: LeadSummary) {
  return {
    id: lead.id,
    number: lead.number,
    name: lead.name,
    source: lead.source,
    stage: lead.stage,
    owner: lead.owner,
    closedAt: iso(lead.closedAt),
    createdAt: iso(lead.createdAt),
    lastActivityAt: iso(lead.lastActivityAt),
  };
}

export function leadJson(lead: LeadView) {
  return {
    ...leadSummaryJson(lead),
    numbers: lead.numbers,
    tags: lead.tags,
    optedOut: lead.optedOut.includes(lead.number),
    optedOutNumbers: lead.optedOut,
    blocked: lead.block === null ? null : blockJson(lead.block),
    response: lead.response === null ? null : responseJson(lead.response),
    timeline: lead.timeline.map(timelineJson),
    hasOlder: lead.before !== null,
    before: lead.before,
  };
}

function responseJson({ missedAt, targetAt, endedAt, response, by, escalations }: ResponseView) {
  const times = { missedAt: iso(missedAt), targetAt: iso(targetAt), endedAt: iso(endedAt) };
  return { ...times, response, by, escalations };
}

export function foundLeadJson({ lead, where, excerpt, at }: FoundLead) {
  return { lead: leadSummaryJson(lead), where, excerpt, at: iso(at) };
}

function timelineJson(entry: TimelineEntry) {
  const { kind } = entry;
  const at = iso(entry.at);
  switch (kind) {
    case 'call': {
      const { id: callId, outcome, bridgedAt, finishedAt, voicemail, voicemailSeconds } = entry;
      const times = { bridgedAt: iso(bridgedAt), finishedAt: iso(finishedAt) };
      return { at, kind, callId, outcome, ...times, voicemail, voicemailSeconds };
    }
    case 'outbound-call': {
      const { id: outboundCallId, extension, result, connectedAt, endedAt } = entry;
      return {
        at,
        kind,
        outboundCallId,
        extension,
        result,
        connectedAt: iso(connectedAt),
        endedAt: iso(endedAt),
      };
    }
    case 'text':
      return { at, kind, direction: entry.direction, by: entry.by, message: messageJson(entry.message) };
    case 'note':
      return { at, kind, noteId: entry.id, body: entry.body, actor: entry.actor };
    case 'stage':
      return { at, kind, from: entry.from, to: entry.to, actor: entry.actor };
    case 'assignment':
      return { at, kind, to: entry.to, reason: entry.reason, actor: entry.actor };
    case 'consent': {
      const { number, state, source, wording } = entry;
      return { at, kind, number, state, source, wording };
    }
    case 'merge':
      return { at, kind, leadId: entry.otherId, number: entry.otherNumber, actor: entry.actor };
  }
}

export function conversationJson(conversation: Conversation) {
  const { newest, unread } = conversation;
  return {
    ...leadSummaryJson(conversation),
    unread,
    newest:
      newest === null
        ? null
        : {
            direction: newest.direction,
            text: newest.text,
            state: newest.state,
            at: iso(newest.createdAt),
            erasedAt: iso(newest.erasedAt),
          },
  };
}
