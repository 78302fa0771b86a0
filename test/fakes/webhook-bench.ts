import { createWebhookSender } from '../../src/notifiers/webhook-sender.ts';
import { deliverNext } from '../../src/services/deliver-webhooks.ts';
import { addWebhook } from '../../src/services/webhook-endpoints.ts';
import { openServiceBench } from './service-bench.ts';

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** A receiver that hangs need not be waited for in earnest. */
const DEADLINE_MS = 500;

/** The services, with programs that follow, and what sends them events. */
export function openWebhookBench(path?: string) {
  const bench = openServiceBench(path);
  const { store, clock } = bench;
  const sender = createWebhookSender(clock, DEADLINE_MS);
  const parts = { store, sender, clock, random: () => 1 };
  return {
    ...bench,
    parts,
    /** Adds a webhook. Returns its id. */
    follow(url: string, name = 'CRM', kinds: readonly string[] | null = null, secret = SECRET): number {
      const added = addWebhook(store, { name, url, kinds, secret, dryRun: false }, 'cli:test', clock.now());
      if (added.kind !== 'done') throw new Error(added.problem);
      return added.webhook.id;
    },
    endpoint(name = 'CRM') {
      const row = store.read((reader) => reader.webhooks.byName(name));
      if (row === undefined) throw new Error(`there is no webhook ${name}`);
      return row;
    },
    deliveries: (name = 'CRM') =>
      store.read((reader) => {
        const row = reader.webhooks.byName(name);
        return row === undefined ? [] : reader.webhooks.latest(row.id, 1_000);
      }),
    /** Every event that is kept, in order. */
    events: () => store.read((reader) => reader.events.after(0, 10_000)),
    /** Sends one endpoint all that it may be sent now. */
    async deliver(id: number): Promise<void> {
      while (await deliverNext(parts, id, () => false));
    },
  };
}
