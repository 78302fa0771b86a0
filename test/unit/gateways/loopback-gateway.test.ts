import { expect, test } from 'vitest';
import type { DeliveryReceipt, SubmitRequest, SubmitResult } from '../../../src/gateways/gateway.ts';
import { createLoopbackGateway } from '../../../src/gateways/loopback-gateway.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const REQUEST: SubmitRequest = {
  from: '+12125550100',
  to: '+12125550141',
  text: 'Hello',
  encoding: 'gsm7',
  part: null,
  reference: 7,
};

function open(receipts: boolean) {
  const clock = createFakeClock();
  const log = createRecordingLog();
  const gateway = createLoopbackGateway({ name: 'nowhere', latencyMs: 100, receipts }, { clock, log });
  const given: DeliveryReceipt[] = [];
  let failing = false;
  const start = () =>
    gateway.start({
      onInbound: () => {},
      onReceipt(receipt) {
        if (failing) throw new Error('the database is locked');
        given.push(receipt);
      },
      onLink: () => {},
    });
  const fail = () => {
    failing = true;
  };
  return { clock, log, gateway, receipts: given, start, fail };
}

test('given a text, when it is submitted, then it is taken after the latency and reported after another', async () => {
  const { clock, log, gateway, receipts, start } = open(true);
  start();
  expect(gateway.state).toBe('up');
  expect(log.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('nowhere') }]);
  const answers: SubmitResult[] = [];
  void gateway.submit(REQUEST).then((result) => answers.push(result));
  await clock.advance(99);
  expect(answers).toEqual([]);
  await clock.advance(1);
  expect(answers).toEqual([{ kind: 'accepted', id: expect.stringMatching(/^loopback-/) }]);
  expect(gateway.seen).toEqual([REQUEST]);
  expect(receipts).toEqual([]);
  await clock.advance(100);
  const [answer] = answers;
  const id = answer?.kind === 'accepted' ? answer.id : '';
  expect(receipts).toMatchObject([{ ids: [id], recipient: REQUEST.to, state: 'delivered' }]);
});

test('given no receipts, when a text is submitted, then none comes', async () => {
  const { clock, gateway, receipts, start } = open(false);
  start();
  void gateway.submit(REQUEST);
  await clock.advance(10_000);
  expect(gateway.seen).toHaveLength(1);
  expect(receipts).toEqual([]);
});

test('given a receipt that cannot be stored, when it comes, then that is said and nothing breaks', async () => {
  const { clock, log, gateway, start, fail } = open(true);
  start();
  fail();
  void gateway.submit(REQUEST);
  await clock.advance(1_000);
  expect(log.lines.map(({ level }) => level)).toContain('error');
});

test('given many texts, when they are submitted, then only the last 1,000 are kept', async () => {
  const { clock, gateway, start } = open(false);
  start();
  for (let reference = 0; reference < 1_005; reference += 1) void gateway.submit({ ...REQUEST, reference });
  await clock.advance(100);
  expect(gateway.seen).toHaveLength(1_000);
  expect(gateway.seen[0]?.reference).toBe(5);
});

test('given a stop, when texts are under way or come, then none is left without an answer', async () => {
  const { clock, gateway, start } = open(true);
  expect(await gateway.submit(REQUEST)).toMatchObject({ kind: 'retryable' });
  start();
  const underWay = gateway.submit(REQUEST);
  await gateway.stop(0);
  expect(await underWay).toMatchObject({ kind: 'unknown' });
  expect(await gateway.submit(REQUEST)).toMatchObject({ kind: 'retryable' });
  expect(gateway.state).toBe('down');
  expect(clock.waiting).toBe(0);
});
