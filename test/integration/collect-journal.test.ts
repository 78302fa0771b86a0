import { describe, expect, test, vi } from 'vitest';
import type { LinkState } from '../../src/asterisk/pbx.ts';
import { createDrainLoop } from '../../src/loops/drain.ts';
import { createJournalDrain } from '../../src/services/collect-journal.ts';
import { type AmiBench, openAmiBench } from '../fakes/ami-bench.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const MINUTE_MS = 60_000;
const PHONE = 'PJSIP/+12125550199@trunk';

interface Journalled {
  readonly agoMs?: number;
  readonly did?: string;
  readonly from?: string;
  readonly status?: string;
  readonly answered?: string;
  readonly total?: string;
}

/** The loop between a real AMI link and a real store; Asterisk is simulated, time is fake. */
async function open() {
  const bench = await openAmiBench({ events: [] });
  const office = openServiceBench();
  const log = createRecordingLog();
  let queued = 0;
  const parts = { store: office.store, ami: bench.ami, clock: bench.clock, log };
  const drain = createJournalDrain({
    ...parts,
    business,
    dialTemplate: 'PJSIP/{number}@trunk',
    tell: office.tell,
    onQueued: () => {
      queued += 1;
    },
  });
  const loop = createDrainLoop(drain, { ...parts, what: 'the calls that rang without textback' });
  bench.ami.start();
  await vi.waitFor(() => expect(bench.ami.state).toBe<LinkState>('up'));
  const journal = (key: string, given: Journalled = {}) => {
    const { agoMs = MINUTE_MS, did = LINE, from = CUSTOMER, status = 'NOANSWER' } = given;
    const since = ((bench.clock.now() - agoMs) / 1_000).toFixed(3);
    const fields = [since, did, from, status, given.answered ?? '', given.total ?? '25.0', '', '1', PHONE];
    return bench.ami.dbPut('textback/journal', key, fields.join('|'));
  };
  const keys = () => [...bench.simulated.database.keys()].filter((key) => key.includes('/journal/'));
  return { ...bench, office, log, loop, journal, keys, queued: () => queued };
}

function callsOf({ store }: ServiceBench) {
  return store.read((reader) => reader.calls.newest(1_000));
}

function textsOf(office: ServiceBench) {
  return callsOf(office).filter(({ verdict }) => verdict === 'send');
}

/** What a deadline and the next look need. */
async function pass({ clock }: AmiBench): Promise<void> {
  await clock.advance(5_000);
}

describe('collecting the calls that rang without textback', () => {
  test('given a missed call in the journal, when Asterisk is reached, then it has call, leg, lead, text and credit', async () => {
    const { journal, loop, keys, office, queued } = await open();
    await journal('17.1');
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    const [call] = callsOf(office);
    expect(call).toMatchObject({
      state: 'ended',
      outcome: 'no-answer',
      verdict: 'send',
      fromNumber: CUSTOMER,
    });
    expect((call?.finishedAt ?? 0) - (call?.arrivedAt ?? 0)).toBe(25_000);
    const legs = office.store.read((reader) => reader.calls.legsOf(call?.id ?? 0));
    expect(legs).toMatchObject([{ label: '+12125550199', endpoint: PHONE, end: 'no-answer' }]);
    const lead = office.store.read((reader) => reader.leads.byNumber(CUSTOMER));
    expect(lead).toMatchObject({ source: 'missed-call' });
    expect(call?.leadId).toBe(lead?.id);
    expect(office.message(call?.id)).toMatchObject({ toNumber: CUSTOMER, fromNumber: LINE, state: 'queued' });
    expect(office.balance()).toBe(9);
    expect(queued()).toBe(1);
    await loop.stop();
  });

  test.each([
    ['answered', { status: 'ANSWER', answered: '20' }, 'answered', 'answered', false],
    ['given up at once', { status: 'CANCEL', total: '1.2' }, 'abandoned', 'rang-too-briefly', false],
    ['too old', { agoMs: 20 * MINUTE_MS }, 'no-answer', 'too-old', true],
    ['withheld', { from: '', status: 'BUSY' }, 'busy', 'withheld-number', false],
  ])(
    'given a call that was %s, when it is collected, then it is recorded and not texted',
    async (_what, given, outcome, reason, hasLead) => {
      const { journal, loop, keys, office, queued } = await open();
      await journal('17.1', given);
      loop.start();
      await vi.waitFor(() => expect(keys()).toEqual([]));
      expect(callsOf(office)).toMatchObject([{ outcome, verdict: 'suppress', reason }]);
      expect(callsOf(office)[0]?.leadId === null).toBe(!hasLead);
      expect([office.balance(), queued()]).toEqual([10, 0]);
      await loop.stop();
    },
  );

  test('given a line that was switched off since, when its call is collected, then the line of now decides', async () => {
    const { journal, loop, keys, office } = await open();
    office.setLine({ enabled: false });
    await journal('17.1', { did: '12125550100' });
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(callsOf(office)).toMatchObject([{ reason: 'disabled', outcome: 'no-answer' }]);
    await loop.stop();
  });

  test('given a number that is no line, when its call is collected, then it is let go of, without its number in the log', async () => {
    const { journal, loop, keys, office, log } = await open();
    await journal('17.1', { did: '+12125550177' });
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(callsOf(office)).toEqual([]);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('2125550177');
    await loop.stop();
  });

  test('given no credit, when a missed call is collected, then it is said aloud', async () => {
    const { journal, loop, keys, office, log } = await open();
    for (let left = office.balance(); left > 0; left -= 1) office.queueText(`+1212555${1_000 + left}`);
    await journal('17.1');
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(callsOf(office)).toMatchObject([{ reason: 'no-credit' }]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('OUT OF CREDITS') }),
    );
    await loop.stop();
  });

  test('given a crash between the commit and the deletion, when the call is found again, then it counts once', async () => {
    const bench = await open();
    const { journal, loop, keys, office, simulated } = bench;
    await journal('17.1');
    simulated.faults.ignoreActions((action) => action['action'] === 'DBDel');
    loop.start();
    await vi.waitFor(() => expect(callsOf(office)).toHaveLength(1));
    expect(keys()).toHaveLength(1);
    simulated.faults.ignoreActions(() => false);
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(callsOf(office)).toHaveLength(1);
    expect(office.balance()).toBe(9);
    await loop.stop();
  });

  test('given a call that the daemon took itself, when the journal has it too, then it stays as it was', async () => {
    const { journal, loop, keys, office } = await open();
    await office.missCall();
    const [before] = callsOf(office);
    await journal(before?.callerChannelId ?? '', { status: 'BUSY' });
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(callsOf(office)).toEqual([before]);
    await loop.stop();
  });

  test('given more calls than one round takes, when they are collected, then all are, the oldest first', async () => {
    const { journal, loop, keys, office } = await open();
    office.topUp(200);
    for (let index = 0; index < 60; index += 1)
      await journal(`17.${index}`, { agoMs: 60_000 + index, from: `+1212555${1_000 + index}` });
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]), { timeout: 10_000 });
    const arrivals = callsOf(office).map(({ arrivedAt }) => arrivedAt);
    expect(arrivals).toHaveLength(60);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => b - a));
    expect(textsOf(office)).toHaveLength(60);
    await loop.stop();
  });

  test('given an entry that is none of ours, when it is found, then it is said once and holds up nothing', async () => {
    const bench = await open();
    const { ami, journal, loop, keys, office, log, clock } = bench;
    await ami.dbPut('textback/journal', '1.0', 'rubbish +12125550123');
    await journal('17.1');
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual(['/textback/journal/1.0']));
    await clock.advance(30_000);
    expect(callsOf(office)).toHaveLength(1);
    const warnings = log.lines.filter(({ level }) => level === 'warn');
    expect(warnings).toHaveLength(1);
    expect(JSON.stringify(warnings)).not.toContain('2125550123');
    await loop.stop();
  });

  test('given a store that cannot be written, when it can again, then the call is recorded', async () => {
    const bench = await open();
    const { journal, loop, keys, office, log } = bench;
    await journal('17.1');
    const failing = vi.spyOn(office.store, 'transact').mockImplementation(() => {
      throw new Error('database or disk is full');
    });
    loop.start();
    await vi.waitFor(() => expect(log.lines.some(({ level }) => level === 'error')).toBe(true));
    expect(keys()).toHaveLength(1);
    failing.mockRestore();
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(callsOf(office)).toHaveLength(1);
    await loop.stop();
  });

  test('given a daemon that is up, when another call is journalled, then it is collected within seconds', async () => {
    const bench = await open();
    const { journal, loop, keys, office } = bench;
    loop.start();
    await pass(bench);
    await journal('17.9');
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(callsOf(office)).toHaveLength(1);
    await loop.stop();
    await journal('17.10');
    await bench.clock.advance(30_000);
    expect(keys()).toHaveLength(1);
  });

  test.each(['BLOCKED', 'NOANSWER'])(
    'given a caller on the block list whom the dialplan had %s, when it is collected, then blocked, no text and no lead',
    async (status) => {
      const { journal, loop, keys, office } = await open();
      const entry = { treatment: null, note: '', actor: 'test', blockedAt: 1 };
      office.store.transact('promised', (tx) => tx.blockedNumbers.put({ ...entry, number: CUSTOMER }));
      await journal('17.1', { status });
      loop.start();
      await vi.waitFor(() => expect(keys()).toEqual([]));
      expect(callsOf(office)).toMatchObject([{ outcome: 'blocked', reason: 'blocked', leadId: null }]);
      expect(office.balance()).toBe(10);
    },
  );
});
