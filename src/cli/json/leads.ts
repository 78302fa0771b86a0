import { z } from 'zod';
import { CONSENT_SOURCES, CONSENT_STATES } from '../../core/consent.ts';
import { BLOCK_TREATMENTS } from '../../core/line-words.ts';
import { OUTBOUND_RESULTS } from '../../core/outbound-call.ts';
import { ASSIGNMENT_REASONS } from '../../core/ownership.ts';
import { LEAD_SOURCES } from '../../core/pipeline.ts';
import { RESPONSES } from '../../core/response.ts';
import { VOICEMAILS } from '../../core/voicemail.ts';
import { dryRun, flag, maybeNumber, maybeText, maybeTime, number, phone, text, time } from './basics.ts';
import { OUTCOME } from './calls.ts';
import { MESSAGE } from './messages.ts';

export const LEAD_SUMMARY = z.object({
  id: number,
  number: text.describe('E.164; as it came where it is no phone number'),
  name: text.describe('empty where it is not known'),
  source: z.enum(LEAD_SOURCES),
  stage: text,
  owner: maybeText,
  closedAt: maybeTime.describe('since when its conversation is closed'),
  createdAt: time,
  lastActivityAt: time,
});

export const BLOCK = z.object({
  number: text.describe('E.164, `withheld`, or as it came'),
  treatment: z.nullable(z.enum(BLOCK_TREATMENTS)).describe('null for the setting block-treatment'),
  note: text,
  actor: text,
  blockedAt: time,
});
export const BLOCK_IN_FORCE = BLOCK.extend({ effectiveTreatment: z.enum(BLOCK_TREATMENTS) });

const direction = z.enum(['in', 'out']);

const ENTRY = z.discriminatedUnion('kind', [
  z.object({
    at: time,
    kind: z.literal('call'),
    callId: number,
    outcome: OUTCOME,
    bridgedAt: maybeTime,
    finishedAt: maybeTime,
    voicemail: z.nullable(z.enum(VOICEMAILS)),
    voicemailSeconds: maybeNumber,
  }),
  z.object({
    at: time,
    kind: z.literal('outbound-call'),
    outboundCallId: number,
    extension: text,
    result: z.enum(OUTBOUND_RESULTS),
    connectedAt: maybeTime,
    endedAt: maybeTime,
  }),
  z.object({
    at: time,
    kind: z.literal('text'),
    direction,
    by: maybeText.describe('the person who wrote it; null for the customer, and for what went out by itself'),
    message: MESSAGE,
  }),
  z.object({ at: time, kind: z.literal('note'), noteId: number, body: text, actor: text }),
  z.object({ at: time, kind: z.literal('stage'), from: maybeText, to: text, actor: text }),
  z.object({
    at: time,
    kind: z.literal('assignment'),
    to: maybeText.describe('null for nobody'),
    reason: z.enum(ASSIGNMENT_REASONS),
    actor: text,
  }),
  z.object({
    at: time,
    kind: z.literal('consent'),
    number: phone,
    state: z.enum(CONSENT_STATES),
    source: z.enum(CONSENT_SOURCES),
    wording: text,
  }),
  z.object({ at: time, kind: z.literal('merge'), leadId: number, number: text, actor: text }),
]);

export const LEAD = LEAD_SUMMARY.extend({
  numbers: z.array(text).describe('its own first, then those merged into it'),
  tags: z.array(text),
  optedOut: flag,
  optedOutNumbers: z.array(text),
  blocked: z.nullable(BLOCK),
  response: z
    .nullable(
      z.object({
        missedAt: time,
        targetAt: maybeTime,
        endedAt: maybeTime,
        response: z.nullable(z.enum(RESPONSES)),
        by: maybeText,
        escalations: number,
      }),
    )
    .describe('the latest time that they waited for a person'),
  timeline: z.array(ENTRY).describe('the newest entries, oldest of them first'),
  hasOlder: flag,
  before: maybeText.describe('what --before takes for older entries'),
});

export const FOUND_LEAD = z.object({
  lead: LEAD_SUMMARY,
  where: z.enum(['number', 'name', 'note', 'text']),
  excerpt: text,
  at: time,
});

export const CONVERSATION = LEAD_SUMMARY.extend({
  unread: number,
  newest: z.nullable(z.object({ direction, text, state: text, at: time, erasedAt: maybeTime })),
});

/** One line of `inbox watch`. */
export const NEW_TEXT = z.object({
  leadId: number,
  number: text,
  name: text,
  direction,
  by: maybeText,
  text,
  state: text,
  at: time,
});

export const CONSENT = z.object({
  id: number,
  number: phone,
  state: z.enum(CONSENT_STATES),
  source: z.enum(CONSENT_SOURCES),
  wording: text,
  line: z.nullable(phone),
  messageId: maybeNumber,
  actor: text,
  at: time,
});

export const REVIEW = z.object({ number: phone, messageId: number, wording: text, askedAt: time });

/** A line for each row refused, and one at the end. */
export const CONTACTS_IMPORT = z.union([
  z.object({ line: number, why: text, row: text.describe('as it stands in the file') }),
  z.object({
    dryRun,
    rows: number,
    added: number,
    updated: number,
    unchanged: number,
    refused: number,
    unusedColumns: z.array(text),
  }),
]);
