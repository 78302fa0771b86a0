import { iso } from '../core/iso-time.ts';
import type { EventKind } from '../core/webhook-event.ts';
import type { EventRow } from '../store/queries/events.ts';
import type { Reader } from '../store/queries.ts';
import { callSummaryJson, decisionJson, messageJson, outboundJson } from './as-json.ts';
import { leadSummaryJson } from './lead-json.ts';
import { decisionView, messageView } from './show-call.ts';
import { outboundView } from './show-outbound.ts';

/*
 * An event as programs get it, by webhook and by the API: its kind, and what it is about as that is now. Null where a
 * customer was erased since. As in as-json.ts: keys are added, never renamed or removed.
 */

export function eventJson(reader: Reader, event: EventRow) {
  const base = { id: event.uid, timestamp: iso(event.at) };
  const { kind: type } = event;
  switch (type) {
    case 'lead.created':
    case 'lead.renamed':
    case 'lead.closed':
    case 'lead.reopened':
    case 'lead.erased':
      return { ...base, type, data: leadData(reader, event) };
    case 'lead.stage-moved':
      return { ...base, type, data: { ...leadData(reader, event), ...moveData(reader, event) } };
    case 'lead.assigned':
      return { ...base, type, data: { ...leadData(reader, event), ...ownerData(reader, event) } };
    case 'lead.tagged':
    case 'lead.untagged':
      return { ...base, type, data: { ...leadData(reader, event), ...tagData(reader, event) } };
    case 'note.added': {
      const { noteId = 0, by = '' } = event.facts;
      return { ...base, type, data: { ...leadData(reader, event), noteId, by } };
    }
    case 'consent.changed':
      return { ...base, type, data: consentData(reader, event) };
    case 'lead.merged':
    case 'lead.unmerged': {
      const { otherLeadId = 0, by = '' } = event.facts;
      return { ...base, type, data: { ...leadData(reader, event), otherLeadId, by } };
    }
    case 'call.arrived':
    case 'call.ended':
    case 'call.voicemail-left':
      return { ...base, type, data: callData(reader, event) };
    case 'outbound-call.ended':
      return { ...base, type, data: outboundData(reader, event) };
    case 'decision.made':
    case 'decision.changed':
      return { ...base, type, data: decisionData(reader, event) };
    case 'webhook.test':
      return { ...base, type, data: { note: 'If you can read this, events reach you here.' } };
    default:
      return { ...base, type, data: messageData(reader, event, type) };
  }
}

function leadData(reader: Reader, { leadId }: EventRow) {
  const lead = leadId === null ? undefined : reader.leads.byId(leadId);
  const isThere = lead !== undefined && lead.erasedAt === null;
  return { leadId: leadId ?? 0, lead: isThere ? leadSummaryJson(lead) : null };
}

function moveData(reader: Reader, { facts: { fromStageId = null, toStageId = 0, by = '' } }: EventRow) {
  const nameOf = (id: number | null) => (id === null ? null : (reader.stages.byId(id)?.name ?? null));
  return { from: nameOf(fromStageId), to: nameOf(toStageId) ?? '', by };
}

function ownerData(reader: Reader, { facts: { ownerId = null, reason = '', by = '' } }: EventRow) {
  return { owner: ownerId === null ? null : (reader.users.byId(ownerId)?.name ?? null), reason, by };
}

/** All that the lead has now: which of them came or went is not kept, as they may say something of a customer. */
function tagData(reader: Reader, { leadId, facts: { by = '' } }: EventRow) {
  return { tags: leadId === null ? [] : reader.tags.of(leadId), by };
}

/** Null for a lead that was erased since, though the record of consent keeps the number. */
function consentData(reader: Reader, event: EventRow) {
  const { lead } = leadData(reader, event);
  const row = reader.consents.byId(event.facts.consentId ?? 0);
  const isTold = row !== undefined && (event.leadId === null || lead !== null);
  const consent = isTold
    ? { id: row.id, number: row.number, state: row.state, source: row.source, actor: row.actor }
    : null;
  return { leadId: event.leadId, lead, consent };
}

function callData(reader: Reader, { callId }: EventRow) {
  const { row, line } = callOf(reader, callId);
  if (row === undefined || line === undefined) return { callId: callId ?? 0, leadId: null, call: null };
  const { verdict = null, reason = null } = reader.calls.decisionOf(row.id) ?? {};
  const call = callSummaryJson({ ...row, lineNumber: line.number, verdict, reason });
  return { callId: row.id, leadId: row.leadId, call };
}

function outboundData(reader: Reader, { outboundCallId }: EventRow) {
  const row = outboundCallId === null ? undefined : reader.outboundCalls.byId(outboundCallId);
  const call = row === undefined ? null : outboundJson(outboundView(row));
  return { outboundCallId: outboundCallId ?? 0, leadId: row?.leadId ?? null, call };
}

function decisionData(reader: Reader, { callId, messageId }: EventRow) {
  const { row, line } = callOf(reader, callId);
  const decision = row === undefined || line === undefined ? null : decisionView(reader, row, line);
  return {
    ...{ callId: callId ?? 0, leadId: row?.leadId ?? null, messageId },
    decision: decision === null ? null : decisionJson(decision),
  };
}

function callOf(reader: Reader, callId: number | null) {
  const row = callId === null ? undefined : reader.calls.byId(callId);
  return { row, line: row === undefined ? undefined : reader.lines.byId(row.lineId) };
}

type MessageKind = Extract<EventKind, `message.${string}`>;

/** The state that the event tells of; the text may have gone on since. */
const STATES = {
  'message.queued': 'queued',
  'message.received': 'received',
  'message.sent': 'sent',
  'message.delivered': 'delivered',
  'message.undelivered': 'undelivered',
  'message.failed': 'failed',
  'message.expired': 'expired',
  'message.cancelled': 'cancelled',
  'message.unknown': 'unknown',
} as const satisfies Record<MessageKind, string>;

function messageData(reader: Reader, { messageId, leadId, callId }: EventRow, kind: MessageKind) {
  const row = messageId === null ? undefined : reader.messages.byId(messageId);
  const ids = { messageId: messageId ?? 0, leadId: row?.leadId ?? leadId ?? 0, callId };
  const message =
    row === undefined
      ? null
      : { ...messageJson(messageView(row)), direction: row.direction, leadId: ids.leadId };
  return { ...ids, state: STATES[kind], message };
}
