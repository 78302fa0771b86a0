import { onTestFinished, vi } from 'vitest';
import { CHANNEL_EVENTS, readChannelEvent } from '../../src/asterisk/ami-channel-events.ts';
import { createAmiLink } from '../../src/asterisk/ami-link.ts';
import { createChannelSource } from '../../src/asterisk/channel-source.ts';
import { type SimulatedAmi, startSimulatedAmi } from '../../src/demo/simulated-ami.ts';
import { createCallWatcher } from '../../src/services/watch-calls.ts';
import type { OutboundCallRow } from '../../src/store/queries/outbound-calls.ts';
import { type Capture, type CapturedEvent, capturedStream } from '../fixtures/ami-stream.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';
import { business, LINE, openServiceBench, type ServiceBench } from './service-bench.ts';

export interface WatchServiceBench {
  readonly bench: ServiceBench;
  readonly simulated: SimulatedAmi;
  readonly log: RecordingLog;
  /** How often a text was put in the outbox. */
  readonly queued: () => number;
  /** Resolves when AMI is up and the channels have been listed. */
  start(): Promise<void>;
  /** As a daemon that is killed: nothing more is heard or kept. */
  kill(): Promise<void>;
  /** The next daemon on the same database. */
  restart(): Promise<void>;
  /** Sends events in their own time, and waits until they have been taken. */
  tell(events: readonly CapturedEvent[]): Promise<void>;
  outbound(): readonly OutboundCallRow[];
}

/** What a real Asterisk told of a call, as if it had been to the bench's line. */
export function told(capture: Capture): readonly CapturedEvent[] {
  return JSON.parse(
    JSON.stringify(capturedStream(capture)).replace(/2125550(10\d|11\d)(?!\d)/g, LINE.slice(2)),
  );
}

/** A line that is only observed, and the watcher behind a real AMI link and a simulated AMI, in fake time. */
export async function openWatchServiceBench(): Promise<WatchServiceBench> {
  const bench = openServiceBench();
  bench.setLine({ mode: 'observe' });
  const simulated = await startSimulatedAmi({ port: 0, user: 'textback', password: 's3cret' });
  const log = createRecordingLog();
  let queued = 0;
  let daemon = createDaemon();
  onTestFinished(async () => {
    await daemon.kill();
    await simulated.stop();
  });

  function createDaemon() {
    const { store, clock } = bench;
    const ami = createAmiLink(
      {
        ...{ host: '127.0.0.1', port: simulated.port, user: 'textback', password: 's3cret' },
        events: CHANNEL_EVENTS,
      },
      {
        onEvent(fields) {
          const event = readChannelEvent(fields);
          if (event !== null) watcher.onEvent(event);
        },
        onLink: (state) => watcher.onLink(state),
      },
      { clock, log, random: () => 0.5 },
    );
    const source = createChannelSource(ami);
    const watcher = createCallWatcher({
      ...{ store, source, clock, log, business, internalContexts: ['from-internal'] },
      tell: bench.tell,
      onQueued: () => {
        queued += 1;
      },
    });
    return {
      ami,
      async kill() {
        watcher.stop();
        await ami.stop();
      },
    };
  }

  /** Answers come in order: what was sent before the ping has been taken. */
  const settle = () => daemon.ami.action({ Action: 'Ping' });
  const start = async () => {
    const asked = () => simulated.actions.filter(({ action }) => action === 'BridgeList').length;
    const before = asked();
    daemon.ami.start();
    await vi.waitFor(() => {
      if (daemon.ami.state !== 'up' || asked() === before) throw new Error('AMI is not up yet');
    });
    await settle();
  };
  return {
    bench,
    simulated,
    log,
    queued: () => queued,
    start,
    kill: () => daemon.kill(),
    async restart() {
      daemon = createDaemon();
      await start();
    },
    async tell(events) {
      let at = 0;
      for (const event of events) {
        if (event.atMs > at) {
          await settle();
          await bench.clock.advance(event.atMs - at);
          at = event.atMs;
        }
        simulated.sendEvent(event.fields);
      }
      await settle();
    },
    outbound: () => bench.store.read((reader) => reader.outboundCalls.newest(100)).reverse(),
  };
}
