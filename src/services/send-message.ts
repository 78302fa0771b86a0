import { backoffMs } from '../core/backoff.ts';
import type { Clock, Millis } from '../core/clock.ts';
import { nextTryAt } from '../core/gateway-choice.ts';
import type { AttemptResult } from '../core/message-state.ts';
import type { Gateway, SubmitRequest, SubmitResult } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { PartRow } from '../store/queries/messages.ts';
import { announceAttempt, type ClaimedMessage, startAttempt } from './claim-messages.ts';
import { cutMessage } from './cut-message.ts';
import type { GatewayRoster } from './gateway-roster.ts';
import { type FinishedAttempt, recordAcceptedPart } from './settle-attempt.ts';

export interface SendParts {
  readonly store: Store;
  readonly roster: GatewayRoster;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const RETRY = { baseMs: 1_000, capMs: 60_000 };
/** SMPP 3.4 §5.3.2.17: 16 bits. */
const REFERENCES = 65_536;

/**
 * One attempt at a text: its segments in order, until one is not accepted. What it resolves with is to be kept by
 * `settleAttempt`; null where it was called off at the last look. Never rejects: what fails here, in a gateway or
 * in the database, is a result as well.
 */
export async function sendMessage(
  claimed: ClaimedMessage,
  { store, roster, clock, random }: SendParts,
): Promise<FinishedAttempt | null> {
  const { message, gatewaySince } = claimed;
  const gateway = roster.byName(claimed.gateway);
  if (gateway === undefined) throw new Error(`no gateway is called ${claimed.gateway}`);
  const start = lastLook(store, claimed, clock);
  const { submitted, accepted } = await submitParts(store, gateway, claimed, start.look);
  if (start.state === 'called-off') return null;
  const now = clock.now();
  const retryMs = backoffMs(message.attempts, random(), RETRY);
  const result = attemptResult(start.refused ?? submitted, now, retryMs);
  const isBound = result.kind === 'unknown' || accepted.length > 0 || message.boundTo !== null;
  const tried = { boundTo: isBound ? gateway.name : null, gateway: gateway.name, gatewaySince };
  const line = store.read((reader) => reader.lines.byId(message.lineId ?? 0));
  return {
    message,
    gateway: gateway.name,
    gatewaySince,
    isAnnounced: start.isAnnounced,
    begunAt: start.begunAt,
    accepted,
    result:
      result.kind === 'retryable'
        ? { ...result, retryAt: nextTryAt(tried, roster.standings(line), result.retryAt, now) }
        : result,
  };
}

/** Looks once, right before the first octet leaves; the segments after the first need no second look. */
function lastLook(store: Store, claimed: ClaimedMessage, clock: Clock) {
  const start: {
    state: 'not-begun' | 'begun' | 'called-off';
    isAnnounced: boolean;
    /** What the database said where it could not keep that the text is about to leave, so that it did not. */
    refused: SubmitResult | null;
    begunAt: Millis | null;
    look(): Promise<boolean>;
  } = {
    state: 'not-begun',
    isAnnounced: false,
    refused: null,
    begunAt: null,
    async look() {
      if (start.state !== 'not-begun') return start.state === 'begun';
      try {
        const now = clock.now();
        start.isAnnounced = await store.together((tx) => announceAttempt(tx, claimed, store.bootId, now));
        start.state = start.isAnnounced && startAttempt(store, claimed) ? 'begun' : 'called-off';
        if (start.state === 'begun') start.begunAt = clock.now();
      } catch (error) {
        start.refused = { kind: 'retryable', why: `the database refused: ${String(error)}` };
        return false;
      }
      return start.state === 'begun';
    },
  };
  return start;
}

async function submitParts(
  store: Store,
  gateway: Gateway,
  claimed: ClaimedMessage,
  beforeWrite: () => Promise<boolean>,
): Promise<{ readonly submitted: SubmitResult; readonly accepted: FinishedAttempt['accepted'] }> {
  const accepted: { readonly index: number; readonly carrierId: string }[] = [];
  let isWritten = false;
  try {
    const { encoding, parts } = cutMessage(store, gateway, claimed);
    for (const part of parts) {
      if (part.state !== 'pending') continue;
      isWritten = false;
      const submitted = await gateway.submit(requestOf(claimed, parts, part, encoding), async () => {
        isWritten = await beforeWrite();
        return isWritten;
      });
      isWritten = false;
      if (submitted.kind !== 'accepted') return { submitted, accepted };
      accepted.push({ index: part.index, carrierId: submitted.id });
      // The last is kept together with what it makes of the message.
      if (part !== parts.at(-1)) recordAcceptedPart(store, part, gateway.name, submitted.id);
    }
    return { submitted: { kind: 'accepted', id: '' }, accepted };
  } catch (error) {
    const why = `textback failed to send it: ${error instanceof Error ? error.message : String(error)}`;
    return { submitted: { kind: isWritten ? 'unknown' : 'retryable', why }, accepted };
  }
}

function requestOf(
  { message }: ClaimedMessage,
  parts: readonly PartRow[],
  part: PartRow,
  encoding: SubmitRequest['encoding'],
): SubmitRequest {
  return {
    from: message.fromNumber,
    to: message.toNumber,
    text: part.text,
    encoding,
    part:
      parts.length === 1
        ? null
        : { reference: message.partReference, index: part.index + 1, total: parts.length },
    reference: message.id % REFERENCES,
    expiresAt: message.expiresAt,
  };
}

function attemptResult(submitted: SubmitResult, now: Millis, retryMs: Millis): AttemptResult {
  switch (submitted.kind) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'rejected':
      return submitted;
    case 'retryable':
      return { ...submitted, retryAt: now + (submitted.afterMs ?? retryMs) };
    case 'unknown':
      return { ...submitted, retryAt: now + retryMs };
  }
}
