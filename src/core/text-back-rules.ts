import { reachedCap } from './caps.ts';
import type { Millis } from './clock.ts';
import { formatDuration } from './duration.ts';
import {
  type Asked,
  expiryOf,
  notBeforeOf,
  rangTooBriefly,
  type Suppression,
  type TextBackQuestion,
} from './text-back-question.ts';

type Answer = Omit<Asked, 'rule'>;
type Rule = (question: TextBackQuestion) => Answer;

/** What a carrier said is kept short: it stands beside fifteen others. */
const MAX_DETAIL_LENGTH = 160;

/** Whether one reason speaks against a text, and what that was judged by. */
export function ask(rule: Suppression, question: TextBackQuestion): Answer {
  const { applies, detail } = RULES[rule](question);
  return { applies, detail: detail.slice(0, MAX_DETAIL_LENGTH) };
}

const RULES: Readonly<Record<Suppression, Rule>> = {
  'test-call': ({ isTest }) => plain(isTest),
  disabled: ({ line }) => plain(!line.enabled),
  answered: ({ outcome }) => ({ applies: outcome === 'answered', detail: outcome ?? 'not known' }),
  'outcome-unknown': ({ outcome }) => plain(outcome === null),
  // Whoever is blocked only while the phones ring is not texted either.
  blocked: ({ outcome, blocked, now }) => ({
    applies: outcome === 'blocked' || blocked !== null,
    detail:
      blocked === null ? '' : [`blocked ${ago(blocked.at, now)}`, blocked.why].filter(Boolean).join(': '),
  }),
  tagged: ({ tag }) => ({ applies: tag !== null, detail: tag ?? '' }),
  'rang-too-briefly': (question) => ({
    applies: rangTooBriefly(question),
    detail: `waited ${formatDuration(question.waitedMs)}, minimum ${formatDuration(question.line.minRingMs)}`,
  }),
  'withheld-number': ({ caller }) => plain(caller.kind === 'withheld'),
  'own-number': ({ caller }) => {
    const own = caller.kind === 'withheld' ? null : caller.own;
    return { applies: own !== null, detail: own === null ? '' : OWN[own] };
  },
  'not-textable': notTextable,
  'opted-out': ({ caller }) => plain(caller.kind === 'number' && caller.optedOut),
  'consent-under-review': ({ caller }) => plain(caller.kind === 'number' && caller.underReview),
  'country-not-allowed': countryNotAllowed,
  'too-old': (question) => ({
    applies: question.now >= expiryOf(question),
    detail: `missed ${ago(question.missedAt, question.now)}, ${formatDuration(expiryOf(question) - question.missedAt)} allowed`,
  }),
  'in-conversation': ({ history: { pausedUntil }, now }) => ({
    applies: pausedUntil !== null && now < pausedUntil,
    detail:
      pausedUntil === null
        ? ''
        : `a person wrote to them; for another ${formatDuration(Math.max(0, pausedUntil - now))}`,
  }),
  'cool-down': coolDown,
  resolved: ({ history: { resolvedBy } }) => {
    if (resolvedBy === null) return plain(false);
    const { kind, id } = resolvedBy;
    const how = kind === 'call' ? 'got through in call' : 'called back in outbound call';
    return { applies: true, detail: `${how} ${id}` };
  },
  'cap-reached': ({ caps }) => {
    const reached = reachedCap(caps);
    const shown = reached === null ? caps : [reached];
    return {
      applies: reached !== null,
      detail: shown.map(({ cap, used, limit }) => `${cap} ${used} of ${limit}`).join(', '),
    };
  },
  'quiet-hours': quietHours,
  'no-credit': ({ balance, cost }) => ({
    applies: balance < cost,
    detail: `balance ${balance}, costs ${cost}`,
  }),
};

const OWN = { line: 'one of your lines', internal: 'one of the setting internal-numbers' } as const;

function notTextable({ caller, now }: TextBackQuestion): Answer {
  if (caller.kind === 'not-textable') return { applies: true, detail: caller.why };
  if (caller.kind === 'withheld' || caller.refused === null) return plain(false);
  const { at, why } = caller.refused;
  return { applies: true, detail: `refused by the carrier ${ago(at, now)}: ${why}` };
}

function countryNotAllowed({ caller, line }: TextBackQuestion): Answer {
  if (caller.kind !== 'number') return plain(false);
  const applies = caller.country === null || !line.countries.includes(caller.country);
  const country = caller.country ?? 'of no country';
  return { applies, detail: applies ? `${country}, allowed: ${line.countries.join(', ')}` : country };
}

function coolDown({ history: { lastText }, line, now }: TextBackQuestion): Answer {
  if (line.coolDownMs === 0) return { applies: false, detail: 'off' };
  const once = `once in ${formatDuration(line.coolDownMs)}`;
  if (lastText === null) return { applies: false, detail: `not texted yet, ${once}` };
  const texted = `texted ${ago(lastText.at, now)}`;
  return lastText.isAnswered
    ? { applies: false, detail: `${texted}, replied since` }
    : { applies: now - lastText.at < line.coolDownMs, detail: `${texted}, ${once}` };
}

/** Quiet hours only put a text off, unless it is of no use any more when they end. */
function quietHours(question: TextBackQuestion): Answer {
  const { quietUntil, now } = question;
  if (quietUntil === null) return plain(false);
  const applies = notBeforeOf(question) >= expiryOf(question);
  const wait = `quiet for another ${formatDuration(quietUntil - now)}`;
  return { applies, detail: applies ? `${wait}, which is too late` : `${wait}, waits until then` };
}

function plain(applies: boolean): Answer {
  return { applies, detail: '' };
}

function ago(at: Millis, now: Millis): string {
  return `${formatDuration(now - at)} ago`;
}
