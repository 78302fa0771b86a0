import type { Outcome } from '../../src/core/call.ts';
import type { Country } from '../../src/core/phone.ts';
import { advanceCall } from '../../src/services/advance-call.ts';
import { claimMessages } from '../../src/services/claim-messages.ts';
import { receiveCall } from '../../src/services/receive-call.ts';
import { sendMessage } from '../../src/services/send-message.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { LineChange, LineRow } from '../../src/store/queries/lines.ts';
import type { MessageRow } from '../../src/store/queries/messages.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createScriptedGateway, type ScriptedGateway } from './scripted-gateway.ts';
import { openTemporaryStore, temporaryDatabasePath } from './temporary-store.ts';

export const LINE = '+12125550100';
export const CUSTOMER = '+12125550123';
const country: Country = 'US';
export const business = { name: 'Acme HVAC', country, timeZone: 'America/New_York' };

export interface ServiceBench {
  readonly path: string;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly gateway: ScriptedGateway;
  readonly line: LineRow;
  setLine(change: LineChange): void;
  topUp(credits: number): void;
  balance(): number;
  /** A call that rings for `waitSeconds` and is then missed, or abandoned. Returns its id. */
  missCall(
    from?: string,
    waitSeconds?: number,
    how?: Extract<Outcome, 'no-answer' | 'abandoned'>,
  ): Promise<number>;
  optOut(number: string): void;
  /** One round of the outbox: claims what is due and sends it. */
  sendDue(): Promise<void>;
  /** The only outgoing text, or that of a call. */
  message(callId?: number): MessageRow;
}

/** The services on a real database, with one line that rings one phone, ten credits and a fake carrier. */
export function openServiceBench(path: string = temporaryDatabasePath()): ServiceBench {
  const store = openTemporaryStore(path);
  const clock = createFakeClock();
  const gateway = createScriptedGateway();
  const line = store.transact('promised', (tx) => {
    const added = tx.lines.add({ number: LINE, name: 'Acme HVAC', createdAt: clock.now() });
    tx.lines.setSteps(added.id, [
      { ringSeconds: null, destinations: [{ kind: 'number', value: '+12125550199' }] },
    ]);
    return added;
  });
  let topUps = 0;
  let calls = 0;
  const bench: ServiceBench = {
    path,
    store,
    clock,
    gateway,
    line,
    setLine: (change) => store.transact('promised', (tx) => tx.lines.change(line.id, change)),
    topUp(credits) {
      const entry = { kind: 'top-up', delta: credits, messageId: null, note: '', actor: 'test' } as const;
      topUps += 1;
      store.transact('promised', (tx) =>
        tx.credits.add({ ...entry, key: `top-up:${topUps}`, at: clock.now() }),
      );
    },
    balance: () => store.read((reader) => reader.credits.balance()),
    async missCall(from = CUSTOMER, waitSeconds = 25, how = 'no-answer') {
      calls += 1;
      const channelId = `caller-${calls}`;
      const at = clock.now();
      const caller = { channelId, dialled: LINE, callerNumber: from, callerName: 'PAT SMITH' };
      const settings = { business, dialTemplate: 'PJSIP/{number}@trunk' };
      const received = receiveCall(store, caller, settings, at);
      if (received.kind !== 'started') throw new Error(`the call is ${received.kind}`);
      const find = (reader: Parameters<Parameters<Store['read']>[0]>[0]) => reader.calls.byCaller(channelId);
      const ringing = { type: 'leg-ringing', channelId: `${channelId}-leg1` } as const;
      advanceCall(store, find, () => ringing, business, at);
      await clock.advance(waitSeconds * 1000);
      advanceCall(
        store,
        find,
        (call) =>
          how === 'abandoned'
            ? { type: 'caller-hung-up' }
            : { type: 'timer-elapsed', name: 'ring-timeout', at: call.timers['ring-timeout'] ?? 0 },
        business,
        clock.now(),
      );
      return received.callId;
    },
    optOut(number) {
      store.transact('promised', (tx) =>
        tx.consents.record({
          number,
          state: 'opted-out',
          source: 'staff',
          wording: 'asked',
          at: clock.now(),
        }),
      );
    },
    async sendDue() {
      for (const claimed of claimMessages(store, 50, clock.now())) {
        await sendMessage(claimed, { store, gateway, clock, random: () => 0.5 });
      }
    },
    message(callId) {
      const id = store.read((reader) =>
        callId === undefined ? 1 : (reader.calls.decisionOf(callId)?.messageId ?? 0),
      );
      const message = store.read((reader) => reader.messages.byId(id));
      if (message === undefined) throw new Error('there is no such message');
      return message;
    },
  };
  bench.topUp(10);
  return bench;
}
