import { z } from 'zod';
import { OUTCOMES } from '../../../core/call.ts';
import { CONSENT_SOURCES, CONSENT_STATES } from '../../../core/consent.ts';
import { BLOCK_TREATMENTS } from '../../../core/line-words.ts';
import { MESSAGE_STATES } from '../../../core/message-state.ts';
import { ASSIGNMENT_REASONS } from '../../../core/ownership.ts';
import { LEAD_SOURCES } from '../../../core/pipeline.ts';
import { RESPONSES } from '../../../core/response.ts';
import { VOICEMAILS } from '../../../core/voicemail.ts';
import { flag, maybeText, maybeTime, maybeWhole, phone, text, time, whole } from './basics.ts';
import { Direction, Message } from './messages.ts';

export const LeadSummary = z.object({
  id: whole,
  number: phone,
  name: text.describe('Empty where it is not known.'),
  source: z.enum(LEAD_SOURCES),
  stage: text,
  owner: maybeText.describe('Null while nobody looks after it.'),
  closedAt: maybeTime.describe('Since when its conversation is closed.'),
  createdAt: time,
  lastActivityAt: time,
});

export const Block = z.object({
  number: text.describe('E.164, `withheld`, or as it came.'),
  treatment: z.nullable(z.enum(BLOCK_TREATMENTS)).describe("Null for the business's own."),
  note: text,
  actor: text,
  blockedAt: time,
});

const entry = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ at: time, kind: z.literal(kind), ...shape });

export const TimelineEntry = z.discriminatedUnion('kind', [
  entry('call', {
    callId: whole,
    outcome: z.nullable(z.enum(OUTCOMES)),
    bridgedAt: maybeTime,
    finishedAt: maybeTime,
    voicemail: z.nullable(z.enum(VOICEMAILS)),
    voicemailSeconds: maybeWhole,
  }),
  entry('outbound-call', {
    outboundCallId: whole,
    extension: text,
    result: z.enum(['dialed', 'connected', 'no-answer']),
    connectedAt: maybeTime,
    endedAt: maybeTime,
  }),
  entry('text', {
    direction: Direction,
    by: maybeText.describe(
      'The person who wrote it; null for the customer, and for what went out by itself.',
    ),
    message: Message,
  }),
  entry('note', { noteId: whole, body: text, actor: text }),
  entry('stage', { from: maybeText, to: text, actor: text }),
  entry('assignment', { to: maybeText, reason: z.enum(ASSIGNMENT_REASONS), actor: text }),
  entry('consent', {
    number: phone,
    state: z.enum(CONSENT_STATES),
    source: z.enum(CONSENT_SOURCES),
    wording: text,
  }),
  entry('merge', { leadId: whole, number: phone, actor: text }),
]);

const Response = z.object({
  missedAt: time,
  targetAt: maybeTime.describe('Null where the line has no target.'),
  endedAt: maybeTime,
  response: z.nullable(z.enum(RESPONSES)),
  by: maybeText,
  escalations: whole,
});

export const Lead = LeadSummary.extend({
  numbers: z.array(phone).describe('Its own first, then those of leads that were merged into it.'),
  tags: z.array(text),
  optedOut: flag.describe('Its own number may not be texted.'),
  optedOutNumbers: z.array(phone),
  blocked: z.nullable(Block),
  response: z.nullable(Response).describe('The latest time that they waited for a person.'),
  timeline: z.array(TimelineEntry).describe('The newest entries, oldest of them first.'),
  hasOlder: flag,
  before: maybeText,
});

export const FoundLead = z.object({
  lead: LeadSummary,
  where: z.enum(['number', 'name', 'note', 'text']),
  excerpt: text,
  at: time,
});

export const ChangedLead = LeadSummary.extend({ tags: z.array(text) });

export const Conversation = LeadSummary.extend({
  unread: whole.describe('Texts that whoever asks has not seen.'),
  newest: z.nullable(
    z.object({
      direction: Direction,
      text,
      state: z.enum(MESSAGE_STATES),
      at: time,
      erasedAt: maybeTime,
    }),
  ),
});
