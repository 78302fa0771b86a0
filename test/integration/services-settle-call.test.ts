import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { CallEvent } from '../../src/core/call.ts';
import { advanceCall } from '../../src/services/advance-call.ts';
import { createCallDriver } from '../../src/services/drive-calls.ts';
import { owedCalls } from '../../src/services/settle-call.ts';
import { arrives, type DriverBench, goes, openDriverBench, rings, tell } from '../fakes/driver-bench.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { createScriptedPbx } from '../fakes/scripted-pbx.ts';
import { business, CUSTOMER } from '../fakes/service-bench.ts';

/** What there is of the first call, and of all texts. */
function kept({ store }: DriverBench) {
  return store.read((reader) => ({
    state: reader.calls.byId(1)?.state,
    outcome: reader.calls.byId(1)?.outcome,
    reason: reader.calls.decisionOf(1)?.reason,
    texts: reader.messages.ofLead(1, 10).map(({ state }) => state),
    owed: reader.calls.open().length === 0 ? [] : owedCalls(reader),
  }));
}

/** A daemon that dies after it kept an event, before what the outcome means was kept. */
async function dieAfter(bench: DriverBench, ...events: readonly CallEvent[]): Promise<void> {
  await bench.driver.stop();
  for (const event of events)
    advanceCall(
      bench.store,
      (reader) => reader.calls.byId(1),
      () => event,
      business,
      bench.clock.now(),
    );
}

/** The next daemon, which cannot hear Asterisk yet. */
function startNext(bench: DriverBench) {
  const queued: number[] = [];
  const parts = { ...bench, pbx: createScriptedPbx(), log: createRecordingLog(), business };
  const next = createCallDriver({
    ...parts,
    dialTemplate: '',
    sounds: '/sounds',
    onQueued: () => void queued.push(bench.clock.now()),
  });
  onTestFinished(() => next.stop());
  return { next, queued };
}

const busy: CallEvent = { type: 'leg-ended', channelId: 'caller-leg1', cause: 17, techCause: 486 };

test('given a miss, when its outcome is known, then the caller is released before lead, text and credit are kept', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings());
  bench.asked();
  tell(bench, goes('caller-leg1', 17));
  expect(bench.asked()).toEqual(['hang-up caller']);
  expect(kept(bench)).toEqual({ state: 'wrapping-up', outcome: null, texts: [], owed: [1] });
  await bench.clock.advance(0);
  expect(kept(bench)).toMatchObject({ outcome: 'busy', reason: null, texts: ['queued'], owed: [] });
  expect(bench.queued).toHaveLength(1);
});

test('given all of a call ends in one turn of the event loop, then it is settled once, and ends', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings(), goes('caller-leg1', 17), goes('caller'));
  expect(kept(bench)).toMatchObject({ state: 'ended', outcome: 'busy', texts: ['queued'] });
  await bench.clock.advance(60_000);
  expect(kept(bench).texts).toEqual(['queued']);
  expect(bench.queued).toHaveLength(1);
  expect(bench.balance()).toBe(9);
});

test('given a disk that is full for a while, when a call is missed, then it is settled once there is room', async () => {
  const bench = await openDriverBench();
  const other = new Database(bench.path);
  other.exec("CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
  tell(bench, arrives(), rings(), goes('caller-leg1', 17));
  await bench.clock.advance(2_999);
  expect(kept(bench)).toMatchObject({ outcome: null, texts: [], owed: [1] });
  expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(3);
  other.exec('DROP TRIGGER full');
  other.close();
  await bench.clock.advance(1);
  expect(kept(bench)).toMatchObject({ outcome: 'busy', texts: ['queued'], owed: [] });
});

test('given a daemon that died before it settled a miss, when the next starts, then the text goes out once, without Asterisk', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings());
  await dieAfter(bench, busy);
  await bench.clock.advance(60_000);
  expect(kept(bench)).toMatchObject({ outcome: null, owed: [1] });

  const { next, queued } = startNext(bench);
  next.settleOwed();
  expect(kept(bench)).toMatchObject({ state: 'wrapping-up', outcome: 'busy', texts: ['queued'], owed: [] });
  expect(queued).toHaveLength(1);
  next.settleOwed();
  expect(kept(bench).texts).toEqual(['queued']);
  expect(bench.balance()).toBe(9);
});

test('given that, when the next starts only hours later, then it is too late for a text, and the lead is there', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings());
  await dieAfter(bench, busy);
  await bench.clock.advance(3 * 3_600_000);
  startNext(bench).next.settleOwed();
  expect(kept(bench)).toMatchObject({ outcome: 'busy', reason: 'too-old', texts: [] });
  expect(bench.store.read((reader) => reader.calls.byId(1)?.leadId)).toBe(1);
});

test('given a text that waits, and a daemon that died as the customer got through, when the next starts, then it is called off', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings());
  await bench.missCall(CUSTOMER, 1);
  await dieAfter(bench, { type: 'leg-answered', channelId: 'caller-leg1' }, { type: 'legs-bridged' });
  expect(kept(bench)).toMatchObject({ outcome: null, texts: ['queued'], owed: [1] });
  startNext(bench).next.settleOwed();
  expect(kept(bench)).toMatchObject({ outcome: 'answered', reason: 'answered', texts: ['cancelled'] });
  expect(bench.balance()).toBe(10);
});
