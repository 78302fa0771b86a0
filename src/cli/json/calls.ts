import { z } from 'zod';
import { CALL_STATES, LEG_ENDS, LEG_STATES, OUTCOMES } from '../../core/call.ts';
import { OUTBOUND_RESULTS } from '../../core/outbound-call.ts';
import { SUPPRESSIONS } from '../../core/text-back-question.ts';
import { VOICEMAILS } from '../../core/voicemail.ts';
import { flag, maybeNumber, maybeText, maybeTime, number, phone, text, time } from './basics.ts';
import { MESSAGE } from './messages.ts';

export const OUTCOME = z.nullable(z.enum(OUTCOMES));
const VERDICT = z.enum(['send', 'suppress']);

export const CALL_SUMMARY = z.object({
  id: number,
  line: phone,
  from: text.describe("the caller's number, E.164 where it is one; empty where it was withheld"),
  fromName: text,
  leadId: maybeNumber,
  state: z.enum(CALL_STATES),
  outcome: OUTCOME.describe('null while it is open, or where nobody knows'),
  arrivedAt: time,
  bridgedAt: maybeTime.describe('when they began to talk'),
  finishedAt: maybeTime,
  handling: z.enum(['controlled', 'journaled', 'observed']),
  isTest: flag,
  voicemail: z.nullable(z.enum(VOICEMAILS)),
  voicemailSeconds: maybeNumber,
  returnedBy: maybeNumber.describe('the outbound call that called back'),
  returnedAt: maybeTime,
  erasedAt: maybeTime.describe('when privacy took out who it was'),
  verdict: z.nullable(VERDICT),
  reason: z.nullable(z.enum(SUPPRESSIONS)),
});

export const ASKED = z.object({ rule: z.enum(SUPPRESSIONS), applies: flag, detail: text });

export const DECISION = z.object({
  verdict: VERDICT,
  reason: z.nullable(z.enum(SUPPRESSIONS)),
  why: text,
  remedy: maybeText,
  decidedAt: time,
  asked: z.array(ASKED).describe('every reason against a text that was asked, in order'),
  message: z.nullable(MESSAGE),
});

const LEG = z.object({
  destination: text,
  endpoint: text,
  state: z.enum(LEG_STATES),
  end: z.nullable(z.enum(LEG_ENDS)),
  explanation: text,
  dialedAt: maybeTime,
  ringingAt: maybeTime,
  answeredAt: maybeTime,
  confirmedAt: maybeTime,
  endedAt: maybeTime,
});

export const CALL = CALL_SUMMARY.extend({
  legs: z.array(LEG),
  whyNobodyRang: maybeText,
  decision: z.nullable(DECISION),
});

export const OUTBOUND = z.object({
  id: number,
  extension: text,
  dialled: text.describe('as it was dialled'),
  number: z.nullable(phone),
  leadId: maybeNumber,
  result: z.enum(OUTBOUND_RESULTS),
  dialedAt: time,
  connectedAt: maybeTime,
  endedAt: maybeTime,
  erasedAt: maybeTime,
});

export const SIMULATION = z.object({
  line: phone,
  at: time,
  verdict: VERDICT,
  reason: z.nullable(z.enum(SUPPRESSIONS)),
  why: text,
  remedy: maybeText,
  asked: z.array(ASKED),
  text: z.nullable(
    z.object({
      from: phone,
      to: phone,
      text,
      encoding: text,
      segments: number,
      credits: number,
      notBefore: time,
      expiresAt: maybeTime,
    }),
  ),
});
