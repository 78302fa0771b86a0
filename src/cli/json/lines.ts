import { z } from 'zod';
import { DESTINATION_KINDS } from '../../core/destination.ts';
import { HUNT_ORDERS } from '../../core/hunt-order.ts';
import { CALLER_IDS, LINE_MODES } from '../../core/line-words.ts';
import { OWNER_RULES } from '../../core/ownership.ts';
import {
  changed,
  dryRun,
  flag,
  maybeNumber,
  maybeText,
  maybeTime,
  number,
  phone,
  text,
  time,
} from './basics.ts';

const STEP = z.object({
  ringSeconds: maybeNumber.describe("null for as long as the line's ring timeout allows"),
  hours: maybeText.describe('null for always'),
  destinations: z.array(
    z.object({
      kind: z.enum(DESTINATION_KINDS),
      value: text,
      name: maybeText,
      confirm: flag.describe('who picks up is asked to press 1'),
    }),
  ),
});

export const LINE = z.object({
  number: phone,
  name: text,
  enabled: flag,
  forward: z.array(text).describe('whom it rings, without the steps'),
  hunt: z.array(STEP),
  ringTimeoutSeconds: number,
  minRingSeconds: number,
  message: maybeText.describe('null for the usual words'),
  sender: z.nullable(phone),
  textExpirySeconds: number,
  textDelaySeconds: number,
  coolDownSeconds: number,
  responseTargetSeconds: number,
  countries: z.nullable(z.array(text)),
  timeZone: maybeText,
  bookingLink: maybeText,
  gateways: z.nullable(z.array(text)),
  mode: z.enum(LINE_MODES),
  huntOrder: z.enum(HUNT_ORDERS),
  callerId: z.enum(CALLER_IDS),
  callerIdPrefix: maybeText,
  confirmSeconds: number,
  nameRecording: maybeText,
  afterMiss: z.enum(['hang-up', 'announcement', 'voicemail']),
  announcement: maybeText,
  announcementAnswers: flag,
  voicemail: maybeText,
  createdAt: time,
});

export const HUNT = z.object({
  line: phone,
  order: z.enum(HUNT_ORDERS),
  plan: text.describe('as it is typed'),
  steps: z.array(STEP),
});
export const HUNT_CHANGE = z.object({ dryRun, changed, hunt: HUNT });

export const HOURS = z.object({
  line: phone,
  timeZone: text,
  hours: maybeText.describe('null for round the clock'),
  isOpen: flag,
  holiday: maybeText.describe("today's"),
  nextOpen: maybeTime.describe('null while it is open'),
  nextOpenInWords: maybeText,
});

export const HOLIDAY = z.object({
  day: text,
  name: text,
  hours: text.describe('when it is open all the same, or closed'),
});
export const HOLIDAY_CHANGE = z
  .object({ change: z.enum(['added', 'changed', 'unchanged']) })
  .extend(HOLIDAY.shape);

export const OWNERS = z.object({
  line: phone,
  rule: z.enum(OWNER_RULES),
  people: z.array(z.object({ name: text, hours: maybeText })),
});
