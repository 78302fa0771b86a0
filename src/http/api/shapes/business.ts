import { z } from 'zod';
import { TOKEN_SCOPES } from '../../../core/api-token.ts';
import { CONSENT_SOURCES, CONSENT_STATES } from '../../../core/consent.ts';
import { FIGURE_NAMES } from '../../../core/report-figures.ts';
import { ROLES } from '../../../core/roles.ts';
import { flag, maybeText, maybeWhole, phone, text, time, whole } from './basics.ts';

export const Me = z.object({
  name: text,
  role: z.enum(ROLES),
  scope: z.enum(TOKEN_SCOPES).describe('What the token is good for; `write` for who is signed in.'),
});

export const Credits = z.object({
  balance: whole,
  spentPerDay: z.number(),
  daysLeft: z.nullable(z.number()).describe('At the pace of the last 28 days; null where nothing was spent.'),
  lowBalance: whole.describe('Under this, the owner is alerted; 0 for never.'),
  pricePer100Cents: whole,
});

export const CreditEntry = z.object({
  id: whole,
  kind: z.enum(['top-up', 'reserve', 'settle', 'release', 'adjust']),
  delta: whole,
  balanceAfter: whole,
  key: text,
  messageId: maybeWhole,
  note: text,
  actor: text,
  at: time,
});

export const ConsentChange = z.object({
  id: whole,
  number: phone,
  state: z.enum(CONSENT_STATES),
  source: z.enum(CONSENT_SOURCES),
  wording: text,
  line: maybeText,
  messageId: maybeWhole,
  actor: text,
  at: time,
});

export const Consent = z.object({
  number: phone,
  state: z.nullable(z.enum(CONSENT_STATES)).describe('Null while the number never said anything.'),
  isUnderReview: flag,
  history: z.array(ConsentChange).describe('Newest first.'),
});

const MeasuredPeriod = z.object({
  name: text,
  from: time,
  to: time.describe('Not part of it.'),
  figures: z
    .record(z.enum(FIGURE_NAMES), z.nullable(z.number()))
    .describe('Shares from 0 to 1, durations in milliseconds; null where there is nothing to measure.'),
});

const hours = z.array(z.array(whole)).describe('By day, from Monday, and hour.');

export const Report = MeasuredPeriod.extend({
  timeZone: text,
  isUnderWay: flag,
  line: z.nullable(z.object({ number: phone, name: text })),
  owner: maybeText,
  before: MeasuredPeriod,
  pieces: z.array(MeasuredPeriod),
  funnel: z.object({ missed: whole, texted: whole, replied: whole, qualified: whole, booked: whole }),
  responses: z.array(z.object({ title: text, count: whole })),
  open: whole.describe('Misses that nobody has responded to yet.'),
  week: z.object({ calls: hours, missed: hours }),
});

/** RFC 9457: what happened, and what to do next. */
export const Problem = z.object({
  type: text,
  title: text.describe('What happened.'),
  status: whole,
  detail: text.describe('What to do next.'),
});
