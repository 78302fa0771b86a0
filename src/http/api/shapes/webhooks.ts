import { z } from 'zod';
import { DELIVERY_STATES } from '../../../core/webhook-delivery.ts';
import { EVENT_KINDS } from '../../../core/webhook-event.ts';
import { flag, maybeText, maybeTime, text, time, whole } from './basics.ts';

export const Webhook = z.object({
  name: text,
  url: text,
  kinds: z.nullable(z.array(z.enum(EVENT_KINDS))).describe('Null for all.'),
  enabled: flag,
  offWhy: maybeText.describe('Why textback switched it off; null where it did not.'),
  failingSince: maybeTime.describe('Since when nothing was taken; null while all is well.'),
  nextTryAt: maybeTime.describe('Null where it may be tried at once.'),
  deliveredAt: maybeTime.describe('When the newest event was taken.'),
  createdAt: time,
});

export const Delivery = z.object({
  id: text.describe("The event's."),
  type: z.enum(EVENT_KINDS),
  timestamp: time.describe('When it happened.'),
  state: z
    .enum(DELIVERY_STATES)
    .describe('`waiting`: it is tried again. `parked`: it was tried for three days, and is not any more.'),
  tries: whole,
  detail: text.describe(
    'What the latest attempt came to: an HTTP status, or what was wrong with the network.',
  ),
  tookMs: whole.describe('How long the latest answer took.'),
  firstTriedAt: time,
  triedAt: time,
});
