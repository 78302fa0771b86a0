// The sending half of the daemon as a process of its own: queues texts by the service, sends them, keeps their receipts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carrierEvents } from '../../../src/app/carrier.ts';
import { createSmppGateway } from '../../../src/gateways/smpp-gateway.ts';
import { createLog } from '../../../src/log.ts';
import { createOutboxLoop } from '../../../src/loops/outbox.ts';
import { addLine } from '../../../src/services/add-line.ts';
import { queueMessage } from '../../../src/services/queue-message.ts';
import { topUpCredits } from '../../../src/services/top-up-credits.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { systemClock } from '../../../src/system-clock.ts';
import { runWhenTold } from './run-when-told.ts';
import { BODY, CALLERS, recipient, SENDER } from './sms-round.ts';

const BUSINESS = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' } as const;
const USEFUL_FOR_MS = 900_000;

/** A line, credits, and a lead for each recipient; returns the leads' ids in order. */
function furnish(store: Store, texts: number): readonly number[] {
  const now = Date.now();
  const line = { number: SENDER, settings: { forward: 'PJSIP/phone' }, dryRun: false };
  const added = addLine(store, line, BUSINESS, 'bench', now);
  if (added.kind !== 'added') throw new Error(`the line: ${added.problem}`);
  topUpCredits(store, { amount: texts, key: 'bench', note: '', dryRun: false }, 'bench', now);
  return store.transact('promised', (tx) =>
    Array.from({ length: texts }, (_, n) => {
      const lead = { number: recipient(n), name: '', source: 'text' } as const;
      return tx.leads.findOrAdd(lead, 1, now).lead.id;
    }),
  );
}

/** Resolves once the text is in the outbox, on disk, and paid for. */
async function queue(store: Store, leadId: number, to: string): Promise<void> {
  const now = Date.now();
  const message = { kind: 'reply', lineId: 1, callId: null, from: SENDER, text: BODY } as const;
  await store.together((tx) => {
    const whole = { ...message, leadId, to, notBefore: now, expiresAt: now + USEFUL_FOR_MS };
    const queued = queueMessage(tx, whole, now);
    if (queued.kind !== 'queued') throw new Error(`a text was refused: ${queued.why}`);
  });
}

await runWhenTold(async ({ smppPort, window, texts }) => {
  const folder = mkdtempSync(join(tmpdir(), 'textback-bench-sms-'));
  const store = openStore(join(folder, 'textback.db'));
  const leads = furnish(store, texts);
  const parts = {
    clock: systemClock,
    log: createLog({ level: 'info', redact: true }),
    random: Math.random,
  };
  const carrier = {
    name: 'carrier',
    host: '127.0.0.1',
    port: smppPort,
    systemId: 'acme',
    password: 'secret',
  };
  const gateway = createSmppGateway({ ...carrier, window }, parts);
  const routes = [{ gateway, failoverAfterMs: 10_000 }];
  const tell = () => {};
  const outbox = createOutboxLoop({ ...parts, tell, store, routes });
  const { promise: up, resolve: isUp } = Promise.withResolvers<void>();
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  let receipts = 0;
  const events = carrierEvents(store, gateway, BUSINESS, { onQueued: outbox.wake, tell }, parts);
  outbox.start();
  gateway.start({
    ...events,
    async onReceipt(receipt) {
      await events.onReceipt(receipt);
      receipts += 1;
      if (receipts === texts) isOver();
    },
    onLink(state) {
      if (state === 'up') isUp();
      outbox.wake();
    },
  });
  await up;
  return {
    async run() {
      const waiting = leads.entries();
      const caller = async () => {
        for (const [n, leadId] of waiting) {
          await queue(store, leadId, recipient(n));
          outbox.wake();
        }
      };
      await Promise.all([over, ...Array.from({ length: CALLERS }, caller)]);
    },
    async stop() {
      await outbox.stop();
      await gateway.stop(1_000);
      const waiting = store.read((reader) => reader.outbox.depth(texts));
      store.close();
      rmSync(folder, { recursive: true });
      if (waiting > 0) throw new Error(`${waiting} of ${texts} texts are still in the outbox`);
    },
  };
});
