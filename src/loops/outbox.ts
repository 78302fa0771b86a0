import type { Clock, Millis } from '../core/clock.ts';
import type { Happening, Tell } from '../core/happening.ts';
import type { Pulse } from '../core/liveness.ts';
import type { Log } from '../core/log.ts';
import { type ClaimedMessage, claimMessages, expireMessages } from '../services/claim-messages.ts';
import { createGatewayRoster, type GatewayRoute } from '../services/gateway-roster.ts';
import { sendMessage } from '../services/send-message.ts';
import { type FinishedAttempt, recoverAbandoned, settleAttempt } from '../services/settle-attempt.ts';
import type { Store } from '../store/open-store.ts';

/** Messages under way at once; the gateways' own windows bound what is on the wire. */
const MAX_UNDER_WAY = 50;
/** How often we look whether another process, such as the CLI, has put something in the outbox unnoticed. */
const LOOK_EVERY_MS = 250;
/** The file changes before its commit shows: by the time that the disk takes. So we look closely for a while. */
const LOOK_CLOSELY = { everyMs: 10, forMs: 200 };
/** After the database refused us; and how often we look again at what is due and cannot go yet. */
const LOOK_AGAIN_MS = 1_000;

/** Sends what is in the outbox, as soon as it is due. */
export interface OutboxLoop {
  start(): void;
  /** Something was queued, or a gateway is back: look now. */
  wake(): void;
  /** Takes nothing more; resolves when what is under way is settled. */
  stop(): Promise<void>;
  /** When it last found out what is due, and since when texts are on their way without one getting anywhere. */
  signs(): Pick<Pulse, 'outboxAt' | 'textsHeldSince'>;
}

export interface OutboxParts {
  readonly store: Store;
  /** In order of preference. */
  readonly routes: readonly GatewayRoute[];
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly tell: Tell;
}

export function createOutboxLoop(parts: OutboxParts): OutboxLoop {
  const { store, clock, log, tell } = parts;
  const roster = createGatewayRoster(parts.routes, clock);
  /** Recipients to whom something is under way, or whose last attempt is still to be kept. */
  const busy = new Set<string>();
  const tasks = new Set<Promise<void>>();
  const rests = new Set<() => void>();
  let underWay = 0;
  let running = false;
  let isPumpDue = false;
  let cancelTimer = () => {};
  let cancelLook = () => {};
  let cancelWatch = () => {};
  let seenVersion = -1;
  let closelyUntil = 0;
  let lookedAt = clock.now();
  let isReadable = true;
  let heldSince: Millis | null = null;

  function pump(): void {
    cancelTimer();
    if (!running) return;
    let wait: number | null = null;
    try {
      const expired = expireMessages(store, clock.now());
      if (expired > 0) tell({ type: 'texts-expired', count: expired });
      takeDue();
      wait = untilNext();
      isReadable = true;
      lookedAt = clock.now();
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be read; trying again');
      wait = LOOK_AGAIN_MS;
      isReadable = false;
    }
    // Where every place is taken, whoever frees one pumps again.
    if (wait !== null && underWay < MAX_UNDER_WAY) cancelTimer = clock.setTimer(clock.now() + wait, pump);
  }

  /** Once for all that ends, or is queued, in this turn of the event loop. */
  function pumpSoon(): void {
    if (isPumpDue) return;
    isPumpDue = true;
    setImmediate(() => {
      isPumpDue = false;
      pump();
    });
  }

  /** What is due and still there waits for a gateway, or for an earlier text. */
  function untilNext(): number | null {
    const now = clock.now();
    return store.read(({ outbox }) => {
      const nextAt = outbox.nextDueAt(now);
      const waits = [
        ...(nextAt === null ? [] : [nextAt - now]),
        ...(outbox.isAnyDue(now) ? [LOOK_AGAIN_MS] : []),
      ];
      return waits.length === 0 ? null : Math.min(...waits);
    });
  }

  function takeDue(): void {
    const free = MAX_UNDER_WAY - underWay;
    if (free <= 0) return;
    for (const claimed of claimMessages(store, roster, [...busy], free, clock.now())) {
      const task: Promise<void> = send(claimed).finally(() => {
        tasks.delete(task);
        pumpSoon();
      });
      tasks.add(task);
    }
  }

  async function send(claimed: ClaimedMessage): Promise<void> {
    const { id, toNumber } = claimed.message;
    const startedAt = clock.now();
    busy.add(toNumber);
    if (underWay === 0) heldSince = startedAt;
    underWay += 1;
    try {
      const attempt = await sendMessage(claimed, { ...parts, roster }).finally(() => {
        underWay -= 1;
        heldSince = underWay === 0 ? null : clock.now();
      });
      tell(triedText(claimed, attempt));
      if (attempt === null) return;
      const { gateway, result } = attempt;
      if (result.kind === 'accepted')
        log.info({ message: id, gateway, tookMs: clock.now() - startedAt }, 'the carrier has the text');
      else
        log.warn({ message: id, gateway, result: result.kind, why: result.why }, 'the text did not go out');
      await keep(attempt);
    } catch (error) {
      log.error({ err: error, message: id }, 'a text could not be tried');
    } finally {
      busy.delete(toNumber);
    }
  }

  /** Until it is kept, the recipient gets nothing else; everybody else does. */
  async function keep(attempt: FinishedAttempt): Promise<void> {
    for (;;) {
      try {
        await store.together((tx) => settleAttempt(tx, attempt, clock.now()));
        return;
      } catch (error) {
        const fields = { err: error, message: attempt.message.id };
        if (!running) {
          // It stays marked as being sent: the next start treats it as one whose fate is unknown.
          log.error(fields, 'the fate of a text could not be kept before the stop');
          return;
        }
        log.error(fields, 'the fate of a text could not be kept; trying again');
      }
      pump();
      await rest();
    }
  }

  /** Ends early at a stop. */
  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        rests.delete(end);
        resolve();
      };
      const cancel = clock.setTimer(clock.now() + LOOK_AGAIN_MS, done);
      const end = () => {
        cancel();
        done();
      };
      rests.add(end);
    });
  }

  /** Another process's commit shows in the database's version, which costs next to nothing to ask. */
  function look(): void {
    if (!running) return;
    const version = store.dataVersion();
    if (isReadable) lookedAt = clock.now();
    if (version === seenVersion) return;
    seenVersion = version;
    pump();
  }

  function lookRegularly(): void {
    look();
    const everyMs = clock.now() < closelyUntil ? LOOK_CLOSELY.everyMs : LOOK_EVERY_MS;
    cancelLook = clock.setTimer(clock.now() + everyMs, lookRegularly);
  }

  function onWrite(): void {
    if (!running) return;
    const wasClose = clock.now() < closelyUntil;
    closelyUntil = clock.now() + LOOK_CLOSELY.forMs;
    if (wasClose) return;
    cancelLook();
    lookRegularly();
  }

  return {
    start() {
      running = true;
      seenVersion = -1;
      const abandoned = recoverAbandoned(store, clock.now());
      if (abandoned > 0)
        log.warn(
          { messages: abandoned },
          'texts were being sent when textback last stopped; each is tried once more',
        );
      cancelWatch = store.watch(onWrite);
      lookRegularly();
    },
    wake: pumpSoon,
    signs: () => ({ outboxAt: lookedAt, textsHeldSince: heldSince }),
    async stop() {
      running = false;
      cancelTimer();
      cancelLook();
      cancelWatch();
      for (const end of [...rests]) end();
      await Promise.allSettled(tasks);
    },
  };
}

function triedText({ message, gateway }: ClaimedMessage, attempt: FinishedAttempt | null): Happening {
  const { kind, attempts, notBefore } = message;
  const begunAt = attempt?.begunAt ?? null;
  const isFirst = kind === 'text-back' && attempts === 0;
  return {
    type: 'text-tried',
    gateway,
    result: attempt?.result.kind ?? 'called-off',
    afterMissMs: isFirst && begunAt !== null && notBefore !== null ? begunAt - notBefore : null,
  };
}
