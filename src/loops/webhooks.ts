import type { Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { deliverNext, dueEndpoints, type WebhookParts } from '../services/deliver-webhooks.ts';

const LOOK_EVERY_MS: Millis = 1_000;

/** Sends events to where they are wanted: to each endpoint one after the other, and to all side by side. */
export function createWebhookLoop(parts: WebhookParts & { readonly log: Log }) {
  const { store, sender, clock, log } = parts;
  const underWay = new Map<number, Promise<void>>();
  let running = false;
  let cancel = () => {};

  function look(): void {
    if (!running) return;
    try {
      for (const id of dueEndpoints(store, clock.now())) if (!underWay.has(id)) begin(id);
    } catch (error) {
      log.error({ err: error }, 'webhooks could not be looked at; trying again');
    }
    cancel = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
  }

  function begin(id: number): void {
    underWay.set(
      id,
      deliver(id).finally(() => underWay.delete(id)),
    );
  }

  async function deliver(id: number): Promise<void> {
    try {
      while (running && (await deliverNext(parts, id, () => !running)));
    } catch (error) {
      log.error({ err: error, webhook: id }, 'events could not be sent; trying again');
    }
  }

  return {
    start() {
      running = true;
      look();
    },
    /** Begins nothing more, and breaks off what is on its way: it is sent again after the start. */
    async stop() {
      running = false;
      cancel();
      sender.close();
      await Promise.all(underWay.values());
    },
  };
}
