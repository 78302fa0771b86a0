import { z } from 'zod';
import { MESSAGE_STATES } from '../../../core/message-state.ts';
import { maybeTime, phone, text, time, whole } from './basics.ts';

export const Direction = z.enum(['in', 'out']);

export const Message = z.object({
  id: whole,
  from: phone,
  to: phone,
  text: text.describe('Empty once it was erased.'),
  state: z.enum(MESSAGE_STATES),
  detail: text.describe("The carrier's words on why it is in this state."),
  createdAt: time,
  sentAt: maybeTime,
  settledAt: maybeTime,
  erasedAt: maybeTime.describe('When privacy took out what it says.'),
});

export const CustomerMessage = Message.extend({ direction: Direction, leadId: whole });
