import { homeCountries } from '../core/allowed-countries.ts';
import type { BusinessSettings } from '../core/business-settings.ts';
import type { Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { creditCost } from '../core/credit-cost.ts';
import { isTextable, parsePhone } from '../core/phone.ts';
import { afterQuietHours } from '../core/quiet-hours.ts';
import { REFUSAL_COUNTS_MS } from '../core/refused-numbers.ts';
import { isSilentTest } from '../core/test-call.ts';
import type { Caller, OwnNumber, TextBackQuestion } from '../core/text-back-question.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { capUses } from './cap-use.ts';

export interface MissedCall {
  readonly row: CallRow;
  readonly line: LineRow;
  readonly outcome: Outcome | null;
  readonly waitedMs: Millis;
  readonly missedAt: Millis;
  readonly leadId: number | null;
  /** The caller's entry on the block list. */
  readonly block: BlockRow | undefined;
  /** What would be sent. */
  readonly text: string;
}

/** Everything that the decision on a call is made of, as it is at this moment: a fixed number of look-ups. */
export function gatherQuestion(
  reader: Reader,
  call: MissedCall,
  business: Business,
  now: Millis,
): TextBackQuestion {
  const { row, line, outcome, waitedMs, missedAt, leadId, block, text } = call;
  const settings = reader.settings.business();
  const number = row.fromNumber;
  const delayed = Math.max(now, missedAt + line.textDelaySeconds * 1000);
  return {
    isTest: isSilentTest(row),
    outcome,
    waitedMs,
    missedAt,
    caller: describeCaller(reader, row, settings, business, now),
    blocked: block === undefined ? null : { at: block.blockedAt, why: block.note },
    line: {
      enabled: line.enabled,
      minRingMs: line.minRingSeconds * 1000,
      textExpiryMs: line.textExpirySeconds * 1000,
      textDelayMs: line.textDelaySeconds * 1000,
      coolDownMs: line.coolDownSeconds * 1000,
      countries: line.countries?.split(',') ?? ownCountries(line, business),
      sender: line.sender ?? line.number,
      text,
    },
    tag: leadId === null ? null : neverTextTag(reader, leadId, settings),
    history: {
      pausedUntil: leadId === null ? null : (reader.leads.byId(leadId)?.pausedUntil ?? null),
      lastText: lastText(reader, call, now),
      resolvedBy: number === null ? null : laterTalk(reader, number, row.arrivedAt),
    },
    // A test is the business's own doing, and may be made again at once.
    caps: number === null || row.isTest ? [] : capUses(reader, number, settings, now),
    quietUntil:
      number === null ? null : quietUntil(number, delayed, settings, line.timeZone ?? business.timeZone),
    balance: reader.credits.balance(),
    cost: creditCost(text, settings.charge),
    now,
  };
}

function describeCaller(
  reader: Reader,
  row: CallRow,
  settings: BusinessSettings,
  business: Business,
  now: Millis,
): Caller {
  const phone = parsePhone(row.fromRaw, business.country);
  if (phone.kind === 'withheld') return { kind: 'withheld' };
  const own = ownNumber(reader, row.fromNumber ?? row.fromRaw, settings);
  if (phone.kind !== 'number') return { kind: 'not-textable', why: NO_NUMBER[phone.kind], own };
  const { e164, country, type } = phone;
  if (!isTextable(phone)) return { kind: 'not-textable', why: NEVER_TEXTED[type] ?? `a ${type} number`, own };
  const refusal = reader.refusedNumbers.since(e164, now - REFUSAL_COUNTS_MS);
  return {
    kind: 'number',
    e164,
    country,
    own,
    refused: refusal === undefined ? null : { at: refusal.refusedAt, why: refusal.why },
    optedOut: reader.consents.current(e164)?.state === 'opted-out',
    underReview: reader.consents.reviewOf(e164) !== undefined,
  };
}

const NEVER_TEXTED: { readonly [type: string]: string } = {
  fixed: 'a landline',
  premium: 'a premium-rate number',
  other: 'a special number',
};

const NO_NUMBER = {
  emergency: 'an emergency number',
  'short-code': 'a short number',
  unreadable: 'not a phone number',
} as const;

function ownNumber(reader: Reader, number: string, settings: BusinessSettings): OwnNumber | null {
  if (reader.lines.byNumber(number) !== undefined) return 'line';
  return settings['internal-numbers'].includes(number) ? 'internal' : null;
}

function ownCountries({ number }: LineRow, { country }: Business): readonly string[] {
  const phone = parsePhone(number, country);
  return homeCountries(phone.kind === 'number' ? (phone.country ?? country) : country);
}

function neverTextTag(reader: Reader, leadId: number, settings: BusinessSettings): string | null {
  const tags = reader.tags.of(leadId);
  return tags.find((tag) => settings['never-text-tags'].includes(tag)) ?? null;
}

function lastText(reader: Reader, { row, leadId, line }: MissedCall, now: Millis) {
  if (leadId === null || row.isTest || line.coolDownSeconds === 0) return null;
  const at = reader.textBacks.latestAt(leadId, line.id, now - line.coolDownSeconds * 1000, now);
  return at === null ? null : { at, isAnswered: reader.textBacks.isRepliedTo(leadId, at, now) };
}

/** A call back may have been dialled shortly before the call that it comes across. */
const DIALLED_BEFORE_MS: Millis = 3_600_000;

function laterTalk(reader: Reader, number: string, after: Millis) {
  const callId = reader.textBacks.laterAnswered(number, after);
  if (callId !== null) return { kind: 'call', id: callId } as const;
  const id = reader.outboundCalls.connectedAfter(number, after, after - DIALLED_BEFORE_MS);
  return id === null ? null : ({ kind: 'call-back', id } as const);
}

function quietUntil(number: string, at: Millis, settings: BusinessSettings, timeZone: string): Millis | null {
  const ends = afterQuietHours(number, at, settings['text-back-quiet-hours'], timeZone);
  return ends === at ? null : ends;
}
