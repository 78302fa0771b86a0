import { expect, onTestFinished, test } from 'vitest';
import { createReportWorker } from '../../src/app/report-worker.ts';
import { reportDashboard } from '../../src/services/report-dashboard.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { business, openServiceBench } from '../fakes/service-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

const MONTH = { period: { month: '' }, by: 'day', line: null, owner: null } as const;

function open() {
  const bench = openServiceBench();
  const worker = createReportWorker({ databasePath: bench.path, business }, bench.clock);
  onTestFinished(() => worker.stop());
  return { ...bench, worker };
}

test('given a database, when its dashboard is read beside the thread of the daemon, then it is the same as in it', async () => {
  const { store, clock, worker } = open();
  const here = reportDashboard(store, MONTH, business, clock.now());
  expect(here.kind).toBe('dashboard');
  expect(await worker.ask(MONTH)).toEqual(here);
});

test('given a line that is none, when asked for, then the answer says so', async () => {
  const { worker } = open();
  const answer = await worker.ask({ ...MONTH, line: '+12125550666' });
  expect(answer.kind).toBe('not-found');
});

test('given several questions at once, when answered, then each gets its own, and equal ones the same', async () => {
  const { worker } = open();
  const day = { ...MONTH, period: { day: '' }, by: null } as const;
  const [first, again, other] = await Promise.all([worker.ask(MONTH), worker.ask(MONTH), worker.ask(day)]);
  expect(again).toBe(first);
  expect(other).not.toEqual(first);
});

test('given a thread that an error has ended, when asked again, then another one answers', async () => {
  const path = temporaryDatabasePath();
  const worker = createReportWorker({ databasePath: path, business }, createFakeClock());
  onTestFinished(() => worker.stop());
  await expect(worker.ask(MONTH)).rejects.toThrow('unable to open database file');
  openTemporaryStore(path);
  expect((await worker.ask(MONTH)).kind).toBe('dashboard');
});
