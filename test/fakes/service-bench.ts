import type { Call, CallEvent, Outcome } from '../../src/core/call.ts';
import { CAPS } from '../../src/core/caps.ts';
import type { Happening, Tell } from '../../src/core/happening.ts';
import type { Country } from '../../src/core/phone.ts';
import {
  announceAttempt,
  type ClaimedMessage,
  claimMessages,
  expireMessages,
  startAttempt,
} from '../../src/services/claim-messages.ts';
import { createGatewayRoster, type GatewayRoute } from '../../src/services/gateway-roster.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { sendMessage } from '../../src/services/send-message.ts';
import { settleAttempt } from '../../src/services/settle-attempt.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { LineChange, LineRow } from '../../src/store/queries/lines.ts';
import type { MessageRow } from '../../src/store/queries/messages.ts';
import type { Reader } from '../../src/store/queries.ts';
import { advanceAndSettle, receiveAndSettle } from './advance-and-settle.ts';
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
  /** The gateway, and the one after it, to which a text moves on after ten seconds. */
  readonly backup: ScriptedGateway;
  /** Both; a test of one takes the first. */
  readonly routes: readonly GatewayRoute[];
  readonly line: LineRow;
  /** What the figures are made of, as it was told. */
  readonly told: readonly Happening[];
  readonly tell: Tell;
  setLine(change: LineChange): void;
  topUp(credits: number): void;
  balance(): number;
  /** A call that rings for `waitSeconds` and is then missed, or abandoned. Returns its id. */
  missCall(
    from?: string,
    waitSeconds?: number,
    how?: Extract<Outcome, 'no-answer' | 'abandoned'>,
  ): Promise<number>;
  /** A call that the phone answers after 5 s. Returns its id. */
  answerCall(from?: string): Promise<number>;
  /** Puts a text in the outbox as staff would, without a call; for 15 minutes from its time. Returns its id. */
  queueText(to?: string, text?: string, notBefore?: number): number;
  optOut(number: string): void;
  /** What the outbox would send now. */
  claim(limit?: number): readonly ClaimedMessage[];
  /** What a daemon leaves that dies right before it writes: all that is due, marked as being sent. */
  beginDue(): number;
  /** One round of the outbox: sends what is due, and keeps how it went. `through` can fail on the way. */
  sendDue(through?: Store): Promise<void>;
  /** The only outgoing text, or that of a call. */
  message(callId?: number): MessageRow;
}

/**
 * The services on a real database, with one line that rings one phone, ten credits and a fake carrier. However
 * often somebody calls, they are texted: there is no cool-down, and no cap.
 */
export function openServiceBench(path: string = temporaryDatabasePath()): ServiceBench {
  const store = openTemporaryStore(path);
  const clock = createFakeClock();
  const gateway = createScriptedGateway();
  const backup = createScriptedGateway('backup');
  backup.state = 'down';
  const routes = [gateway, backup].map((each) => ({ gateway: each, failoverAfterMs: 10_000 }));
  const roster = createGatewayRoster(routes, clock);
  const line = store.transact('promised', (tx) => {
    const added = tx.lines.add({
      number: LINE,
      name: 'Acme HVAC',
      coolDownSeconds: 0,
      createdAt: clock.now(),
    });
    for (const cap of CAPS) tx.settings.set(`cap-${cap}`, 'off', clock.now());
    tx.lines.setSteps(added.id, [
      { ringSeconds: null, destinations: [{ kind: 'number', value: '+12125550199' }] },
    ]);
    return added;
  });
  let topUps = 0;
  let calls = 0;
  /** A call that rings a phone. */
  function beginCall(from: string) {
    calls += 1;
    const channelId = `caller-${calls}`;
    const caller = { channelId, dialled: LINE, callerNumber: from, callerName: 'PAT SMITH' };
    const settings = { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
    const received = receiveAndSettle(store, caller, settings, clock.now());
    if (received.kind !== 'started') throw new Error(`the call is ${received.kind}`);
    const find = (reader: Reader) => reader.calls.byCaller(channelId);
    const happen = (event: (call: Call) => CallEvent) =>
      advanceAndSettle(store, find, event, business, clock.now());
    happen(() => ({ type: 'leg-ringing', channelId: `${channelId}-leg1` }));
    return { callId: received.callId, channelId, happen };
  }
  const told: Happening[] = [];
  const bench: ServiceBench = {
    told,
    tell: (happening) => void told.push(happening),
    path,
    store,
    clock,
    gateway,
    backup,
    routes,
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
      const { callId, happen } = beginCall(from);
      await clock.advance(waitSeconds * 1000);
      happen((call) =>
        how === 'abandoned'
          ? { type: 'caller-hung-up' }
          : { type: 'timer-elapsed', name: 'ring-timeout', at: call.timers['ring-timeout'] ?? 0 },
      );
      return callId;
    },
    async answerCall(from = CUSTOMER) {
      const { callId, channelId, happen } = beginCall(from);
      await clock.advance(5_000);
      happen(() => ({ type: 'leg-answered', channelId: `${channelId}-leg1` }));
      happen(() => ({ type: 'legs-bridged' }));
      return callId;
    },
    queueText(to = CUSTOMER, text = 'We call back soon.', notBefore = clock.now()) {
      return store.transact('promised', (tx) => {
        const { lead } = tx.leads.findOrAdd({ number: to, name: '', source: 'text' }, 1, clock.now());
        const ids = { leadId: lead.id, lineId: line.id, callId: null };
        const expiresAt = notBefore + 900_000;
        const message = { kind: 'reply', ...ids, from: LINE, to, text, notBefore, expiresAt } as const;
        const queued = queueMessage(tx, message, clock.now());
        if (queued.kind === 'refused') throw new Error(`the text was refused: ${queued.why}`);
        return queued.messageId;
      });
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
    claim: (limit = 50) => claimMessages(store, roster, [], limit, clock.now()),
    beginDue: () =>
      bench
        .claim()
        .filter(
          (claimed) =>
            store.transact('promised', (tx) => announceAttempt(tx, claimed, store.bootId, clock.now())) &&
            startAttempt(store, claimed),
        ).length,
    async sendDue(through = store) {
      expireMessages(store, clock.now());
      for (const claimed of bench.claim()) {
        const attempt = await sendMessage(claimed, { store: through, roster, clock, random: () => 0.5 });
        if (attempt !== null) store.transact('promised', (tx) => settleAttempt(tx, attempt, clock.now()));
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
