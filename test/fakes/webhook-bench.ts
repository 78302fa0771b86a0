import { z } from 'zod';
import type { Millis } from '../../src/core/clock.ts';
import type { EventKind } from '../../src/core/webhook-event.ts';
import { Event } from '../../src/http/api/shapes/events.ts';
import { createWebhookSender } from '../../src/notifiers/webhook-sender.ts';
import { deliverNext } from '../../src/services/deliver-webhooks.ts';
import { listEvents } from '../../src/services/list-events.ts';
import { addWebhook } from '../../src/services/webhook-endpoints.ts';
import { openServiceBench } from './service-bench.ts';

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** A program that is sent nothing, because nobody delivers. */
export const ELSEWHERE = 'https://crm.acme.example/';
/** For a receiver in this process, which a busy machine may hold up. */
const DEADLINE_MS = 10_000;

/**
 * The services, with programs that follow, and what sends them events.
 * @param deadlineMs less, where the receiver is to hang
 */
export function openWebhookBench(path?: string, deadlineMs: Millis = DEADLINE_MS) {
  const bench = openServiceBench(path);
  const { store, clock } = bench;
  const sender = createWebhookSender(clock, deadlineMs);
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

/** The same with credits, and a program that follows everything. */
export function openFollowed() {
  const bench = openWebhookBench();
  bench.topUp(10);
  bench.follow(ELSEWHERE);
  return {
    ...bench,
    kinds: (): EventKind[] => bench.events().map(({ kind }) => kind),
    /** Every event as programs get it, held to the shape that the document gives it. */
    json() {
      const listed = listEvents(bench.store, { limit: 1_000 });
      if (listed.kind !== 'events') throw new Error(listed.problem);
      return z.array(Event).parse(listed.events);
    },
  };
}
