import { expect, vi } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type {
  DeliveryReceipt,
  Gateway,
  GatewayLink,
  InboundText,
  SubmitRequest,
} from '../../src/gateways/gateway.ts';
import { createSmppGateway, type SmppGatewayOptions } from '../../src/gateways/smpp-gateway.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';

export interface GatewayBench extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly inbound: InboundText[];
  readonly receipts: DeliveryReceipt[];
  readonly changes: { readonly link: GatewayLink; readonly why: string }[];
  readonly log: RecordingLog;
  /** How often it has laid down when to connect again. */
  reconnects: number;
  /** While set, storing fails with it. */
  storeError: Error | null;
  whenUp(): Promise<void>;
  /** Resolves once a change to `down` gives a reason that matches. */
  whenDown(why: RegExp): Promise<void>;
}

/** An SMPP gateway towards a port of 127.0.0.1, quick to reconnect, and what it told its listeners. */
export function startGatewayBench(
  port: number,
  options: Partial<SmppGatewayOptions> = {},
  clock: Clock = systemClock,
): GatewayBench {
  const log = createRecordingLog();
  const gateway = createSmppGateway(
    {
      name: 'carrier',
      host: '127.0.0.1',
      port,
      systemId: 'acme',
      password: 'secret',
      reconnectBaseMs: 20,
      reconnectCapMs: 40,
      ...options,
    },
    {
      clock,
      log,
      random: () => {
        bench.reconnects += 1;
        return 0.5;
      },
    },
  );
  const bench: GatewayBench = {
    gateway,
    inbound: [],
    receipts: [],
    changes: [],
    log,
    reconnects: 0,
    storeError: null,
    whenUp: () => vi.waitFor(() => expect(gateway.state).toBe('up'), { timeout: 10_000, interval: 5 }),
    whenDown: (why) =>
      vi.waitFor(
        () => expect(bench.changes).toContainEqual({ link: 'down', why: expect.stringMatching(why) }),
        { timeout: 10_000, interval: 5 },
      ),
    [Symbol.asyncDispose]: () => gateway.stop(0),
  };
  const store =
    <T>(into: T[]) =>
    (item: T): void => {
      if (bench.storeError !== null) throw bench.storeError;
      into.push(item);
    };
  gateway.start({
    onInbound: store(bench.inbound),
    onReceipt: store(bench.receipts),
    onLink: (link, why) => void bench.changes.push({ link, why }),
  });
  return bench;
}

/** A text that fits one segment, but for what the test cares about. */
export function aSubmit(over: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    from: '+12125550100',
    to: '+12125550123',
    text: 'Sorry we missed you',
    encoding: 'gsm7',
    part: null,
    reference: 7,
    ...over,
  };
}
