import { expect, test, vi } from 'vitest';
import type { InboundText } from '../../src/gateways/gateway.ts';
import { createSmppGateway } from '../../src/gateways/smpp-gateway.ts';
import { systemClock } from '../../src/system-clock.ts';
import { startSmppProcess } from '../e2e/harness/smpp-process.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

test('given the SMPP server as a process, when texts go both ways, then it reports and obeys by JSON lines', async () => {
  await using carrier = await startSmppProcess({ systemId: 'acme', password: 'secret' });
  const inbound: InboundText[] = [];
  const gateway = createSmppGateway(
    { name: 'carrier', host: '127.0.0.1', port: carrier.port, systemId: 'acme', password: 'secret' },
    { clock: systemClock, log: createRecordingLog() },
  );
  gateway.start({ onInbound: (text) => void inbound.push(text), onReceipt: () => {}, onLink: () => {} });
  await vi.waitFor(() => expect(gateway.state).toBe('up'), { timeout: 10_000 });
  await vi.waitFor(() => expect(carrier.bound()).toBe(1));

  const request = {
    from: '+12125550100',
    to: '+12125550123',
    text: 'Hi',
    encoding: 'gsm7',
    part: null,
    reference: 7,
  } as const;
  expect(await gateway.submit(request)).toMatchObject({ kind: 'accepted' });
  await vi.waitFor(() => expect(carrier.submits()).toMatchObject([{ text: 'Hi', userMessageReference: 7 }]));
  expect(await carrier.sendInbound({ from: '+12125550123', to: '+12125550100', text: 'ok' })).toBe(0);
  expect(inbound).toMatchObject([{ from: '+12125550123', text: 'ok' }]);
  await carrier.behave({ submitStatus: 0x0b });
  expect(await gateway.submit(request)).toMatchObject({ kind: 'rejected' });

  await gateway.stop(1_000);
  await vi.waitFor(() => expect(carrier.bound()).toBe(0));
  await expect(carrier.sendInbound({ from: '1', to: '2', text: 'x' })).rejects.toThrow('no client is bound');
});

test('given the SMPP server is told to be quiet, when a text is submitted, then it is answered and not reported', async () => {
  await using carrier = await startSmppProcess({ quiet: true });
  const gateway = createSmppGateway(
    { name: 'carrier', host: '127.0.0.1', port: carrier.port, systemId: 'acme', password: 'secret' },
    { clock: systemClock, log: createRecordingLog() },
  );
  gateway.start({ onInbound: () => {}, onReceipt: () => {}, onLink: () => {} });
  await vi.waitFor(() => expect(gateway.state).toBe('up'), { timeout: 10_000 });
  const text = {
    from: '+12125550100',
    to: '+12125550123',
    text: 'Hi',
    encoding: 'gsm7',
    part: null,
  } as const;
  expect(await gateway.submit({ ...text, reference: 7 })).toMatchObject({ kind: 'accepted' });
  // An order is answered after everything that was seen before it.
  await carrier.behave({});
  expect(carrier.submits()).toEqual([]);
  await gateway.stop(1_000);
});
