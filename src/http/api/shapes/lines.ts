import { z } from 'zod';
import { DESTINATION_KINDS } from '../../../core/destination.ts';
import { HUNT_ORDERS } from '../../../core/hunt-order.ts';
import { CALLER_IDS, LINE_MODES } from '../../../core/line-words.ts';
import { flag, maybeText, maybeWhole, phone, text, time, whole } from './basics.ts';

const HuntStep = z.object({
  ringSeconds: maybeWhole.describe("Null for as long as the line's ring timeout allows."),
  hours: maybeText.describe('Null for always.'),
  destinations: z.array(
    z.object({
      kind: z.enum(DESTINATION_KINDS),
      value: text,
      name: maybeText,
      confirm: flag.describe('Who picks up has to press 1.'),
    }),
  ),
});

export const Line = z.object({
  number: phone,
  name: text,
  enabled: flag,
  forward: z.array(text).describe('Whom it rings, without the steps.'),
  hunt: z.array(HuntStep),
  ringTimeoutSeconds: whole,
  minRingSeconds: whole,
  message: maybeText.describe("Null for the product's own words."),
  sender: maybeText,
  textExpirySeconds: whole,
  textDelaySeconds: whole,
  coolDownSeconds: whole,
  responseTargetSeconds: whole,
  countries: z.nullable(z.array(text)),
  timeZone: maybeText,
  bookingLink: maybeText,
  gateways: z.nullable(z.array(text)),
  mode: z.enum(LINE_MODES),
  huntOrder: z.enum(HUNT_ORDERS),
  callerId: z.enum(CALLER_IDS),
  callerIdPrefix: maybeText,
  confirmSeconds: whole,
  nameRecording: maybeText,
  afterMiss: z.enum(['hang-up', 'announcement', 'voicemail']),
  announcement: maybeText,
  announcementAnswers: flag,
  voicemail: maybeText,
  createdAt: time,
});
