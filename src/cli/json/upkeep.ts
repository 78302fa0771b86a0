import { z } from 'zod';
import { CREDIT_KINDS } from '../../store/schema/credits.ts';
import {
  changed,
  counts,
  dryRun,
  flag,
  maybeNumber,
  maybeText,
  maybeTime,
  number,
  text,
  time,
} from './basics.ts';

export const CREDIT_ENTRY = z.object({
  id: number,
  kind: z.enum(CREDIT_KINDS),
  delta: number,
  balanceAfter: number,
  key: text,
  messageId: maybeNumber,
  note: text,
  actor: text,
  at: time,
});
export const CREDIT_CHANGE = z.object({ dryRun, added: flag, balance: number, entry: CREDIT_ENTRY });

export const SETTING = z.object({ name: text, value: text, isDefault: flag, summary: text });
export const SETTING_CHANGE = z.object({ dryRun, changed, setting: SETTING });

export const GATEWAY = z.object({
  name: text,
  state: text,
  since: maybeTime,
  why: text,
  lastError: maybeText,
  lastErrorAt: maybeTime,
  queued: number,
});

export const BACKUP = z.object({
  file: text,
  sizeBytes: number,
  schemaVersion: maybeNumber.describe('how many migrations it has had'),
  schema: maybeText,
  rows: counts.describe('by table'),
  balance: maybeNumber.describe('derived anew from the ledger'),
  problems: z.array(text).describe('empty for a sound one'),
});

const CHECK = z.object({ name: text, state: text, detail: text, remedy: maybeText });

export const INSTALLATION = z.object({
  dryRun,
  layout: text,
  files: z.array(z.object({ path: text, changed: flag, diff: text, backup: maybeText })),
  sounds: z.nullable(
    z.object({
      folder: text,
      changed: z.array(text),
      closed: maybeText.describe('what keeps Asterisk from them'),
    }),
  ),
  next: z.array(text).describe('what to do next'),
});

export const EXPORTED = z.object({
  file: text,
  sizeBytes: number,
  schemaVersion: number,
  rows: counts.describe('by table'),
  sha256: text,
});

export const IMPORTED = z.object({
  dryRun,
  file: text,
  madeAt: time,
  business: text,
  schemaVersion: number,
  rows: counts.describe('by table'),
  balance: number,
  textsCalledOff: number,
  callsClosed: number,
  keptAs: maybeText,
});

const removed = { texts: number, calls: number, notes: number, notices: number };
const gone = {
  logEmpty: flag.describe('older versions of pages are gone from the log'),
  compact: flag.describe('and from unused parts of the file'),
};

export const ERASURE = z.object({
  dryRun,
  numbers: z.array(text),
  leads: number,
  removed: z.object(removed),
  calledOff: number.describe('texts that waited'),
  kept: z.object({ consents: number, blocked: flag }),
  left: z.object({ calls: number, texts: number }).describe('what goes on right now'),
  done: flag,
  ...gone,
});

export const PURGE = z.object({
  dryRun,
  before: time,
  removed: z.object({ leads: number, ...removed }),
  done: flag,
  ...gone,
});

export const SESSIONS = z.union([
  z.object({
    name: text,
    sessions: z.array(
      z.object({
        ...{ id: number, address: text, userAgent: text, createdAt: time, lastSeenAt: time },
        passkey: maybeText.describe('what the passkey is called that opened it; null for a password'),
      }),
    ),
  }),
  z.object({ dryRun, name: text, ended: number }),
]);

export const TEST_CALL = z.object({
  ok: flag,
  interrupted: flag,
  callId: maybeNumber,
  line: text,
  steps: z.array(z.object({ name: text, ok: flag, detail: text, remedy: maybeText })),
  text: z.nullable(z.object({ from: text, to: text, text, credits: number, isReal: flag })),
});

export const CHECKUP = z.object({
  ok: flag,
  failed: number,
  warnings: number,
  skipped: number,
  checks: z.array(CHECK),
});

export const PROBLEM = z.object({ key: text, problem: text, remedy: text, where: text });
export const OPTION = z.object({ key: text, value: z.unknown(), where: text });
