import { expect, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';

test('given no credit, when 100 are added, then balance and history say so', async () => {
  const { textback } = createCliBench();
  const empty = await textback('credits', 'balance');
  expect(empty).toMatchObject({ code: 0, stdout: '0\n', stderr: expect.stringContaining('credits topup') });
  await textback('credits', 'topup', '100', '--key', 'INVOICE-7', '--note', 'July');
  const entry = {
    id: 1,
    kind: 'top-up',
    delta: 100,
    balanceAfter: 100,
    key: 'top-up:INVOICE-7',
    messageId: null,
    note: 'July',
    actor: 'cli:maria',
    at: '2026-07-01T03:00:00.000Z',
  };
  expect(JSON.parse((await textback('credits', 'history', '--json')).stdout)).toEqual({ entries: [entry] });
  expect(JSON.parse((await textback('credits', 'balance', '--json')).stdout)).toEqual({
    balance: 100,
    spentPerDay: 0,
    daysLeft: null,
    lowBalance: 20,
    pricePer100Cents: 900,
  });
});

test('given a key used before, when it comes again, then nothing is added; with another amount it is refused', async () => {
  const { textback } = createCliBench();
  await textback('credits', 'topup', '100', '--key', 'INVOICE-7');
  const again = await textback('credits', 'topup', '100', '--key', 'INVOICE-7', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ added: false, balance: 100 });
  expect(await textback('credits', 'topup', '50', '--key', 'INVOICE-7')).toMatchObject({
    code: 4,
    stdout: '',
  });
  expect(await textback('credits', 'balance')).toMatchObject({ stdout: '100\n' });
});

test('given no key, when the same amount is added twice, then both count; a rehearsal does not', async () => {
  const { textback } = createCliBench();
  for (const more of [[], [], ['--dry-run']]) await textback('credits', 'topup', '1,000', ...more);
  expect(await textback('credits', 'balance')).toMatchObject({ stdout: '2000\n' });
});

test.each(['0', '1000001', '-5', '1.5', 'many', ''])(
  'given the amount %j, when it is to be added, then it exits 2 and adds nothing',
  async (amount) => {
    const { textback } = createCliBench();
    expect(await textback('credits', 'topup', '--', amount)).toMatchObject({ code: 2, stdout: '' });
    expect(await textback('credits', 'balance')).toMatchObject({ stdout: '0\n' });
  },
);

test('given a key with spaces or too long, when it is used, then it exits 2', async () => {
  const { textback } = createCliBench();
  for (const key of ['a b', '', 'x'.repeat(101)]) {
    expect(await textback('credits', 'topup', '1', '--key', key)).toMatchObject({ code: 2 });
  }
});

test('given five entries, when two at a time are listed, then the second page goes on before the first', async () => {
  const { textback } = createCliBench();
  for (let index = 0; index < 5; index += 1) await textback('credits', 'topup', '1');
  const page = async (...more: string[]) =>
    JSON.parse((await textback('credits', 'history', '--limit', '2', '--json', ...more)).stdout).entries.map(
      ({ id }: { id: number }) => id,
    );
  expect(await page()).toEqual([5, 4]);
  expect(await page('--before', '4')).toEqual([3, 2]);
});

test('given several processes, when they add and spend at once, then each key counts once and the ledger adds up', async () => {
  const { spawnTextback, store } = createCliBench();
  const keys = ['a', 'a', 'b', 'c', 'c', 'c'];
  const running = keys.map((key) => spawnTextback('credits', 'topup', '10', '--key', key, '--json'));
  let reserved = 0;
  let refused = 0;
  // Spends while they add: a reserve that would take the balance below zero is not taken.
  const spend = () => {
    const added = store.transact('promised', (tx) =>
      tx.credits.add({
        kind: 'reserve',
        delta: -7,
        key: `reserve:test:${reserved}`,
        messageId: null,
        note: '',
        actor: 'test',
        at: 1,
      }),
    );
    if (added) reserved += 1;
    else refused += 1;
  };
  const spending = setInterval(spend, 5);
  const ran = await Promise.all(running);
  clearInterval(spending);
  for (const { code, stderr } of ran) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const added = ran.filter(({ stdout }) => JSON.parse(stdout).added);
  expect(added).toHaveLength(3);
  while (refused === 0 || store.read((reader) => reader.credits.balance()) >= 7) spend();
  const entries = store.read((reader) => reader.credits.history(1000)).reverse();
  let balance = 0;
  for (const entry of entries) {
    balance += entry.delta;
    expect(entry.balanceAfter).toBe(balance);
    expect(balance).toBeGreaterThanOrEqual(0);
  }
  expect(balance).toBe(30 - 7 * reserved);
  expect(reserved).toBe(4);
});

test('given credits, when the balance is low, then it says so with the price', async () => {
  const { textback } = createCliBench();
  await textback('credits', 'topup', '5');
  const { stdout, stderr } = await textback('credits', 'balance');
  expect(stdout).toBe('5\n');
  expect(stderr).toContain('Nothing was spent');
  expect(stderr).toContain('Fewer than 20 are left. 100 credits cost $9.00');
});

test('given a refund with a reason, when it is given or taken back, then the balance and the history say so', async () => {
  const { textback } = createCliBench();
  expect(await textback('credits', 'refund', '5')).toMatchObject({ code: 2 });
  const refund = ['credits', 'refund', '--reason', 'Outage', '--key', 'k'];
  expect(await textback(...refund, '5')).toMatchObject({
    code: 0,
    stdout: '5\n',
    stderr: expect.stringContaining('Added 5'),
  });
  expect(await textback(...refund, '5')).toMatchObject({
    code: 0,
    stdout: '5\n',
    stderr: expect.stringContaining('used before'),
  });
  expect(await textback('credits', 'refund', '--reason', 'Typo', '--', '-2')).toMatchObject({
    code: 0,
    stdout: '3\n',
    stderr: expect.stringContaining('Took back 2'),
  });
  expect(await textback('credits', 'refund', '--reason', 'Typo', '--', '-4')).toMatchObject({ code: 4 });
  expect((await textback('credits', 'history')).stdout).toContain('Outage');
});

test('given a ledger, when it is audited, then it is proven, or the first wrong entry is named and it exits 1', async () => {
  const { textback, store } = createCliBench();
  await textback('credits', 'topup', '5');
  expect(await textback('credits', 'audit')).toMatchObject({ code: 0, stdout: '5\n' });
  expect(JSON.parse((await textback('credits', 'audit', '--json')).stdout)).toEqual({
    balance: 5,
    entries: 1,
    wrong: null,
  });
  store.transact('promised', (tx) =>
    tx.credits.add({ kind: 'reserve', delta: -1, key: 'x', messageId: null, note: '', actor: '', at: 1 }),
  );
  const wrong = await textback('credits', 'audit');
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Entry 2 is wrong') });
  expect(JSON.parse((await textback('credits', 'audit', '--json')).stdout)).toMatchObject({
    wrong: { entryId: 2 },
  });
});
