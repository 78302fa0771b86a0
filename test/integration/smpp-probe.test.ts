import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SmppBehaviour } from '../../src/demo/smpp-behaviour.ts';
import { startSmppServer } from '../../src/demo/smpp-server.ts';
import { probeSmpp } from '../../src/gateways/smpp-probe.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

async function openBench(behaviour: Partial<SmppBehaviour> = {}) {
  const seen: string[] = [];
  const server = await startSmppServer({
    ...{ systemId: 'acme', password: 'hush', behaviour },
    onEvent: (event) => seen.push(JSON.stringify(event)),
  });
  onTestFinished(() => server.close());
  const probe = (change = {}) =>
    probeSmpp(
      {
        name: 'carrier',
        host: '127.0.0.1',
        port: server.port,
        systemId: 'acme',
        password: 'hush',
        ...change,
      },
      { clock: systemClock, log: createRecordingLog() },
    );
  return { server, probe, seen };
}

test('given a carrier that lets us in, when it is tried, then it is bound as a transmitter once, and left', async () => {
  const { server, probe, seen } = await openBench({ refusedRole: 'transceiver' });
  expect(await probe()).toBeNull();
  await vi.waitFor(() => expect(server.bound).toBe(0));
  expect(seen.filter((event) => event.includes('"bound"'))).toHaveLength(1);
});

test('given a wrong password, when it is tried, then the carrier’s answer is told, and never the password', async () => {
  const { probe } = await openBench();
  const why = await probe({ password: 'guess' });
  expect(why).toContain('wrong password');
  expect(why).not.toContain('guess');
});

test('given an account that may bind as a transceiver only, when it is tried, then that will do', async () => {
  const { probe } = await openBench({ refusedRole: 'transmitter' });
  expect(await probe()).toBeNull();
  expect(await probe({ bindMode: 'transmitter-receiver' })).toContain('refused the bind');
});

test('given nothing listens there, when it is tried, then that is told', async () => {
  const { server, probe } = await openBench();
  await server.close();
  expect(await probe()).toContain(`127.0.0.1:${server.port}`);
});

test('given a port that takes connections and says nothing, when it is tried, then it ends at the deadline', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const clock = createFakeClock();
  const account = { name: 'carrier', host: '127.0.0.1', port, systemId: 'acme', password: 'hush' };
  const probing = probeSmpp(account, { clock, log: createRecordingLog() });
  await new Promise((resolve) => silent.once('connection', resolve));
  await clock.advance(10_000);
  expect(await probing).toContain('no answer to the bind within 10000 ms');
});
