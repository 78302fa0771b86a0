import type { Clock, Millis } from '../core/clock.ts';
import { explainLeg } from '../core/explain-leg.ts';
import type { MessageState } from '../core/message-state.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow, LegRow } from '../store/queries/calls.ts';
import type { MessageRow } from '../store/queries/messages.ts';

const LOOK_EVERY_MS: Millis = 200;

/** What waiting needs. */
export interface Watching {
  readonly store: Store;
  readonly clock: Clock;
  /** Aborted when the person has seen enough. */
  readonly signal: AbortSignal;
  /** Told what happens as it happens, in words. */
  readonly onProgress: (words: string) => void;
}

/** Looks until something is found, time is up (null) or it is interrupted (null). */
export async function lookUntil<T>(
  { clock, signal }: Pick<Watching, 'clock' | 'signal'>,
  withinMs: Millis,
  look: () => T | null,
): Promise<T | null> {
  const deadline = clock.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== null || signal.aborted || clock.now() >= deadline) return found;
    await pause(clock, LOOK_EVERY_MS, signal);
  }
}

/** Waits so long, or until it is interrupted. */
export function pause(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.setTimer(clock.now() + ms, done);
    signal.addEventListener('abort', done);
  });
}

/** Follows the call that came in on a channel until it has its outcome, telling of every phone. */
export async function watchToOutcome(
  watching: Watching,
  channelId: string,
  withinMs: Millis,
): Promise<CallRow | null> {
  const told = new Map<string, LegRow['state']>();
  return await lookUntil(watching, withinMs, () => {
    const { store, onProgress } = watching;
    const seen = store.read((reader) => {
      const row = reader.calls.byCaller(channelId);
      return row === undefined ? null : { row, legs: reader.calls.legsOf(row.id) };
    });
    for (const leg of seen?.legs ?? []) {
      if (told.get(leg.channelId) === leg.state) continue;
      told.set(leg.channelId, leg.state);
      if (leg.state !== 'dialing' && leg.state !== 'ended') onProgress(`${leg.label}: ${explainLeg(leg)}`);
    }
    return seen?.row.outcome == null ? null : seen.row;
  });
}

/** States in which a text needs no further look. */
const SETTLED: ReadonlySet<MessageState> = new Set([
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'cancelled',
]);

/** Until a carrier has a text, and from then until its receipt. */
const SENT_WITHIN_MS: Millis = 30_000;
const RECEIPT_WITHIN_MS: Millis = 15_000;

/** Follows a text until its fate is known, or for as long as somebody may wait. As it stands then. */
export async function watchText(watching: Watching, messageId: number): Promise<MessageRow> {
  const { store, clock, onProgress } = watching;
  const isOver = ({ state }: MessageRow) => SETTLED.has(state);
  let told: MessageState | null = null;
  const look = () => {
    const message = store.read((reader) => reader.messages.byId(messageId));
    if (message === undefined) throw new Error(`message ${messageId} is gone`);
    if (message.state !== told) onProgress(`text: ${message.state}`);
    told = message.state;
    return message;
  };
  const until = (withinMs: Millis, isEnough: (message: MessageRow) => boolean) =>
    lookUntil(watching, withinMs, () => {
      const message = look();
      return isEnough(message) ? message : null;
    });
  const isDelayed = ({ notBefore }: MessageRow) => (notBefore ?? 0) > clock.now() + SENT_WITHIN_MS;
  await until(SENT_WITHIN_MS, (message) => message.state === 'sent' || isOver(message) || isDelayed(message));
  if (look().state === 'sent') await until(RECEIPT_WITHIN_MS, isOver);
  return look();
}
