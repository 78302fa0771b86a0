import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { keepStatements } from '../../src/store/kept-statements.ts';

function openClient(): Database.Database {
  const client = new Database(':memory:');
  onTestFinished(() => void client.close());
  keepStatements(client);
  return client;
}

test('given the same SQL twice, when it is prepared, then it is compiled once', () => {
  const client = openClient();
  expect(client.prepare('SELECT 1 AS one')).toBe(client.prepare('SELECT 1 AS one'));
  expect(client.prepare('SELECT 2 AS one')).not.toBe(client.prepare('SELECT 1 AS one'));
});

test('given rows were asked for as arrays, when the same SQL is prepared again, then they come as objects', () => {
  const client = openClient();
  expect(client.prepare('SELECT 1 AS one').raw().get()).toEqual([1]);
  expect(client.prepare('SELECT 1 AS one').get()).toEqual({ one: 1 });
});

test('given the table changes, when a kept statement is run again, then it shows the table as it is now', () => {
  const client = openClient();
  client.exec('CREATE TABLE texts (body TEXT)');
  client.prepare('INSERT INTO texts VALUES (?)').run('Hi');
  expect(client.prepare('SELECT * FROM texts').all()).toEqual([{ body: 'Hi' }]);
  client.exec('ALTER TABLE texts ADD COLUMN state TEXT');
  expect(client.prepare('SELECT * FROM texts').all()).toEqual([{ body: 'Hi', state: null }]);
});

test('given far more queries than are kept, when they are prepared, then the one asked for again and again stays', () => {
  const client = openClient();
  const often = client.prepare('SELECT 0 AS often');
  const once = client.prepare('SELECT 0 AS once');
  for (let n = 0; n < 1_000; n += 1) {
    client.prepare(`SELECT ${n} AS one`);
    expect(client.prepare('SELECT 0 AS often')).toBe(often);
  }
  expect(client.prepare('SELECT 0 AS once')).not.toBe(once);
});
