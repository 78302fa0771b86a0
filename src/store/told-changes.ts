import type { Call } from '../core/call.ts';
import type { MessageState } from '../core/message-state.ts';
import type { EventKind } from '../core/webhook-event.ts';
import type { assignmentReader, assignmentWriter } from './queries/assignments.ts';
import type { CallRow, callReader, callWriter, NewCall } from './queries/calls.ts';
import type { consentReader, consentWriter } from './queries/consents.ts';
import type { eventReader, eventWriter, NewEvent } from './queries/events.ts';
import type { leadMergeReader, leadMergeWriter } from './queries/lead-merges.ts';
import type { leadReader, leadWriter, NewLead } from './queries/leads.ts';
import type { messageReader, messageWriter } from './queries/messages.ts';
import type { noteWriter } from './queries/notes.ts';
import type { outboundCallReader, outboundCallWriter } from './queries/outbound-calls.ts';
import type { privacyReader, privacyWriter } from './queries/privacy.ts';
import type { stageReader, stageWriter } from './queries/stages.ts';
import type { TagChange, tagReader, tagWriter } from './queries/tags.ts';

type Both<
  Reader extends (...args: never[]) => object,
  Writer extends (...args: never[]) => object,
> = ReturnType<Reader> & ReturnType<Writer>;

/** The queries whose changes are told. */
interface Untold {
  readonly assignments: Both<typeof assignmentReader, typeof assignmentWriter>;
  readonly calls: Both<typeof callReader, typeof callWriter>;
  readonly consents: Both<typeof consentReader, typeof consentWriter>;
  readonly events: Both<typeof eventReader, typeof eventWriter>;
  readonly leadMerges: Both<typeof leadMergeReader, typeof leadMergeWriter>;
  readonly leads: Both<typeof leadReader, typeof leadWriter>;
  readonly messages: Both<typeof messageReader, typeof messageWriter>;
  readonly notes: ReturnType<typeof noteWriter>;
  readonly outboundCalls: Both<typeof outboundCallReader, typeof outboundCallWriter>;
  readonly privacy: Both<typeof privacyReader, typeof privacyWriter>;
  readonly stages: Both<typeof stageReader, typeof stageWriter>;
  readonly tags: Both<typeof tagReader, typeof tagWriter>;
}

/** What a text's state is told as; not at all while it is only being sent. */
const MESSAGE_KINDS: { readonly [state in MessageState]?: EventKind } = {
  queued: 'message.queued',
  received: 'message.received',
  sent: 'message.sent',
  delivered: 'message.delivered',
  undelivered: 'message.undelivered',
  failed: 'message.failed',
  expired: 'message.expired',
  cancelled: 'message.cancelled',
  unknown: 'message.unknown',
};

/**
 * The same changes, of leads, notes, tags, consent, calls, texts and decisions, each of which leaves an event in the same transaction: none is
 * lost, and none tells of what did not happen. What leaves which event stands here and nowhere else. Where nobody
 * follows, all that it costs is one look into an empty table.
 */
export function toldChanges(untold: Untold) {
  const { events } = untold;
  const tell = (event: NewEvent): void => {
    if (events.isAwaited()) events.add(event);
  };
  return {
    ...toldLeads(untold, tell),
    ...toldWords(untold, tell),
    ...toldCalls(untold, tell),
    consents: toldConsents(untold, tell),
    messages: toldMessages(untold, tell),
  };
}

type Tell = (event: NewEvent) => void;

function toldLeads({ leads, stages, assignments, leadMerges, privacy }: Untold, tell: Tell) {
  return {
    leads: {
      ...leads,
      /** @param now where it is not `at`: a lead that is brought in may have been there for years */
      findOrAdd(lead: NewLead, stageId: number, at: number, now: number = at) {
        const found = leads.findOrAdd(lead, stageId, at);
        if (found.isNew) tell({ kind: 'lead.created', at: now, leadId: found.lead.id });
        return found;
      },
      rename(id: number, name: string, at: number): void {
        leads.rename(id, name);
        tell({ kind: 'lead.renamed', at, leadId: id });
      },
      setClosed(id: number, closedAt: number | null, at: number): void {
        leads.setClosed(id, closedAt);
        tell({ kind: closedAt === null ? 'lead.reopened' : 'lead.closed', at, leadId: id });
      },
    },
    stages: {
      ...stages,
      moveLead(move: Parameters<typeof stages.moveLead>[0]): void {
        stages.moveLead(move);
        const { at, leadId, fromStageId = null, toStageId, actor: by } = move;
        tell({ kind: 'lead.stage-moved', at, leadId, facts: { fromStageId, toStageId, by } });
      },
    },
    assignments: {
      ...assignments,
      add(assignment: Parameters<typeof assignments.add>[0]): void {
        assignments.add(assignment);
        const { at, leadId, userId: ownerId, reason, actor: by } = assignment;
        tell({ kind: 'lead.assigned', at, leadId, facts: { ownerId, reason, by } });
      },
    },
    leadMerges: {
      ...leadMerges,
      merge(merge: Parameters<typeof leadMerges.merge>[0]): void {
        leadMerges.merge(merge);
        const facts = { otherLeadId: merge.fromId, by: merge.actor };
        tell({ kind: 'lead.merged', at: merge.at, leadId: merge.intoId, facts });
      },
      undo(merge: Parameters<typeof leadMerges.undo>[0], at: number, by: string): void {
        leadMerges.undo(merge, at, by);
        tell({ kind: 'lead.unmerged', at, leadId: merge.intoId, facts: { otherLeadId: merge.fromId, by } });
      },
    },
    privacy: {
      ...privacy,
      eraseLeads(ids: readonly number[], at: number): void {
        privacy.eraseLeads(ids, at);
        for (const leadId of ids) tell({ kind: 'lead.erased', at, leadId });
      },
    },
  };
}

/** That something was written down of a lead, never what: the event outlives what is taken out of a customer. */
function toldWords({ notes, tags }: Untold, tell: Tell) {
  return {
    notes: {
      ...notes,
      add(note: Parameters<typeof notes.add>[0]): number {
        const noteId = notes.add(note);
        const { at, leadId, actor: by } = note;
        tell({ kind: 'note.added', at, leadId, facts: { noteId, by } });
        return noteId;
      },
    },
    tags: {
      ...tags,
      add(change: TagChange): number {
        const count = tags.add(change);
        const { at, leadId, actor: by } = change;
        if (count > 0) tell({ kind: 'lead.tagged', at, leadId, facts: { by } });
        return count;
      },
      remove(change: TagChange): number {
        const count = tags.remove(change);
        const { at, leadId, actor: by } = change;
        if (count > 0) tell({ kind: 'lead.untagged', at, leadId, facts: { by } });
        return count;
      },
    },
  };
}

/** Of whichever number says something else than it said last; that it says the same again is evidence, and no news. */
function toldConsents({ consents, leads, events }: Untold, tell: Tell): Untold['consents'] {
  return {
    ...consents,
    record(entry) {
      const { number, state, at } = entry;
      const isNews = events.isAwaited() && consents.current(number)?.state !== state;
      const consentId = consents.record(entry);
      const leadId = isNews ? (leads.byNumber(number)?.id ?? null) : null;
      if (isNews) tell({ kind: 'consent.changed', at, leadId, facts: { consentId } });
      return consentId;
    },
  };
}

function toldCalls({ calls, messages, outboundCalls }: Untold, tell: Tell) {
  return {
    calls: {
      ...calls,
      add(fresh: NewCall, call: Call): CallRow {
        const row = calls.add(fresh, call);
        tell({ kind: 'call.arrived', at: call.arrivedAt, callId: row.id, leadId: row.leadId });
        return row;
      },
      /** As of `at`. */
      save(callId: number, call: Call, before: Call | null, at: number): void {
        calls.save(callId, call, before);
        if (call.state === 'ended' && before?.state !== 'ended') tell({ kind: 'call.ended', at, callId });
      },
      setVoicemail(id: number, voicemail: Parameters<typeof calls.setVoicemail>[1], at: number): void {
        calls.setVoicemail(id, voicemail);
        if (voicemail.voicemail === 'left') tell({ kind: 'call.voicemail-left', at, callId: id });
      },
      decide(decision: Parameters<typeof calls.decide>[0]): void {
        calls.decide(decision);
        const { callId, messageId, decidedAt: at } = decision;
        tell({ kind: 'decision.made', at, callId, messageId });
      },
      changeDecision(callId: number, change: Parameters<typeof calls.changeDecision>[1]): void {
        calls.changeDecision(callId, change);
        // What was held goes out after all: with the text that was queued for it. A note on it is no news.
        const sent = change.messageId == null ? undefined : messages.byId(change.messageId);
        if (sent === undefined) return;
        tell({
          kind: 'decision.changed',
          at: sent.createdAt,
          callId,
          messageId: sent.id,
          leadId: sent.leadId,
        });
      },
    },
    outboundCalls: {
      ...outboundCalls,
      change(id: number, change: Parameters<typeof outboundCalls.change>[1]): void {
        outboundCalls.change(id, change);
        const at = change.endedAt ?? null;
        if (at !== null) tell({ kind: 'outbound-call.ended', at, outboundCallId: id });
      },
    },
  };
}

/** Texts with customers; what is between textback and the business's own people is nobody else's. */
function toldMessages({ messages, events }: Untold, tell: Tell): Untold['messages'] {
  return {
    ...messages,
    add(message) {
      const row = messages.add(message);
      const kind = MESSAGE_KINDS[row.state];
      const { id: messageId, leadId, callId, createdAt: at } = row;
      if (leadId !== null && kind !== undefined) tell({ kind, at, messageId, leadId, callId });
      return row;
    },
    change(id, change) {
      // A state that is not the last word, such as `queued` again after a try, is no news.
      const at = change.settledAt ?? null;
      const kind = change.state === undefined ? undefined : MESSAGE_KINDS[change.state];
      const before = at === null || kind === undefined || !events.isAwaited() ? undefined : messages.byId(id);
      messages.change(id, change);
      if (at === null || kind === undefined || before === undefined || before.leadId === null) return;
      if (before.state === change.state) return;
      tell({ kind, at, messageId: id, leadId: before.leadId, callId: before.callId });
    },
  };
}
