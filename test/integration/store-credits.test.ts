import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveCredit } from '../../src/services/move-credit.ts';
import type { NewCreditEntry } from '../../src/store/queries/credits.ts';
import { inProcesses } from '../fakes/in-processes.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

const entry = (kind: NewCreditEntry['kind'], delta: number, key: string): NewCreditEntry => ({
  kind,
  delta,
  key,
  messageId: null,
  note: '',
  actor: 'test',
  at: 1,
});

describe('the ledger', () => {
  test('given one key twice, then it counts once', () => {
    const store = openTemporaryStore();
    const topUp = () =>
      store.transact('promised', (tx) => tx.credits.add(entry('top-up', 100, 'top-up:INVOICE-7')));
    expect([topUp(), topUp()]).toEqual([true, false]);
    expect(store.read((reader) => reader.credits.balance())).toBe(100);
    expect(store.read((reader) => reader.credits.byKey('top-up:INVOICE-7'))).toMatchObject({ delta: 100 });
  });

  test.each([
    ['settle', 'release', 0],
    ['release', 'settle', 1],
    ['release', 'release', 1],
  ] as const)(
    'given a reservation, when it is to %s and then to %s, then only the first stands',
    (first, second, balance) => {
      const path = temporaryDatabasePath();
      const store = openTemporaryStore(path);
      const kinds = store.transact('promised', (tx) => {
        const { lead } = tx.leads.findOrAdd({ number: '+12125550123', name: '', source: 'text' }, 1, 1);
        const numbers = { fromNumber: '+1', toNumber: '+2', body: '', createdAt: 1, expiresAt: 2 };
        const { id } = tx.messages.add({
          ...numbers,
          direction: 'out',
          kind: 'reply',
          state: 'queued',
          leadId: lead.id,
        });
        tx.credits.add(entry('top-up', 1, 'top-up'));
        tx.credits.add({ ...entry('reserve', -1, `reserve:message:${id}`), messageId: id });
        moveCredit(tx, id, first, '', 1);
        moveCredit(tx, id, second, '', 1);
        moveCredit(tx, id, 'keep', '', 1);
        return tx.credits.ofMessage(id).map(({ kind }) => kind);
      });
      expect(kinds).toEqual(['reserve', first]);
      expect(store.read((reader) => reader.credits.balance())).toBe(balance);
    },
  );

  test('given any operations, then the balance is the sum of its entries, and never below zero', () => {
    const operations = fc.array(
      fc.record({
        kind: fc.constantFrom('top-up' as const, 'reserve' as const, 'settle' as const, 'release' as const),
        size: fc.integer({ min: 1, max: 5 }),
        key: fc.integer({ min: 0, max: 30 }),
      }),
      { maxLength: 60 },
    );
    const sign = { 'top-up': 1, reserve: -1, settle: 0, release: 1 };
    const path = temporaryDatabasePath();
    const store = openTemporaryStore(path);
    const db = new Database(path, { readonly: true });
    let run = 0;
    let expected = 0;
    fc.assert(
      fc.property(operations, (script) => {
        run += 1;
        for (const { kind, size, key } of script) {
          const delta = sign[kind] * size;
          const name = `run ${run} key ${key}`;
          const isNew = store.read((reader) => reader.credits.byKey(name)) === undefined;
          const isAdded = store.transact('progress', (tx) => tx.credits.add(entry(kind, delta, name)));
          expect(isAdded).toBe(isNew && expected + delta >= 0);
          if (isAdded) expected += delta;
          expect(store.read((reader) => reader.credits.balance())).toBe(expected);
        }
        const sum = db.prepare('SELECT coalesce(sum(delta), 0) FROM credit_entries').pluck().get();
        expect(sum).toBe(expected);
        expect(expected).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
    db.close();
  });

  test('given four processes reserve at once, then exactly what there is is spent, and nothing more', async () => {
    const path = temporaryDatabasePath();
    const store = openTemporaryStore(path);
    store.transact('promised', (tx) => tx.credits.add(entry('top-up', 50, 'top-up')));

    const wins = await inProcesses(
      4,
      path,
      `const store = openStore(path);
       let won = 0;
       for (let n = 0; n < 40; n += 1) {
         const entry = { kind: 'reserve', delta: -1, key: 'reserve:' + me + ':' + n, messageId: null, note: '', actor: '', at: 1 };
         if (store.transact('progress', (tx) => tx.credits.add(entry))) won += 1;
       }
       store.close();
       console.log(won);`,
    );

    expect(wins.map(Number).reduce((sum, won) => sum + won, 0)).toBe(50);
    expect(store.read((reader) => reader.credits.balance())).toBe(0);
    const history = store.read((reader) => reader.credits.history(1_000));
    expect(history.map(({ balanceAfter }) => balanceAfter)).toEqual(Array.from({ length: 51 }, (_, n) => n));
  }, 60_000);
});
