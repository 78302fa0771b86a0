import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { HeldText } from '../store/queries/caps.ts';
import type { Writer } from '../store/queries.ts';
import { noteOnHeld } from './note-on-held.ts';
import { queueMessage } from './queue-message.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** In one transaction; whoever has more to release says so again. */
const AT_ONCE = 1_000;

export interface HeldRelease {
  /** Which calls' texts; null for all. */
  readonly calls: readonly number[] | null;
  readonly action: 'send' | 'drop';
  readonly dryRun: boolean;
}

export interface ReleasedText {
  readonly callId: number;
  readonly to: string;
  /** `expired`: its time was over. `refused`: it may not be sent, `why` says why. `kept`: still held. */
  readonly result: 'sent' | 'dropped' | 'expired' | 'refused' | 'kept';
  /** For people; `''` where the result says it all. */
  readonly why: string;
}

/**
 * Sends or drops text-backs that a cap holds, oldest first. Sending passes the caps, for a person wants it, but
 * neither an opt-out nor an empty balance; and it takes no room under the caps from the next caller.
 */
export function releaseHeld(
  store: Store,
  request: HeldRelease,
  actor: string,
  now: Millis,
): { readonly kind: 'released'; readonly texts: readonly ReleasedText[] } | Rejection {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const chosen = choose(tx, request.calls);
    if ('problem' in chosen) return chosen;
    const texts = chosen.map((held) => release(tx, held, request.action, actor, now));
    if (texts.length > 0) {
      const released = texts.filter(({ result }) => result !== 'kept').map(({ callId }) => callId);
      tx.audit.record({
        at: now,
        actor,
        action: `${request.action} held texts`,
        subject: 'caps',
        before: null,
        after: released,
      });
    }
    return { kind: 'released', texts };
  });
}

function choose(tx: Writer, calls: readonly number[] | null): readonly HeldText[] | Rejection {
  if (calls === null) return tx.caps.held(AT_ONCE);
  const chosen: HeldText[] = [];
  for (const callId of new Set(calls)) {
    const [held] = tx.caps.held(1, callId - 1);
    if (held?.callId !== callId) {
      return {
        kind: 'not-found',
        problem: `No text is held for call ${callId}.`,
        remedy: 'See what is held with `textback caps list`.',
      };
    }
    chosen.push(held);
  }
  return chosen;
}

function release(
  tx: Writer,
  held: HeldText,
  action: 'send' | 'drop',
  actor: string,
  now: Millis,
): ReleasedText {
  const { callId, toNumber: to } = held;
  const end = (result: ReleasedText['result'], note: string, why = ''): ReleasedText => {
    tx.caps.letGo(callId);
    noteOnHeld(tx, callId, note);
    return { callId, to, result, why };
  };
  if (now >= held.expiresAt) return end('expired', 'not released in time');
  if (action === 'drop') return end('dropped', `dropped by ${actor}`);
  if (held.leadId === null) throw new Error(`the text held for call ${callId} has no lead`);
  const queued = queueMessage(
    tx,
    {
      kind: 'text-back',
      leadId: held.leadId,
      lineId: held.lineId,
      callId,
      from: held.fromNumber,
      to,
      text: held.body,
      notBefore: Math.max(now, held.notBefore),
      expiresAt: held.expiresAt,
    },
    now,
  );
  if (queued.kind === 'refused') {
    if (queued.why === 'no-credit') return { callId, to, result: 'kept', why: queued.why };
    return end('refused', `not sent: ${queued.why}`, queued.why);
  }
  const sent = end('sent', `released by ${actor}`);
  tx.calls.changeDecision(callId, { verdict: 'send', reason: null, messageId: queued.messageId });
  return sent;
}
