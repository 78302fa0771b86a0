import { z } from 'zod';
import { CONSENT_SOURCES, CONSENT_STATES } from '../../../core/consent.ts';
import type { EventKind } from '../../../core/webhook-event.ts';
import { maybeText, maybeTime, maybeWhole, phone, text, time, whole } from './basics.ts';
import { CallSummary, Decision } from './calls.ts';
import { LeadSummary } from './leads.ts';
import { CustomerMessage } from './messages.ts';

/*
 * What is told of what happened, by webhook and in the list of events. What an event is about is as it is at the
 * moment of telling; null where the customer was erased since.
 */

/** Kinds of one shape. */
function event<const Kinds extends readonly [EventKind, ...EventKind[]], Data extends z.ZodObject>(
  kinds: Kinds,
  data: Data,
) {
  return z.object({
    id: text.describe('As in the header `webhook-id`: the same however often it is told.'),
    type: z.enum(kinds),
    timestamp: time.describe('When it happened.'),
    data,
  });
}

const by = text.describe('Who did it, e.g. `user:Maria`, `textback`.');
const OfLead = z.object({ leadId: whole, lead: z.nullable(LeadSummary) });
const OfCall = z.object({ callId: whole, leadId: maybeWhole, call: z.nullable(CallSummary) });

export const OutboundCall = z.object({
  id: whole,
  extension: text,
  dialled: text,
  number: z.nullable(phone),
  leadId: maybeWhole,
  result: z.enum(['dialed', 'connected', 'no-answer']),
  dialedAt: time,
  connectedAt: maybeTime,
  endedAt: maybeTime,
  erasedAt: maybeTime,
});

const LeadEvent = event(
  ['lead.created', 'lead.renamed', 'lead.closed', 'lead.reopened', 'lead.erased'],
  OfLead,
);
const StageEvent = event(['lead.stage-moved'], OfLead.extend({ from: maybeText, to: text, by }));
const OwnerEvent = event(
  ['lead.assigned'],
  OfLead.extend({ owner: maybeText.describe('Null for nobody.'), reason: text, by }),
);
const MergeEvent = event(
  ['lead.merged', 'lead.unmerged'],
  OfLead.extend({ otherLeadId: whole.describe('The lead that was merged into this one.'), by }),
);
const TagEvent = event(
  ['lead.tagged', 'lead.untagged'],
  OfLead.extend({ tags: z.array(text).describe('All that it has now.'), by }),
);
const NoteEvent = event(
  ['note.added'],
  OfLead.extend({ noteId: whole.describe("What it says stands on the lead's timeline."), by }),
);
const ConsentEvent = event(
  ['consent.changed'],
  z.object({
    leadId: maybeWhole.describe("Null where it was nobody's number."),
    lead: z.nullable(LeadSummary),
    consent: z.nullable(
      z.object({
        ...{ id: whole, number: phone, state: z.enum(CONSENT_STATES), source: z.enum(CONSENT_SOURCES) },
        actor: text.describe('Who recorded it: `customer`, or e.g. `user:Maria`.'),
      }),
    ),
  }),
);
const CallEvent = event(['call.arrived', 'call.ended', 'call.voicemail-left'], OfCall);
const OutboundCallEvent = event(
  ['outbound-call.ended'],
  z.object({ outboundCallId: whole, leadId: maybeWhole, call: z.nullable(OutboundCall) }),
);
const MessageEvent = event(
  [
    ...(['message.queued', 'message.received', 'message.sent', 'message.delivered'] as const),
    ...(['message.undelivered', 'message.failed', 'message.expired', 'message.cancelled'] as const),
    'message.unknown',
  ],
  z.object({
    ...{ messageId: whole, leadId: whole, callId: maybeWhole },
    state: z
      .enum([
        ...(['queued', 'received', 'sent', 'delivered', 'undelivered', 'failed'] as const),
        ...(['expired', 'cancelled', 'unknown'] as const),
      ])
      .describe('The state that this event tells of; `message.state` is the one of now.'),
    message: z.nullable(CustomerMessage),
  }),
);
const DecisionEvent = event(
  ['decision.made', 'decision.changed'],
  z.object({
    ...{ callId: whole, leadId: maybeWhole, messageId: maybeWhole },
    decision: z.nullable(Decision),
  }),
);
const TestEvent = event(['webhook.test'], z.object({ note: text }));

export const Event = z.discriminatedUnion('type', [
  ...([LeadEvent, StageEvent, OwnerEvent, MergeEvent, TagEvent, NoteEvent, ConsentEvent] as const),
  ...([CallEvent, OutboundCallEvent, MessageEvent, DecisionEvent, TestEvent] as const),
]);

/** Each has its name in the document. */
export const EVENT_SHAPES = {
  ...{ LeadEvent, StageEvent, OwnerEvent, MergeEvent, TagEvent, NoteEvent, ConsentEvent },
  ...{ CallEvent, OutboundCallEvent, MessageEvent, DecisionEvent, TestEvent },
};
