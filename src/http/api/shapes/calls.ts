import { z } from 'zod';
import { CALL_STATES, LEG_ENDS, LEG_STATES, OUTCOMES } from '../../../core/call.ts';
import { SUPPRESSIONS } from '../../../core/text-back-question.ts';
import { VOICEMAILS } from '../../../core/voicemail.ts';
import { flag, maybeText, maybeTime, maybeWhole, phone, text, time, whole } from './basics.ts';
import { Message } from './messages.ts';

const Verdict = z.enum(['send', 'suppress']);
const Reason = z.nullable(z.enum(SUPPRESSIONS)).describe('Why no text was sent; null where one was.');

export const CallSummary = z.object({
  id: whole,
  line: phone,
  from: phone.describe('Empty where the number was withheld, or erased.'),
  fromName: text,
  leadId: maybeWhole,
  state: z.enum(CALL_STATES),
  outcome: z.nullable(z.enum(OUTCOMES)).describe('Null while it is open, or where nobody knows.'),
  arrivedAt: time,
  bridgedAt: maybeTime.describe('When caller and phone were connected.'),
  finishedAt: maybeTime,
  handling: z.enum(['controlled', 'journaled', 'observed']),
  isTest: flag,
  voicemail: z.nullable(z.enum(VOICEMAILS)),
  voicemailSeconds: maybeWhole,
  returnedBy: maybeWhole.describe('The outbound call that reached the caller.'),
  returnedAt: maybeTime,
  erasedAt: maybeTime,
  verdict: z.nullable(Verdict).describe('Null while the call has no outcome.'),
  reason: Reason,
});

export const Leg = z.object({
  destination: text,
  endpoint: text,
  state: z.enum(LEG_STATES),
  end: z.nullable(z.enum(LEG_ENDS)),
  explanation: text.describe('How it went, in plain words.'),
  dialedAt: maybeTime,
  ringingAt: maybeTime,
  answeredAt: maybeTime,
  confirmedAt: maybeTime,
  endedAt: maybeTime,
});

export const Decision = z.object({
  verdict: Verdict,
  reason: Reason,
  why: text.describe('In plain words.'),
  remedy: maybeText,
  decidedAt: time,
  asked: z
    .array(z.object({ rule: z.enum(SUPPRESSIONS), applies: flag, detail: text }))
    .describe('Every reason against a text that was asked, in order.'),
  message: z.nullable(Message),
});

export const Call = CallSummary.extend({
  legs: z.array(Leg),
  whyNobodyRang: maybeText,
  decision: z.nullable(Decision),
});
