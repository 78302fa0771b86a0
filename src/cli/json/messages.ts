import { z } from 'zod';
import { CAPS } from '../../core/caps.ts';
import { LANGUAGES } from '../../core/language.ts';
import { MESSAGE_STATES } from '../../core/message-state.ts';
import { flag, maybeNumber, maybeTime, number, phone, text, time } from './basics.ts';

export const MESSAGE = z.object({
  id: number,
  from: text,
  to: text,
  text,
  state: z.enum(MESSAGE_STATES),
  detail: text.describe("the carrier's reason, or ours"),
  createdAt: time,
  sentAt: maybeTime,
  settledAt: maybeTime,
  erasedAt: maybeTime.describe('when privacy took out what it said'),
});

export const PREVIEW = z.object({
  template: text,
  text,
  encoding: text,
  segments: z.array(text).describe('the words of each'),
  characters: number,
  units: number.describe('septets or 16-bit units, as the carrier counts'),
  credits: number,
  warnings: z.array(text),
  plain: z
    .nullable(
      z.object({
        template: text,
        replacements: z.array(z.object({ from: text, to: text, times: number })),
        segments: number,
        credits: number,
      }),
    )
    .describe('what plainer characters would make of it; null where they save nothing'),
});

export const WORDING = z.object({ when: text, template: text, isBuiltIn: flag });

export const TEMPLATE = z.object({
  trade: text,
  language: z.enum(LANGUAGES),
  message: text,
  afterHours: text,
});

export const CAP = z.object({
  cap: z.enum(CAPS),
  limit: maybeNumber.describe('null for none'),
  used: maybeNumber.describe('null where numbers are counted apart'),
});

export const HELD = z.object({
  callId: number,
  cap: z.enum(CAPS),
  line: phone,
  to: phone,
  text,
  heldAt: time,
  expiresAt: maybeTime,
});

export const RELEASED = z.object({
  callId: number,
  to: phone,
  result: z.enum(['sent', 'dropped', 'expired', 'refused', 'kept']),
  why: z.nullable(text),
});
