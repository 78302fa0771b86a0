import { beforeEach, describe, expect, test } from 'vitest';
import { createResponseLoop } from '../../src/loops/responses.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { assignLead } from '../../src/services/assign-lead.ts';
import { blockNumber } from '../../src/services/block-number.ts';
import { closeConversation } from '../../src/services/close-conversation.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import { stopResponseClock } from '../../src/services/response-clock.ts';
import { stageLead } from '../../src/services/stage-lead.ts';
import { tagLead } from '../../src/services/tag-lead.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const MINUTE = 60_000;
const OTHER = '+12125550124';
const STAFF = { label: 'user:Maria', userId: 1 };

let bench: ServiceBench;
beforeEach(() => {
  bench = openServiceBench();
  bench.store.transact('promised', (tx) => {
    for (const [name, extension] of [
      ['Maria', 'PJSIP/100'],
      ['Pat', null],
      ['Kim', null],
    ] as const) {
      const nothing = { phone: null, email: null, language: null, login: null };
      tx.users.add({ ...nothing, name, extension, role: 'staff', createdAt: 0 });
    }
  });
});

const owners = (...ids: number[]) =>
  bench.store.transact('promised', (tx) =>
    tx.lineOwners.replace(
      bench.line.id,
      ids.map((userId) => ({ userId, hours: null })),
    ),
  );
const lead = (number = CUSTOMER) => bench.store.read((reader) => reader.leads.byNumber(number));
const clock = (number = CUSTOMER) =>
  bench.store.read((reader) => reader.responseClocks.latest(lead(number)?.id ?? 0));
const lateAlert = () => bench.store.read((reader) => reader.alerts.open('response-late', 'lead:1'));
const startLoop = () => {
  const loop = createResponseLoop({
    store: bench.store,
    business,
    clock: bench.clock,
    log: createRecordingLog(),
  });
  loop.start();
  return loop;
};

describe('who owns a miss', () => {
  test('given one person looks after a line, when calls are missed, then all are theirs, from that transaction on', async () => {
    owners(1);
    await bench.missCall();
    expect(lead()).toMatchObject({ owner: 'Maria' });
    const [assigned] = bench.store.read((reader) =>
      reader.timeline.assignments(1, { at: Number.MAX_SAFE_INTEGER, id: 0 }, 10),
    );
    expect(assigned).toMatchObject({ to: 'Maria', reason: 'rule', actor: 'textback', at: bench.clock.now() });
  });

  test('given people take turns, when callers are missed, then each gets one in turn; who calls again changes nothing', async () => {
    owners(1, 2, 3);
    bench.setLine({ ownerRule: 'round-robin' });
    const numbers = ['+12125550131', '+12125550132', '+12125550133', '+12125550134'];
    for (const number of numbers) {
      await bench.missCall(number);
      await bench.missCall(number);
    }
    expect(numbers.map((number) => lead(number)?.owner)).toEqual(['Maria', 'Pat', 'Kim', 'Maria']);
  });

  test('given hours, when calls are missed in and out of them, then whose hours it is owns them', async () => {
    bench.store.transact('promised', (tx) =>
      tx.lineOwners.replace(bench.line.id, [
        { userId: 1, hours: 'Mon-Fri 8 AM-5 PM' },
        { userId: 2, hours: 'Sat-Sun 9 AM-6 PM' },
      ]),
    );
    bench.setLine({ ownerRule: 'hours' });
    // Monday, 10 AM in New York.
    await bench.missCall(CUSTOMER);
    await bench.clock.advance(5 * 24 * 60 * MINUTE);
    await bench.missCall(OTHER);
    await bench.clock.advance(12 * 60 * MINUTE);
    await bench.missCall('+12125550125');
    expect([CUSTOMER, OTHER, '+12125550125'].map((number) => lead(number)?.owner)).toEqual([
      'Maria',
      'Pat',
      null,
    ]);
  });

  test('given a lead has an owner, when they are missed again, then it stays so; given nobody is named, it is nobody’s', async () => {
    await bench.missCall();
    expect(lead()?.owner).toBeNull();
    assignLead(bench.store, { who: CUSTOMER, to: 'kim', dryRun: false }, 'US', STAFF, bench.clock.now());
    owners(1);
    await bench.missCall();
    expect(lead()?.owner).toBe('Kim');
  });

  test('given a stranger texts a line, when it is kept, then whoever looks after the line owns the lead', () => {
    owners(2);
    const text = { from: CUSTOMER, to: LINE, text: 'Are you open?', part: null };
    receiveText(bench.store, text, business, bench.clock.now());
    expect(lead()?.owner).toBe('Pat');
  });

  test('given a person was removed, when calls are missed, then the next in line owns them', async () => {
    owners(1, 2);
    await removeUser(bench.store, { name: 'Maria', leadsTo: null, dryRun: false }, 'test', bench.clock.now());
    await bench.missCall();
    expect(lead()?.owner).toBe('Pat');
  });
});

describe('the response clock', () => {
  test('given a miss, when nobody has responded, then it runs from the miss, and more misses do not start another', async () => {
    await bench.missCall();
    const missedAt = bench.clock.now();
    await bench.clock.advance(MINUTE);
    await bench.missCall();
    expect(clock()?.clock).toMatchObject({
      ...{ missedAt, targetAt: missedAt + 5 * MINUTE, escalatesAt: missedAt + 5 * MINUTE, endedAt: null },
    });
    expect(bench.store.read((reader) => reader.responseClocks.running(1))).toHaveLength(1);
  });

  test('given the line is closed, when a call is missed, then the target counts from its opening', async () => {
    bench.store.transact('promised', (tx) => {
      const day = [{ from: 8 * 60, to: 17 * 60 }];
      const weekly = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
      tx.hours.setWeek(bench.line.id, weekly);
    });
    // From Monday, 10 AM in New York, to 4:58 PM.
    await bench.clock.advance(418 * MINUTE - 25_000);
    await bench.missCall();
    // Tuesday, 8:03 AM.
    expect(clock()?.clock.targetAt).toBe(Date.UTC(2026, 0, 6, 13, 3));
  });

  test('given a line without a target, when a call is missed, then the clock runs and nothing comes of it', async () => {
    owners(1, 2);
    bench.setLine({ responseTargetSeconds: 0 });
    await bench.missCall();
    const loop = startLoop();
    await bench.clock.advance(24 * 60 * MINUTE);
    expect(clock()?.clock).toMatchObject({
      targetAt: null,
      escalatesAt: null,
      endedAt: null,
      escalations: 0,
    });
    expect(lateAlert()).toBeUndefined();
    loop.stop();
  });

  test('given a person texts, when it is queued, then that is the response, with who and when', async () => {
    await bench.missCall();
    await bench.clock.advance(3 * MINUTE);
    bench.store.transact('promised', (tx) => {
      const ids = { leadId: 1, lineId: bench.line.id, callId: null, userId: 1 };
      const times = { notBefore: bench.clock.now(), expiresAt: bench.clock.now() + MINUTE };
      const text = { kind: 'reply', from: LINE, to: CUSTOMER, text: 'On my way.', ...ids, ...times } as const;
      queueMessage(tx, text, bench.clock.now());
    });
    expect(clock()).toMatchObject({
      clock: { endedAt: bench.clock.now(), response: 'text', respondedBy: 1, escalatesAt: null },
      by: 'Maria',
    });
  });

  test('given only textback texts, when the text-back goes out, then the clock runs on', async () => {
    await bench.missCall();
    await bench.sendDue();
    expect(clock()?.clock.endedAt).toBeNull();
  });

  test('given the customer calls again and somebody picks up, when they are connected, then that is the response', async () => {
    await bench.missCall();
    await bench.clock.advance(2 * MINUTE);
    await bench.answerCall();
    expect(clock()?.clock).toMatchObject({ response: 'answered', respondedBy: null });
    const { missedAt, endedAt } = clock()?.clock ?? { missedAt: 0, endedAt: 0 };
    expect((endedAt ?? 0) - missedAt).toBeGreaterThan(2 * MINUTE - 1);
  });

  test('given the phone that picks up is somebody’s, when they are connected, then it is known who responded', async () => {
    bench.store.transact('promised', (tx) => tx.users.change(2, { phone: '+12125550199' }));
    await bench.missCall();
    await bench.answerCall();
    expect(clock()).toMatchObject({ clock: { response: 'answered' }, by: 'Pat' });
  });

  test('given a person moves the lead on, when they do, then somebody has responded', async () => {
    await bench.missCall();
    stageLead(bench.store, { who: '1', stage: 'contacted', dryRun: false }, 'US', STAFF, bench.clock.now());
    expect(clock()).toMatchObject({ clock: { response: 'stage', respondedBy: 1 } });
  });

  test.each<readonly [string, () => unknown]>([
    [
      'tagged spam',
      () => tagLead(bench.store, { who: '1', tags: ['spam'], dryRun: false }, 'US', STAFF, bench.clock.now()),
    ],
    [
      'lost',
      () =>
        stageLead(bench.store, { who: '1', stage: 'lost', dryRun: false }, 'US', STAFF, bench.clock.now()),
    ],
    [
      'closed',
      () =>
        closeConversation(
          bench.store,
          { who: '1', close: true, dryRun: false },
          'US',
          STAFF,
          bench.clock.now(),
        ),
    ],
    [
      'blocked',
      () =>
        blockNumber(
          bench.store,
          { number: CUSTOMER, exact: false, treatment: undefined, note: undefined, dryRun: false },
          'US',
          'test',
          bench.clock.now(),
        ),
    ],
  ])(
    'given a lead is %s, when that is kept, then nobody is waited for any more, and nobody responded',
    async (_what, happens) => {
      await bench.missCall();
      happens();
      expect(clock()?.clock).toMatchObject({ endedAt: bench.clock.now(), response: null, escalatesAt: null });
    },
  );

  test('given a lead is tagged spam, when they are missed, then no clock starts', async () => {
    await bench.missCall();
    tagLead(bench.store, { who: '1', tags: ['spam'], dryRun: false }, 'US', STAFF, bench.clock.now());
    await bench.missCall();
    expect(bench.store.read((reader) => reader.responseClocks.running(1))).toEqual([]);
  });

  test('given a response that was before the miss, when it is heard of late, then it did not answer it', async () => {
    await bench.missCall();
    bench.store.transact('promised', (tx) =>
      stopResponseClock(
        tx,
        1,
        { response: 'call', userId: null, at: bench.clock.now() - MINUTE },
        bench.clock.now(),
      ),
    );
    expect(clock()?.clock.endedAt).toBeNull();
  });

  test('given a response, when they are missed again, then they wait anew', async () => {
    await bench.missCall();
    await bench.answerCall();
    await bench.clock.advance(MINUTE);
    await bench.missCall();
    expect(clock()?.clock).toMatchObject({ missedAt: bench.clock.now(), endedAt: null });
  });
});

describe('escalation', () => {
  test('given nobody responds, when each target has passed, then the lead goes to the next person, once round, with an alert each time', async () => {
    owners(1, 2, 3);
    await bench.missCall();
    const loop = startLoop();
    await bench.clock.advance(5 * MINUTE - 1_000);
    expect(lead()?.owner).toBe('Maria');
    await bench.clock.advance(6_000);
    expect(lead()?.owner).toBe('Pat');
    const first = lateAlert();
    expect(first?.detail).toMatch(
      /^Lead 1 has waited 5 min.* for somebody to call back \(Acme HVAC\)\. It is Pat's now, it was Maria's\./,
    );
    expect(first?.detail).not.toContain('555');
    await bench.clock.advance(5 * MINUTE);
    expect(lead()?.owner).toBe('Kim');
    expect(lateAlert()?.id).not.toBe(first?.id);
    await bench.clock.advance(5 * MINUTE);
    expect(lead()?.owner).toBe('Kim');
    expect(lateAlert()?.detail).toContain("It is Kim's now.");
    expect(clock()?.clock).toMatchObject({ escalations: 2, escalatesAt: null, endedAt: null });
    const last = lateAlert()?.id;
    await bench.clock.advance(24 * 60 * MINUTE);
    expect(lateAlert()?.id).toBe(last);
    const reasons = bench.store.read((reader) =>
      reader.timeline
        .assignments(1, { at: Number.MAX_SAFE_INTEGER, id: 0 }, 10)
        .map(({ to, reason }) => [to, reason]),
    );
    expect(reasons).toEqual([
      ['Kim', 'escalation'],
      ['Pat', 'escalation'],
      ['Maria', 'rule'],
    ]);
    loop.stop();
  });

  test('given somebody responds in time, when the target passes, then nothing happens; given late, the alert is over', async () => {
    owners(1, 2);
    const loop = startLoop();
    await bench.missCall();
    await bench.clock.advance(4 * MINUTE);
    await bench.answerCall();
    await bench.clock.advance(60 * MINUTE);
    expect(lead()?.owner).toBe('Maria');
    expect(lateAlert()).toBeUndefined();
    await bench.missCall();
    await bench.clock.advance(6 * MINUTE);
    expect(lateAlert()).toBeDefined();
    await bench.answerCall();
    expect(lateAlert()).toBeUndefined();
    loop.stop();
  });

  test('given one person, or nobody, when the target passes, then the alert says whose it is', async () => {
    const loop = startLoop();
    await bench.missCall(OTHER);
    owners(1);
    await bench.missCall();
    await bench.clock.advance(6 * MINUTE);
    expect(bench.store.read((reader) => reader.alerts.open('response-late', 'lead:2'))?.detail).toContain(
      "It is Maria's now.",
    );
    // It was nobody's when the target passed, and had somebody to go to by then.
    expect(lead(OTHER)?.owner).toBe('Maria');
    loop.stop();
  });

  test('given somebody else owns the lead, when the target passes, then it goes round the line’s people all the same', async () => {
    owners(1, 2);
    await bench.missCall();
    assignLead(bench.store, { who: '1', to: 'Kim', dryRun: false }, 'US', STAFF, bench.clock.now());
    const loop = startLoop();
    await bench.clock.advance(6 * MINUTE);
    // Maria had it first.
    expect(lead()?.owner).toBe('Pat');
    loop.stop();
  });

  test('given a channel of the next person, when a lead escalates, then the alert goes to them, not to others', async () => {
    owners(1, 2);
    bench.store.transact('promised', (tx) => {
      for (const userId of [1, 2, 3]) {
        const channel = { userId, channel: 'webhook', address: `https://x.example/${userId}` } as const;
        tx.notices.addChannel({ ...channel, kinds: ['response-late'], atNight: true, createdAt: 0 });
      }
    });
    await bench.missCall();
    const loop = startLoop();
    await bench.clock.advance(6 * MINUTE);
    announceAlerts(bench.store, business, bench.clock.now());
    const told = bench.store.read((reader) => reader.notices.newest(10));
    expect(told.map(({ notice }) => [notice.userId, notice.kind])).toEqual([[2, 'response-late']]);
    loop.stop();
  });

  test('given the database is busy at one look, when it is free again, then nothing was lost', async () => {
    owners(1, 2);
    await bench.missCall();
    const log = createRecordingLog();
    let isBroken = true;
    const store: Store = {
      ...bench.store,
      read(query) {
        if (isBroken) throw new Error('disk I/O error');
        return bench.store.read(query);
      },
    };
    const loop = createResponseLoop({ store, business, clock: bench.clock, log });
    loop.start();
    await bench.clock.advance(6 * MINUTE);
    isBroken = false;
    await bench.clock.advance(10_000);
    expect(lead()?.owner).toBe('Pat');
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
    loop.stop();
  });
});
