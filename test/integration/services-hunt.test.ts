import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/core/call.ts';
import { parseHunt } from '../../src/core/hunt-words.ts';
import type { JournalEntry } from '../../src/core/journal-entry.ts';
import { fallbacks } from '../../src/services/mirror-fallbacks.ts';
import { recordJournaledCall } from '../../src/services/record-journaled-call.ts';
import type { LineChange } from '../../src/store/queries/lines.ts';
import { advanceAndSettle, receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const SHOP = '+12125550101';
const settings = { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };

/** The bench's line with these steps; the bench's clock begins on a Monday, at 10:00 in New York. */
function openHunt(plan: string, change: LineChange = { huntOrder: 'fixed' }): ServiceBench {
  const bench = openServiceBench();
  bench.setLine(change);
  setSteps(bench, LINE, plan);
  return bench;
}

function setSteps({ store }: ServiceBench, number: string, plan: string): void {
  const read = parseHunt(plan, 'US');
  if (read.kind !== 'steps') throw new Error(read.problem);
  store.transact('promised', (tx) => {
    const line = tx.lines.byNumber(number) ?? tx.lines.add({ number, name: 'Shop', createdAt: 1 });
    tx.lines.setSteps(line.id, read.steps);
  });
}

let channels = 0;

/** A caller arrives; gives the call as it begins. */
function call({ store, clock }: ServiceBench, from = CUSTOMER): Call {
  channels += 1;
  const caller = {
    channelId: `caller-${channels}`,
    dialled: LINE,
    callerNumber: from,
    callerName: 'PAT SMITH',
  };
  const received = receiveAndSettle(store, caller, settings, clock.now());
  if (received.kind !== 'started') throw new Error(`the call is ${received.kind}`);
  return received.transition.call;
}

/** What rings for a call, step by step. */
function rung(bench: ServiceBench): readonly string[] {
  return call(bench).plan.steps.map(({ destinations }) =>
    destinations.map(({ endpoint }) => endpoint).join('&'),
  );
}

/** A call of which the leg `leg` is talked to, for so long; 0 for still. */
async function talk(bench: ServiceBench, leg: number, seconds: number): Promise<void> {
  const { store, clock } = bench;
  const { callerChannelId } = call(bench);
  const channelId = `${callerChannelId}-leg${leg}`;
  const find = (reader: Parameters<Parameters<typeof store.read>[0]>[0]) =>
    reader.calls.byCaller(callerChannelId);
  const happen = (
    event: Parameters<typeof advanceAndSettle>[2] extends (call: Call) => infer Event ? Event : never,
  ) => advanceAndSettle(store, find, () => event, business, clock.now());
  happen({ type: 'leg-answered', channelId });
  happen({ type: 'legs-bridged' });
  if (seconds === 0) return;
  await clock.advance(seconds * 1000);
  happen({ type: 'leg-ended', channelId, cause: 16, techCause: null });
  happen({ type: 'caller-hung-up' });
}

describe('hours of steps', () => {
  test('given steps with hours, when calls come at different hours, then the steps of the hour ring', async () => {
    const bench = openHunt('PJSIP/1 10s [mon-fri 8:00-17:00]; PJSIP/2 10s');
    expect(rung(bench)).toEqual(['PJSIP/1', 'PJSIP/2']);
    await bench.clock.advance(8 * 3_600_000);
    expect(rung(bench)).toEqual(['PJSIP/2']);
  });

  test('given the line’s own time zone, when a call comes, then the hours are those of its clock', async () => {
    const bench = openHunt('PJSIP/1 10s [mon 8:00-17:00]; PJSIP/2', { timeZone: 'Asia/Tokyo' });
    expect(rung(bench)).toEqual(['PJSIP/2']);
  });

  test('given no step of this hour, when a call comes, then it is missed as not answered, and texted', () => {
    const bench = openHunt('PJSIP/1 [sat 8:00-17:00]');
    const { outcome, legs } = call(bench);
    expect({ outcome, legs }).toEqual({ outcome: 'no-answer', legs: [] });
    expect(bench.message()).toMatchObject({ toNumber: CUSTOMER, state: 'queued' });
    expect(bench.store.read((reader) => reader.calls.byId(1))).toMatchObject({ outcome: 'no-answer' });
  });
});

describe('steps that take turns', () => {
  test('given three calls, when each comes, then each begins with the next step', () => {
    const bench = openHunt('PJSIP/1; PJSIP/2; PJSIP/3', { huntOrder: 'round-robin' });
    expect([rung(bench)[0], rung(bench)[0], rung(bench)[0], rung(bench)[0]]).toEqual([
      'PJSIP/1',
      'PJSIP/2',
      'PJSIP/3',
      'PJSIP/1',
    ]);
  });

  test('given a call that is heard twice, and one of a blocked caller, then neither takes a turn', () => {
    const bench = openHunt('PJSIP/1; PJSIP/2', { huntOrder: 'round-robin' });
    const turn = () => bench.store.read((reader) => reader.lines.byNumber(LINE)?.huntTurn);
    const { callerChannelId: channelId } = call(bench);
    const again = { channelId, dialled: LINE, callerNumber: CUSTOMER, callerName: '' };
    expect(receiveAndSettle(bench.store, again, settings, bench.clock.now())).toEqual({ kind: 'known' });
    bench.store.transact('promised', (tx) =>
      tx.blockedNumbers.put({ number: '+12125550666', treatment: null, note: '', actor: '', blockedAt: 1 }),
    );
    call(bench, '+12125550666');
    expect(turn()).toBe(1);
  });
});

describe('the longest idle first', () => {
  test('given who was talked to when, then whoever has been idle for the longest rings first, and who talks rings last', async () => {
    const bench = openHunt('PJSIP/1; PJSIP/2; +12125550199', { huntOrder: 'longest-idle' });
    await talk(bench, 1, 60);
    const cell = 'PJSIP/+12125550199@trunk';
    expect(rung(bench)).toEqual(['PJSIP/2', cell, 'PJSIP/1']);
    await talk(bench, 1, 0);
    expect(rung(bench)).toEqual([cell, 'PJSIP/1', 'PJSIP/2']);
  });

  test('given calls that nobody took, then they count for nothing', async () => {
    const bench = openHunt('PJSIP/1; PJSIP/2', { huntOrder: 'longest-idle' });
    await bench.missCall();
    expect(rung(bench)).toEqual(['PJSIP/1', 'PJSIP/2']);
  });
});

describe('another line’s phones', () => {
  test('given another line’s number as a phone number, when a call comes, then that line’s phones ring in this call', () => {
    const bench = openHunt(`${SHOP}; PJSIP/1`);
    setSteps(bench, SHOP, 'PJSIP/7 5s; PJSIP/8 5s');
    expect(rung(bench)).toEqual(['PJSIP/7', 'PJSIP/8', 'PJSIP/1']);
  });

  test('given a line that may ring for 8 s, when its phones ring in vain, then they stop after 8 s together', async () => {
    const bench = openHunt(`line:${SHOP} 8s; PJSIP/1`);
    setSteps(bench, SHOP, 'PJSIP/7 5s; PJSIP/8 5s; PJSIP/9');
    const { store, clock } = bench;
    const { callerChannelId } = call(bench);
    const find = (reader: Parameters<Parameters<typeof store.read>[0]>[0]) =>
      reader.calls.byCaller(callerChannelId);
    const rungAfter = async (seconds: number) => {
      await clock.advance(seconds * 1000);
      const advanced = advanceAndSettle(
        store,
        find,
        (ringing) => ({
          type: 'timer-elapsed',
          name: 'step-timeout',
          at: ringing.timers['step-timeout'] ?? 0,
        }),
        business,
        clock.now(),
      );
      return advanced?.transition.call.legs.at(-1)?.destination.label;
    };
    expect([await rungAfter(5), await rungAfter(3)]).toEqual(['PJSIP/8', 'PJSIP/1']);
  });

  test('given two lines that ring each other, when a call comes, then it ends by itself and rings each phone once', () => {
    const bench = openHunt(`line:${SHOP}; PJSIP/1`);
    setSteps(bench, SHOP, `line:${LINE}; PJSIP/7`);
    expect(rung(bench)).toEqual(['PJSIP/7', 'PJSIP/1']);
  });

  test('given that line takes turns, when calls come through this one, then it does here too', () => {
    const bench = openHunt(`line:${SHOP}`);
    setSteps(bench, SHOP, 'PJSIP/7 5s; PJSIP/8 5s');
    bench.store.transact('promised', (tx) => {
      const shop = tx.lines.byNumber(SHOP);
      if (shop !== undefined) tx.lines.change(shop.id, { huntOrder: 'round-robin' });
    });
    expect([rung(bench), rung(bench)]).toEqual([
      ['PJSIP/7', 'PJSIP/8'],
      ['PJSIP/8', 'PJSIP/7'],
    ]);
  });

  test('given more lines than one call can ring, when a call comes, then it rings those that it can', () => {
    const shops = Array.from({ length: 30 }, (_, index) => `+121255502${String(index).padStart(2, '0')}`);
    const bench = openHunt(
      `${shops.slice(0, 10).join('&')}; ${shops.slice(10, 20).join('&')}; ${shops.slice(20).join('&')}`,
    );
    for (const [index, shop] of shops.entries()) setSteps(bench, shop, `PJSIP/${index}`);
    expect(rung(bench).flatMap((step) => step.split('&'))).toEqual(
      Array.from({ length: 19 }, (_, index) => `PJSIP/${index}`),
    );
  });
});

describe('what the phone shows', () => {
  test.each([
    [
      { callerId: 'caller' },
      { presentedCallerId: { name: 'PAT SMITH', number: CUSTOMER }, divertedFrom: null },
    ],
    [
      { callerId: 'business' },
      { presentedCallerId: { name: 'Acme HVAC PAT SMITH', number: LINE }, divertedFrom: null },
    ],
    [
      { callerId: 'business', callerIdPrefix: 'AC' },
      { presentedCallerId: { name: 'AC PAT SMITH', number: LINE }, divertedFrom: null },
    ],
    [
      { callerId: 'diversion' },
      { presentedCallerId: { name: 'PAT SMITH', number: CUSTOMER }, divertedFrom: LINE },
    ],
  ] as const)('given a line with %j, when a call comes, then its plan has %j', (change, shown) => {
    expect(call(openHunt('PJSIP/1', change)).plan).toMatchObject(shown);
  });
});

describe('without the daemon', () => {
  const dialled = (bench: ServiceBench) =>
    fallbacks(bench.store, settings, bench.clock.now()).get(LINE.slice(1));

  test('given a hunt group, then the dialplan rings the first step that always rings, without who has to press 1', () => {
    const bench = openHunt('PJSIP/1 [mon 8-17]; +12125550199! & PJSIP/2 10s; PJSIP/3');
    expect(dialled(bench)).toBe('PJSIP/2,25');
  });

  test('given another line, then the dialplan rings its phones', () => {
    const bench = openHunt(`line:${SHOP}`);
    setSteps(bench, SHOP, 'PJSIP/7 5s; +12125550198 5s');
    expect(dialled(bench)).toBe('PJSIP/7&PJSIP/+12125550198@trunk,25');
  });

  test('given phones of very long names, then as many are dialled as AMI can write', () => {
    const long = (n: number) => `PJSIP/${String(n).repeat(120)}`;
    const bench = openHunt([1, 2, 3, 4, 5, 6, 7, 8, 9].map(long).join('&'));
    expect(dialled(bench)).toBe(`${[1, 2, 3, 4, 5, 6, 7].map(long).join('&')},25`);
  });

  test('given a journalled call of a named phone of another line, when it is recorded, then the phone has its name', () => {
    const bench = openHunt(`line:${SHOP}`);
    setSteps(bench, SHOP, '+12125550198 (Maria)');
    const entry: JournalEntry = {
      channelId: 'journaled',
      arrivedAt: bench.clock.now() - 30_000,
      finishedAt: bench.clock.now(),
      ringingAt: null,
      bridgedAt: null,
      dialled: LINE,
      callerNumber: CUSTOMER,
      outcome: 'no-answer',
      leg: { endpoint: 'PJSIP/+12125550198@trunk', end: 'no-answer', cause: null },
    };
    expect(recordJournaledCall(bench.store, entry, settings, bench.clock.now())).toMatchObject({ callId: 1 });
    expect(bench.store.read((reader) => reader.calls.legsOf(1))).toMatchObject([{ label: 'Maria' }]);
  });
});
