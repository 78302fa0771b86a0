import { CAPS } from '../../../src/core/caps.ts';
import type { Suppression, TextBackQuestion } from '../../../src/core/text-back-question.ts';

export const MISSED_AT = 1_000_000_000;
export const HOUR = 3_600_000;

export const caller = {
  kind: 'number',
  e164: '+12125550123',
  country: 'US',
  own: null,
  refused: null,
  optedOut: false,
  underReview: false,
} as const;

/** A miss that nothing speaks against. */
export const question: TextBackQuestion = {
  isTest: false,
  outcome: 'no-answer',
  waitedMs: 25_000,
  missedAt: MISSED_AT,
  caller,
  blocked: null,
  line: {
    enabled: true,
    minRingMs: 3_000,
    textExpiryMs: 900_000,
    textDelayMs: 0,
    coolDownMs: 4 * HOUR,
    countries: ['US'],
    sender: '+12125550100',
    text: 'Sorry!',
  },
  tag: null,
  history: { pausedUntil: null, lastText: null, resolvedBy: null },
  caps: CAPS.map((cap) => ({ cap, limit: 3, used: 2 })),
  quietUntil: null,
  balance: 1,
  cost: 1,
  now: MISSED_AT + 5,
};

type Change = (before: TextBackQuestion) => TextBackQuestion;

const ofLine = (line: Partial<TextBackQuestion['line']>): Change => {
  return (before) => ({ ...before, line: { ...before.line, ...line } });
};

/** Changes a caller's number where there still is one. */
const ofNumber = (change: Partial<Omit<typeof caller, 'kind'>> | Record<string, unknown>): Change => {
  return (before) =>
    before.caller.kind === 'number' ? { ...before, caller: { ...before.caller, ...change } } : before;
};

/** What alone brings each reason about; each can be added to any other, later reasons first. */
export const AGAINST: Readonly<Record<Suppression, Change>> = {
  'test-call': (before) => ({ ...before, isTest: true }),
  disabled: ofLine({ enabled: false }),
  answered: (before) => ({ ...before, outcome: 'answered' }),
  'outcome-unknown': (before) => ({ ...before, outcome: null }),
  blocked: (before) => ({ ...before, outcome: 'blocked' }),
  tagged: (before) => ({ ...before, tag: 'spam' }),
  'rang-too-briefly': (before) => ({ ...before, outcome: 'abandoned', waitedMs: 2_999 }),
  'withheld-number': (before) => ({ ...before, caller: { kind: 'withheld' } }),
  'own-number': ofNumber({ own: 'line' }),
  'not-textable': ofNumber({ refused: { at: MISSED_AT - HOUR, why: 'ESME_RINVDSTADR' } }),
  'opted-out': ofNumber({ optedOut: true }),
  'consent-under-review': ofNumber({ underReview: true }),
  'country-not-allowed': ofNumber({ country: 'JM' }),
  'too-old': (before) => ({ ...before, now: MISSED_AT + 900_000 }),
  'cool-down': (before) => ({
    ...before,
    history: { ...before.history, lastText: { at: before.now - HOUR, isAnswered: false } },
  }),
  'in-conversation': (before) => ({
    ...before,
    history: { ...before.history, pausedUntil: before.now + HOUR },
  }),
  resolved: (before) => ({ ...before, history: { ...before.history, resolvedBy: { kind: 'call', id: 7 } } }),
  'cap-reached': (before) => ({
    ...before,
    caps: before.caps.map((use) => (use.cap === 'per-prefix' ? { ...use, used: 3 } : use)),
  }),
  'quiet-hours': (before) => ({ ...before, quietUntil: MISSED_AT + 8 * HOUR }),
  'no-credit': (before) => ({ ...before, balance: 0 }),
};
