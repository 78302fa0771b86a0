import { z } from 'zod';
import { ALERT_KINDS } from '../../core/alert-kind.ts';
import { TOKEN_SCOPES } from '../../core/api-token.ts';
import { NOTICE_CHANNELS, NOTICE_KINDS } from '../../core/notice.ts';
import { NOTICE_STATES } from '../../core/notice-state.ts';
import { STAGE_KINDS } from '../../core/pipeline.ts';
import { ROLES } from '../../core/roles.ts';
import { flag, maybeNumber, maybeText, maybeTime, number, phone, text, time } from './basics.ts';

export const USER = z.object({
  name: text,
  role: z.enum(ROLES),
  phone: z.nullable(phone),
  email: maybeText,
  language: maybeText,
  login: maybeText.describe('who they are to the operating system'),
  extension: maybeText,
  lines: z.array(phone).describe('whose missed calls they look after'),
  createdAt: time,
});

export const PASSKEY = z.object({
  id: number,
  user: text.describe('whose it is'),
  name: text.describe('what they call it'),
  createdAt: time,
  lastUsedAt: maybeTime.describe('null where it never was'),
});

export const TOKEN = z.object({
  id: number,
  name: text,
  user: text.describe('as whom it acts'),
  scope: z.enum(TOKEN_SCOPES),
  createdAt: time,
  expiresAt: maybeTime.describe('null for never'),
  lastUsedAt: maybeTime.describe('to five minutes; null where it never was'),
});

export const CHANNEL = z.object({
  id: number,
  user: text,
  channel: z.enum(NOTICE_CHANNELS),
  address: maybeText.describe(
    'of push: on which phones and browsers; null where the person has none of their own yet: nothing goes out',
  ),
  kinds: z.nullable(z.array(z.enum(NOTICE_KINDS))).describe('null for everything'),
  atNight: flag,
});

export const ALERT = z.object({
  id: number,
  kind: z.enum(ALERT_KINDS),
  subject: text,
  detail: text,
  raisedAt: time,
  announcedAt: maybeTime,
  resolvedAt: maybeTime,
});

export const NOTICE = z.object({
  id: number,
  user: maybeText,
  channel: z.enum(NOTICE_CHANNELS),
  address: text.describe('of push: which phone or browser, by its number'),
  kind: z.enum(NOTICE_KINDS),
  leadId: maybeNumber,
  title: text,
  body: text,
  state: z.enum(NOTICE_STATES),
  detail: text,
  attempts: number,
  createdAt: time,
  settledAt: maybeTime,
});

export const CHANGE = z.object({
  id: number,
  at: time,
  actor: text,
  action: text,
  subject: text,
  before: z.unknown(),
  after: z.unknown(),
});

export const STAGE = z.object({ position: number, name: text, kind: z.enum(STAGE_KINDS) });
