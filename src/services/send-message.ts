import { backoffMs } from '../core/backoff.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { AttemptResult } from '../core/message-state.ts';
import type { Gateway, SubmitResult } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { ClaimedMessage } from './claim-messages.ts';
import { cutMessage } from './cut-message.ts';
import { recordAcceptedPart, settleAttempt } from './settle-attempt.ts';

export interface SendParts {
  readonly store: Store;
  readonly gateway: Gateway;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const RETRY = { baseMs: 1_000, capMs: 60_000 };
/** SMPP 3.4 §5.3.2.17: 16 bits. */
const REFERENCES = 65_536;

export interface SentMessage {
  readonly result: AttemptResult;
  readonly tookMs: Millis;
}

/**
 * One attempt at a claimed message: its segments in order, each kept as soon as the carrier has it, until
 * one is not accepted. Never rejects for what a carrier does.
 */
export async function sendMessage(claimed: ClaimedMessage, shell: SendParts): Promise<SentMessage> {
  const { store, gateway, clock, random } = shell;
  const started = clock.now();
  const { message } = claimed;
  const { encoding, parts } = cutMessage(store, gateway, claimed);
  let result: AttemptResult = { kind: 'accepted' };
  for (const part of parts) {
    if (part.state !== 'pending') continue;
    const submitted = await gateway.submit({
      from: message.fromNumber,
      to: message.toNumber,
      text: part.text,
      encoding,
      part:
        parts.length === 1
          ? null
          : { reference: message.id % 256, index: part.index + 1, total: parts.length },
      reference: message.id % REFERENCES,
      expiresAt: message.expiresAt,
    });
    if (submitted.kind === 'accepted') {
      recordAcceptedPart(store, part, gateway.name, submitted.id);
      continue;
    }
    result = attemptResult(submitted, clock.now(), backoffMs(message.attempts - 1, random(), RETRY));
    break;
  }
  settleAttempt(store, message.id, result, clock.now());
  return { result, tookMs: clock.now() - started };
}

function attemptResult(
  submitted: Exclude<SubmitResult, { kind: 'accepted' }>,
  now: Millis,
  retryMs: Millis,
): AttemptResult {
  switch (submitted.kind) {
    case 'rejected':
      return submitted;
    case 'retryable':
      return { ...submitted, retryAt: now + (submitted.afterMs ?? retryMs) };
    case 'unknown':
      return { ...submitted, retryAt: now + retryMs };
  }
}
