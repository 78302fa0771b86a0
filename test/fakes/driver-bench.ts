import { onTestFinished } from 'vitest';
import type { LiveChannel, PbxEvent } from '../../src/asterisk/pbx.ts';
import { type CallDriver, createCallDriver } from '../../src/services/drive-calls.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';
import { createScriptedPbx, type ScriptedPbx } from './scripted-pbx.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from './service-bench.ts';

export interface DriverBench extends ServiceBench {
  readonly pbx: ScriptedPbx;
  readonly driver: CallDriver;
  readonly log: RecordingLog;
  /** How often the outbox was told that a text waits. */
  readonly queued: readonly number[];
  /** The next `count` transactions fail. */
  failTransactions(count: number): void;
  /** What was asked of the PBX since the last time this was called. */
  asked(): string[];
  outcome(channelId?: string): string | null | undefined;
  /** Rings these numbers at once, in place of what the line rang; each asks for 1 or does not. */
  ring(...confirms: readonly boolean[]): void;
  /** The link is lost for `seconds`, and then these channels are what Asterisk has. */
  loseLink(seconds: number, channels: readonly LiveChannel[]): Promise<void>;
}

export async function openDriverBench(
  given: { readonly linkUp: boolean } = { linkUp: true },
): Promise<DriverBench> {
  const bench = openServiceBench();
  let failures = 0;
  const store: Store = {
    ...bench.store,
    transact(durability, change) {
      if (failures-- > 0) throw new Error('database or disk is full');
      return bench.store.transact(durability, change);
    },
    together: async (change) => {
      if (failures-- > 0) throw new Error('database or disk is full');
      return await bench.store.together(change);
    },
  };
  const pbx = createScriptedPbx();
  const log = createRecordingLog();
  const queued: number[] = [];
  const driver = createCallDriver({
    store,
    pbx,
    clock: bench.clock,
    log,
    business,
    dialTemplate: 'PJSIP/{number}@trunk',
    sounds: '/sounds',
    onQueued: () => void queued.push(bench.clock.now()),
    tell: bench.tell,
  });
  onTestFinished(() => driver.stop());
  let heard = 0;
  if (given.linkUp) driver.onLink('up');
  await bench.clock.advance(0);
  return {
    ...bench,
    pbx,
    driver,
    log,
    queued,
    failTransactions(count) {
      failures = count;
    },
    asked() {
      const news = pbx.asked.slice(heard);
      heard = pbx.asked.length;
      return news.map((command) => `${command.type} ${subjectOf(command)}`);
    },
    ring(...confirms) {
      const destinations = confirms.map((confirm, index) => ({
        kind: 'number' as const,
        value: `+1212555019${index}`,
        confirm,
      }));
      const step = { ringSeconds: null, destinations };
      bench.store.transact('promised', (tx) => tx.lines.setSteps(bench.line.id, [step]));
    },
    async loseLink(seconds, channels) {
      driver.onLink('down');
      await bench.clock.advance(seconds * 1000);
      pbx.listNext(channels);
      driver.onLink('up');
      await bench.clock.advance(0);
    },
    outcome: (channelId = 'caller') =>
      bench.store.read((reader) => reader.calls.byCaller(channelId)?.outcome),
  };
}

function subjectOf(command: ScriptedPbx['asked'][number]): string {
  switch (command.type) {
    case 'connect':
      return command.legChannelId;
    case 'destroy-bridge':
      return command.bridgeId;
    case 'stop-media':
      return command.playbackId;
    default:
      return command.channelId;
  }
}

export const arrives = (channelId = 'caller', dialled = LINE): PbxEvent => ({
  type: 'caller-arrived',
  channelId,
  dialled,
  callerNumber: CUSTOMER,
  callerName: '',
});
export const rings = (channelId = 'caller-leg1'): PbxEvent => ({ type: 'channel-ringing', channelId });
export const answers = (channelId = 'caller-leg1'): PbxEvent => ({ type: 'leg-answered', channelId });
export const goes = (channelId: string, cause: number | null = 16): PbxEvent => ({
  type: 'channel-gone',
  channelId,
  cause,
  techCause: null,
});
export const live = (channelId: string, state: string, dialled = ''): LiveChannel => ({
  channelId,
  state,
  dialled,
  callerNumber: dialled === '' ? '' : CUSTOMER,
  callerName: '',
});

export function tell({ driver }: DriverBench, ...events: readonly PbxEvent[]): void {
  for (const event of events) driver.onEvent(event);
}

export const presses = (digit: string, channelId = 'caller-leg1'): PbxEvent => ({
  type: 'digit-pressed',
  channelId,
  digit,
});
export const finishes = (playbackId: string, isFailed = false): PbxEvent => ({
  type: 'media-finished',
  channelId: playbackId.replace(/-[a-z]+\d+$/, ''),
  playbackId,
  isFailed,
});
