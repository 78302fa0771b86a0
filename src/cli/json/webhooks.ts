import { z } from 'zod';
import { DELIVERY_STATES } from '../../core/webhook-delivery.ts';
import { EVENT_KINDS } from '../../core/webhook-event.ts';
import { flag, maybeText, maybeTime, number, text, time } from './basics.ts';

export const WEBHOOK = z.object({
  name: text,
  url: text,
  kinds: z.nullable(z.array(z.enum(EVENT_KINDS))).describe('null for all'),
  enabled: flag,
  offWhy: maybeText.describe('why textback switched it off'),
  failingSince: maybeTime.describe('null while all is well'),
  nextTryAt: maybeTime.describe('null where it may be tried at once'),
  deliveredAt: maybeTime.describe('when the newest event was taken'),
  createdAt: time,
});

export const DELIVERY = z.object({
  id: text.describe('of the event: the header webhook-id'),
  type: z.enum(EVENT_KINDS),
  timestamp: time.describe('when it happened'),
  state: z.enum(DELIVERY_STATES),
  tries: number,
  detail: text.describe('what the latest attempt came to'),
  tookMs: number.describe('how long the latest answer took'),
  firstTriedAt: time,
  triedAt: time,
});
