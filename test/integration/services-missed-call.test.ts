import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Suppression } from '../../src/core/text-back-question.ts';
import { owedCalls, settleCall } from '../../src/services/settle-call.ts';
import { receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

/** Everything that a missed call may leave behind. */
function traces({ store }: ServiceBench) {
  return store.read((reader) => ({
    leads: reader.leadLists.newest(100),
    calls: reader.calls.newest(100),
    entries: reader.credits.history(100).filter(({ kind }) => kind !== 'top-up'),
    due: reader.outbox.nextDueAt(),
  }));
}

describe('a missed call', () => {
  test('given a line with credits, when a call is missed, then lead, decision, text and credit are there', async () => {
    const bench = openServiceBench();

    const callId = await bench.missCall();

    const at = bench.clock.now();
    const { store } = bench;
    expect(store.read((reader) => reader.leads.byNumber(CUSTOMER))).toMatchObject({
      name: 'PAT SMITH',
      source: 'missed-call',
      stage: 'New Lead',
    });
    expect(store.read((reader) => reader.calls.byId(callId))).toMatchObject({
      state: 'wrapping-up',
      outcome: 'no-answer',
      finishedAt: at,
      leadId: 1,
    });
    expect(store.read((reader) => reader.calls.legsOf(callId))).toMatchObject([
      { label: '+12125550199', endpoint: 'PJSIP/+12125550199@trunk', state: 'ended', end: 'no-answer' },
    ]);
    expect(store.read((reader) => reader.calls.decisionOf(callId))).toMatchObject({
      verdict: 'send',
      messageId: 1,
    });
    expect(bench.message()).toMatchObject({
      state: 'queued',
      fromNumber: LINE,
      toNumber: CUSTOMER,
      body: expect.stringContaining('Acme HVAC'),
      notBefore: at,
      expiresAt: at + 900_000,
      callId,
      leadId: 1,
    });
    expect(store.read((reader) => reader.credits.ofMessage(1))).toMatchObject([
      { kind: 'reserve', delta: -1, balanceAfter: 9 },
    ]);
  });

  test.each([
    'calls BEFORE UPDATE OF outcome',
    'leads BEFORE INSERT',
    'stage_moves BEFORE INSERT',
    'messages BEFORE INSERT',
    'message_parts BEFORE INSERT',
    'credit_entries BEFORE INSERT',
    'decisions BEFORE INSERT',
  ])(
    'given a disk that fails at %s, when a call is missed, then nothing of it stands until the disk is well',
    async (where) => {
      const bench = openServiceBench();
      const [table, ...moment] = where.split(' ');
      const other = new Database(bench.path);
      other.exec(
        `CREATE TRIGGER broken ${moment.join(' ')} ON ${table} ${table === 'calls' ? 'WHEN NEW.outcome IS NOT NULL' : ''}
       BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END`,
      );

      await expect(bench.missCall()).rejects.toThrow(/the disk is broken|Failed to run the query/);

      expect(traces(bench)).toMatchObject({
        leads: [],
        calls: [{ state: 'wrapping-up', outcome: null, leadId: null, verdict: null }],
        entries: [],
        due: null,
      });
      expect(bench.balance()).toBe(10);

      other.exec('DROP TRIGGER broken');
      other.close();
      const [callId = 0] = bench.store.read(owedCalls);
      const settle = () =>
        bench.store.transact('promised', (tx) => settleCall(tx, callId, business, bench.clock.now()));
      expect(settle()).toMatchObject({ leadId: 1, messageId: 1 });
      expect(settle()).toBeNull();
      expect(bench.store.read(owedCalls)).toEqual([]);
      expect(traces(bench)).toMatchObject({
        leads: [{ number: CUSTOMER }],
        calls: [{ state: 'wrapping-up', outcome: 'no-answer', leadId: 1, verdict: 'send' }],
        entries: [{ kind: 'reserve' }],
      });
    },
  );

  test.each(['(212) 555-0123', '12125550123', '2125550123', 'tel:+1-212-555-0123'])(
    'given a lead, when the same number calls again as %s, then it is the same lead',
    async (spelling) => {
      const bench = openServiceBench();
      await bench.missCall(CUSTOMER);
      const again = await bench.missCall(spelling);
      expect(traces(bench).leads).toHaveLength(1);
      expect(bench.store.read((reader) => reader.calls.byId(again))).toMatchObject({
        leadId: 1,
        fromNumber: CUSTOMER,
      });
    },
  );

  test('given a lead without a name, when they call with one, then it is kept; a filler is not', async () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) =>
      tx.leads.findOrAdd({ number: CUSTOMER, name: '', source: 'text' }, 1, bench.clock.now()),
    );
    await bench.missCall();
    expect(traces(bench).leads).toMatchObject([{ name: 'PAT SMITH', source: 'text' }]);
  });

  test('given a caller ID that is no phone number, when they are missed, then there is a lead and no text', async () => {
    const bench = openServiceBench();
    const callId = await bench.missCall('600');
    expect(traces(bench)).toMatchObject({ leads: [{ number: '600' }], due: null });
    expect(bench.store.read((reader) => reader.calls.decisionOf(callId))?.reason).toBe('not-textable');
  });

  test('given a line with nothing to ring, when a call comes, then it is missed at once, with all that follows', () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) => tx.lines.setSteps(bench.line.id, []));

    const received = receiveAndSettle(
      bench.store,
      { channelId: 'caller', dialled: LINE, callerNumber: CUSTOMER, callerName: '' },
      { business, dialTemplate: '{number}', sounds: '/sounds' },
      bench.clock.now(),
    );

    expect(received).toMatchObject({
      kind: 'started',
      recorded: { leadId: 1, messageId: 1, suppressed: null },
    });
    expect(traces(bench)).toMatchObject({
      calls: [{ outcome: 'unreachable', verdict: 'send' }],
      leads: [{}],
    });
  });
});

describe('a call that is not answered with a text', () => {
  const CASES: readonly (readonly [Suppression, (bench: ServiceBench) => Promise<number>, leads: number])[] =
    [
      ['withheld-number', (bench) => bench.missCall('anonymous'), 0],
      ['withheld-number', (bench) => bench.missCall(''), 0],
      ['not-textable', (bench) => bench.missCall('8005550123'), 1],
      ['own-number', (bench) => bench.missCall(LINE), 1],
      ['rang-too-briefly', (bench) => bench.missCall(CUSTOMER, 2, 'abandoned'), 0],
      [
        'opted-out',
        (bench) => {
          bench.optOut(CUSTOMER);
          return bench.missCall();
        },
        1,
      ],
      [
        'disabled',
        (bench) => {
          bench.setLine({ enabled: false });
          return bench.missCall();
        },
        1,
      ],
      [
        'no-credit',
        async (bench) => {
          for (let last = 130; last < 140; last += 1) await bench.missCall(`+12125550${last}`);
          return bench.missCall();
        },
        11,
      ],
    ];
  test.each(CASES)(
    'given %s, then it is recorded so, and nothing is sent or charged',
    async (reason, miss, leads) => {
      const bench = openServiceBench();
      const callId = await miss(bench);

      expect(bench.store.read((reader) => reader.calls.decisionOf(callId))).toMatchObject({
        verdict: 'suppress',
        reason,
        messageId: null,
      });
      expect(traces(bench).leads).toHaveLength(leads);
      const charged = traces(bench).entries.length;
      expect(bench.balance()).toBe(10 - charged);
      expect(charged).toBe(reason === 'no-credit' ? 10 : 0);
    },
  );

  test('given an abandoned call of exactly the minimum ring, then it is texted', async () => {
    const bench = openServiceBench();
    const callId = await bench.missCall(CUSTOMER, 3, 'abandoned');
    expect(bench.store.read((reader) => reader.calls.decisionOf(callId))?.verdict).toBe('send');
  });
});

describe('receiveAndSettle', () => {
  test('given a caller already known, when told again, then nothing happens; once over, it is released', () => {
    const bench = openServiceBench();
    const caller = { channelId: 'caller', dialled: LINE, callerNumber: CUSTOMER, callerName: '' };
    const arrive = () =>
      receiveAndSettle(
        bench.store,
        caller,
        { business, dialTemplate: '{number}', sounds: '/sounds' },
        bench.clock.now(),
      ).kind;
    expect([arrive(), arrive()]).toEqual(['started', 'known']);
    bench.store.transact('promised', (tx) => {
      const call = tx.calls.byCaller('caller');
      if (call?.machine) tx.calls.save(call.id, { ...call.machine, state: 'ended' }, call.machine, 1);
    });
    expect(arrive()).toBe('over');
  });

  test.each(['+12125550177', '', 'anonymous', 's'])(
    'given %j was dialled, which is no line, then so it is told',
    (dialled) => {
      const bench = openServiceBench();
      const caller = { channelId: 'caller', dialled, callerNumber: CUSTOMER, callerName: '' };
      const received = receiveAndSettle(
        bench.store,
        caller,
        { business, dialTemplate: '', sounds: '/sounds' },
        bench.clock.now(),
      );
      expect(received).toEqual({ kind: 'no-such-line' });
      expect(traces(bench).calls).toEqual([]);
    },
  );

  test('given a caller ID and name of any length, then they are cut', () => {
    const bench = openServiceBench();
    const long = 'x'.repeat(5_000);
    const caller = { channelId: 'caller', dialled: LINE, callerNumber: long, callerName: long };
    receiveAndSettle(
      bench.store,
      caller,
      { business, dialTemplate: '', sounds: '/sounds' },
      bench.clock.now(),
    );
    expect(bench.store.read((reader) => reader.calls.byCaller('caller'))).toMatchObject({
      fromRaw: 'x'.repeat(80),
      fromName: 'x'.repeat(80),
    });
  });
});
