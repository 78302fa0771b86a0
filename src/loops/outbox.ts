import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { type ClaimedMessage, claimMessages, expireMessages } from '../services/claim-messages.ts';
import { type SendParts, sendMessage } from '../services/send-message.ts';
import { recoverAbandoned } from '../services/settle-attempt.ts';

/** Messages under way at once; the gateway's own window bounds what is on the wire. */
const MAX_UNDER_WAY = 50;
/** How often we look whether another process, such as the CLI, has put something in the outbox. */
const LOOK_EVERY_MS = 250;
/** After the database refused us. */
const AFTER_ERROR_MS = 1_000;

/** Sends what is in the outbox, as soon as it is due. */
export interface OutboxLoop {
  start(): void;
  /** Something was queued, or the gateway is back: look now. */
  wake(): void;
  /** Takes nothing more; resolves when what is under way is settled. */
  stop(): Promise<void>;
}

export function createOutboxLoop(
  parts: SendParts & { readonly clock: Clock; readonly log: Log },
): OutboxLoop {
  const { store, gateway, clock, log } = parts;
  const underWay = new Set<Promise<void>>();
  let running = false;
  let cancelTimer = () => {};
  let cancelLook = () => {};
  let seenVersion = -1;

  function pump(): void {
    cancelTimer();
    if (!running) return;
    let wait: number | null = null;
    try {
      if (gateway.state === 'up') takeDue();
      else expireMessages(store, MAX_UNDER_WAY, clock.now());
      const nextAt = store.read((reader) => reader.outbox.nextDueAt());
      wait =
        nextAt === null ? null : Math.max(nextAt - clock.now(), gateway.state === 'up' ? 0 : AFTER_ERROR_MS);
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be read; trying again');
      wait = AFTER_ERROR_MS;
    }
    // Where every place is taken, whoever frees one pumps again.
    if (wait !== null && underWay.size < MAX_UNDER_WAY)
      cancelTimer = clock.setTimer(clock.now() + wait, pump);
  }

  function takeDue(): void {
    const free = MAX_UNDER_WAY - underWay.size;
    if (free <= 0) return;
    for (const claimed of claimMessages(store, free, clock.now())) {
      const sending: Promise<void> = send(claimed).finally(() => {
        underWay.delete(sending);
        pump();
      });
      underWay.add(sending);
    }
  }

  async function send(claimed: ClaimedMessage): Promise<void> {
    const { id } = claimed.message;
    try {
      const { result, tookMs } = await sendMessage(claimed, parts);
      if (result.kind === 'accepted') log.info({ message: id, tookMs }, 'the carrier has the text');
      else log.warn({ message: id, result: result.kind, why: result.why }, 'the text did not go out');
    } catch (error) {
      // It stays marked as being sent: the next start treats it as one whose fate is unknown.
      log.error({ err: error, message: id }, 'the fate of a text could not be kept');
    }
  }

  /** Another process's commit shows in the database's version, which costs next to nothing to ask. */
  function look(): void {
    if (!running) return;
    const version = store.dataVersion();
    if (version !== seenVersion) {
      seenVersion = version;
      pump();
    }
    cancelLook = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
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
      look();
    },
    wake: pump,
    async stop() {
      running = false;
      cancelTimer();
      cancelLook();
      await Promise.allSettled(underWay);
    },
  };
}
