import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { type KeptText, recipientOf, senderOf, wordsOf } from '../core/sip-text.ts';
import type { GatewayListeners } from './gateway.ts';
import type { SipTexts } from './sip-texts.ts';

/** How often we look in case no event told us: an AMI user without `read=user` hears none. */
const LOOK_EVERY_MS: Millis = 5_000;

/** Takes texts out of AstDB: each is stored, and only then forgotten there. */
export interface SipInbox {
  start(): void;
  /** Something has been kept. */
  look(): void;
  /** Asterisk is back, perhaps with another AstDB. */
  reconnected(): void;
  /** Begins nothing more; resolves when what is being stored is done, or `graceMs` have passed. */
  stop(graceMs: Millis): Promise<void>;
}

export function createSipInbox(
  texts: SipTexts,
  listeners: Pick<GatewayListeners, 'onInbound'>,
  didHeader: string | null,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): SipInbox {
  let running = false;
  let drain: Promise<void> | null = null;
  let again = false;
  let headerTold = false;
  let cancelTimer = () => {};

  /** One drain at a time; what comes meanwhile makes for one more. */
  function look(): void {
    again = true;
    if (!running || drain !== null) return;
    cancelTimer();
    drain = drainAll().finally(() => {
      drain = null;
      if (!running) return;
      if (again) look();
      else cancelTimer = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
    });
  }

  async function drainAll(): Promise<void> {
    again = false;
    try {
      if (!headerTold) {
        await texts.keepHeader(didHeader);
        headerTold = true;
      }
      for (const kept of await texts.listKept()) {
        if (!running) return;
        if (store(kept)) await texts.forget(kept.key);
      }
    } catch (error) {
      // The link is down, as its owner says; what is kept stays kept, and comes no second time into the store.
      log.debug({ err: error }, 'the texts that Asterisk keeps could not be taken out');
    }
  }

  /** One that cannot be stored holds up no other, and is tried again. */
  function store(kept: KeptText): boolean {
    try {
      listeners.onInbound({
        from: senderOf(kept),
        to: recipientOf(kept),
        text: wordsOf(kept),
        part: null,
        dedupeKey: `sip:${kept.key}`,
        receivedAt: kept.keptAt,
      });
      return true;
    } catch (error) {
      log.error({ err: error, key: kept.key }, 'a text that came in could not be stored; trying again');
      return false;
    }
  }

  return {
    start() {
      running = true;
      look();
    },
    look,
    reconnected() {
      headerTold = false;
      look();
    },
    async stop(graceMs) {
      running = false;
      cancelTimer();
      if (drain === null) return;
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const cancel = clock.setTimer(clock.now() + graceMs, resolve);
      await Promise.race([drain, over]);
      cancel();
    },
  };
}
