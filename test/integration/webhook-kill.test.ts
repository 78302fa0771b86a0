import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWebhookBench } from '../fakes/webhook-bench.ts';
import { OK, startWebhookReceiver } from '../fakes/webhook-receiver.ts';

const SENDER = fileURLToPath(new URL('../fakes/webhook-process.ts', import.meta.url));
/** At these arrivals the sender is killed: the event has been delivered, and that is not kept. */
const KILLED_AT = [1, 4, 5, 9, 14];

function startSender(path: string): ChildProcess {
  const child = spawn(process.execPath, [SENDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('given the sender is killed between delivery and record, when it runs again, then that event comes again under the same id, none is lost, and the order stays', {
  timeout: 120_000,
}, async () => {
  const receiver = await startWebhookReceiver();
  const bench = openWebhookBench();
  bench.follow(receiver.url);
  for (const number of ['+12125550123', '+12125550124', '+12125550125']) await bench.missCall(number);
  const uids = bench.events().map(({ uid }) => uid);
  for (const nth of KILLED_AT) {
    const arrived = Promise.withResolvers<void>();
    // It hears no answer before it dies, though the event is here.
    receiver.answerWith((response, posted, at) =>
      at === nth ? arrived.resolve() : OK(response, posted, at),
    );
    const sender = startSender(bench.path);
    await arrived.promise;
    await kill(sender);
  }
  receiver.answerWith(OK);
  const last = startSender(bench.path);
  await vi.waitFor(() => expect(bench.endpoint().settledThrough).toBe(bench.events().at(-1)?.id), {
    ...{ timeout: 60_000, interval: 50 },
  });
  await kill(last);

  expect(receiver.posts.length).toBe(uids.length + KILLED_AT.length);
  const twice = receiver.ids().filter((id, at, all) => all[at - 1] === id);
  expect(twice).toHaveLength(KILLED_AT.length);
  // With what came again taken out, it is what happened, in order.
  expect(receiver.ids().filter((id, at, all) => all[at - 1] !== id)).toEqual(uids);
  const bodies = new Map<string, string>();
  for (const { headers, body } of receiver.posts) {
    const id = String(headers['webhook-id']);
    expect(bodies.get(id) ?? body).toBe(body);
    bodies.set(id, body);
  }
});
