import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { answerOnce, KEPT_ANSWER_MS } from '../../src/services/answer-once.ts';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { replyToLead } from '../../src/services/reply-to-lead.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { programOf } from '../fakes/api-bench.ts';
import { atOnce } from '../fakes/erasable-person.ts';
import { business, CUSTOMER, openServiceBench } from '../fakes/service-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const REPLIES = '/api/v1/conversations/1/replies';
const KEY = { 'Idempotency-Key': '7c9e6679-7425-40de-944b-e07fc1f90ae7' };

async function openBench() {
  const bench = await openWebBench();
  await bench.services.missCall();
  const program = programOf(bench, bench.addUser('Maria', 'owner'));
  const replies = () =>
    bench.store.read((reader) => reader.messages.ofLead(1, 100)).filter(({ kind }) => kind === 'reply');
  return { ...bench, program, replies };
}

describe('a write with an Idempotency-Key', () => {
  test('given twenty of the same at once, then one text waits, and all get the same answer', async () => {
    const { program, replies, queued, services } = await openBench();
    const before = services.balance();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => program.send('POST', REPLIES, { text: 'On my way' }, KEY)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19);
    expect(replies()).toHaveLength(1);
    // The text-back, which waited, gave its own back.
    expect(services.balance()).toBe(before);
    expect(queued()).toBe(1);
  });

  test('given the key again for something else, then it is refused; given another program, then it is its own', async () => {
    const bench = await openBench();
    const { program, replies } = bench;
    await program.send('POST', REPLIES, { text: 'One' }, KEY);
    const other = await program.send('POST', REPLIES, { text: 'Two' }, KEY);
    expect(other).toMatchObject({ status: 422, json: { type: 'about:blank#key-used' } });
    const elsewhere = await program.send('POST', '/api/v1/leads/1/notes', { body: 'Two' }, KEY);
    expect(elsewhere.status).toBe(422);
    const second = programOf(bench, bench.addUser('Pat', 'staff'));
    expect((await second.send('POST', REPLIES, { text: 'Two' }, KEY)).status).toBe(201);
    expect(replies()).toHaveLength(2);
  });

  test('given a refusal, then it is not kept, and the same may be asked once it can be done', async () => {
    const { program, replies, services, store } = await openBench();
    const left = services.balance();
    const entry = { kind: 'adjust', delta: -left, messageId: null, note: '', actor: 'test', at: 1 } as const;
    store.transact('promised', (tx) => tx.credits.add({ ...entry, key: 'adjust:1' }));
    const text = { text: 'One' };
    // The text-back that waits gives its credit back for the reply: without it nothing is left.
    await services.sendDue();
    expect(await program.send('POST', REPLIES, text, KEY)).toMatchObject({
      status: 403,
      json: { title: 'There is no credit left.', detail: expect.stringContaining('textback credits topup') },
    });
    services.topUp(5);
    expect((await program.send('POST', REPLIES, text, KEY)).status).toBe(201);
    expect(replies()).toHaveLength(1);
  });

  test('given a day later, then the key is free again, and the night lets go of it', async () => {
    const { program, replies, clock, store } = await openBench();
    await program.send('POST', REPLIES, { text: 'One' }, KEY);
    await clock.advance(KEPT_ANSWER_MS - 1);
    expect((await program.send('POST', REPLIES, { text: 'One' }, KEY)).headers['idempotency-replayed']).toBe(
      'true',
    );
    await clock.advance(1);
    expect(
      (await program.send('POST', REPLIES, { text: 'One' }, KEY)).headers['idempotency-replayed'],
    ).toBeUndefined();
    expect(replies()).toHaveLength(2);
    await clock.advance(KEPT_ANSWER_MS);
    tidyUp(store, business, clock.now());
    expect(store.read((reader) => reader.keptAnswers.of('token:1', KEY['Idempotency-Key']))).toBeUndefined();
  });

  test('given the customer erased since, then it is not done again, and the answer is gone', async () => {
    const { program, store, clock, services } = await openBench();
    await program.send('POST', '/api/v1/leads/1/notes', { body: 'One' }, KEY);
    await services.sendDue();
    await eraseNumber(store, { number: CUSTOMER, dryRun: false }, 'US', 'test', clock.now(), atOnce);
    expect(await program.send('POST', '/api/v1/leads/1/notes', { body: 'One' }, KEY)).toMatchObject({
      status: 409,
      json: { type: 'about:blank#answer-erased' },
    });
  });

  test.each(['', ' ', 'a b', 'x'.repeat(201), 'ü'])('given the key %j, then nothing is done', async (key) => {
    const { program, replies } = await openBench();
    const sent = await program.send(
      'POST',
      REPLIES,
      { text: 'One' },
      { 'Idempotency-Key': Buffer.from(key).toString('latin1') },
    );
    expect(sent.status).toBe(422);
    expect(replies()).toEqual([]);
  });
});

const FILES = { store: 'store/open-store', once: 'services/answer-once', reply: 'services/reply-to-lead' };

/** A process that replies under a key, and dies by SIGKILL before or after all of it is on disk. */
async function replyAndDie(path: string, dies: 'before' | 'after', now: number): Promise<void> {
  const url = (file: string) => JSON.stringify(pathToFileURL(`src/${file}.ts`).href);
  const source = `
    const { openStore } = await import(${url(FILES.store)});
    const { answerOnce } = await import(${url(FILES.once)});
    const { replyToLead } = await import(${url(FILES.reply)});
    const die = () => process.kill(process.pid, 'SIGKILL');
    const request = { who: '1', text: 'On my way', line: undefined, dryRun: false };
    answerOnce(openStore(process.argv[1]), { asker: 'token:1', key: 'a', hash: 'h' }, ${now}, (store) => {
      const sent = replyToLead(store, request, 'US', { label: 'test', userId: null }, ${now});
      if (${dies === 'before'}) die();
      return sent.kind === 'queued' ? { messageId: sent.messageId } : sent;
    });
    die();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, path], { stdio: 'inherit' });
  const [code, signal] = await once(child, 'exit');
  expect([code, signal]).toEqual([null, 'SIGKILL']);
}

describe('a daemon that is killed', () => {
  test.each([
    ['before', false],
    ['after', true],
  ] as const)(
    'given kill -9 %s the commit, when the request comes again, then one text goes out',
    async (dies, isRepeat) => {
      const bench = openServiceBench();
      await bench.missCall();
      const now = bench.clock.now();
      await replyAndDie(bench.path, dies, now);
      const again = answerOnce(bench.store, { asker: 'token:1', key: 'a', hash: 'h' }, now, (store) => {
        const request = { who: '1', text: 'On my way', line: undefined, dryRun: false };
        const sent = replyToLead(store, request, 'US', { label: 'test', userId: null }, now);
        return sent.kind === 'queued' ? { messageId: sent.messageId } : sent;
      });
      expect(again).toMatchObject({ kind: 'answered', isRepeat });
      const texts = bench.store.read((reader) => reader.messages.ofLead(1, 10));
      expect(texts.filter(({ kind }) => kind === 'reply')).toHaveLength(1);
    },
  );
});
