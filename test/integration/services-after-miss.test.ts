import { describe, expect, test } from 'vitest';
import type { LineChange } from '../../src/store/queries/lines.ts';
import {
  answers,
  arrives,
  type DriverBench,
  finishes,
  goes,
  live,
  openDriverBench,
  rings,
  tell,
} from '../fakes/driver-bench.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';

const VOICEMAIL = { afterMiss: 'voicemail', voicemail: 'ext-local,vmu100,1' } as const;

/** A call that nobody answers, at the end of its time. */
async function missed(line: LineChange): Promise<DriverBench> {
  const bench = await openDriverBench();
  bench.setLine(line);
  tell(bench, arrives(), rings());
  await bench.clock.advance(25_000);
  bench.asked();
  tell(bench, goes('caller-leg1'));
  return bench;
}

function open({ store }: DriverBench) {
  return store.read((reader) => reader.calls.open());
}

describe('an announcement after the miss', () => {
  test('given nobody answers, then the text goes out at once, and the caller is released once they have heard it', async () => {
    const bench = await missed({ afterMiss: 'announcement' });
    expect(bench.outcome()).toBe('no-answer');
    expect(bench.queued).toEqual([bench.clock.now()]);
    expect(bench.pbx.asked.at(-1)).toMatchObject({ type: 'play', media: ['sound:/sounds/not-available'] });
    await bench.clock.advance(3_000);
    tell(bench, finishes('caller-announcement1'));
    expect(bench.pbx.asked.at(-1)).toEqual({ type: 'hang-up', channelId: 'caller', reason: 'no-answer' });
    tell(bench, goes('caller'));
    expect(open(bench)).toEqual([]);
    expect(bench.clock.waiting).toBe(0);
    expect(bench.queued).toHaveLength(1);
  });

  test('given the line answers for it, then the call is answered first', async () => {
    const bench = await missed({
      afterMiss: 'announcement',
      announcementAnswers: true,
      announcement: 'custom/closed',
    });
    expect(bench.pbx.asked.slice(-2)).toMatchObject([
      { type: 'answer', channelId: 'caller' },
      { type: 'play', media: ['sound:custom/closed'] },
    ]);
    tell(bench, finishes('caller-announcement1'));
    expect(bench.pbx.asked.at(-1)).toMatchObject({ type: 'hang-up', reason: 'normal' });
  });

  test('given the caller hangs up during it, then it was missed all the same, and they are texted once', async () => {
    const bench = await missed({ afterMiss: 'announcement' });
    tell(bench, goes('caller'), finishes('caller-announcement1', true));
    expect(bench.outcome()).toBe('no-answer');
    expect(open(bench)).toEqual([]);
    expect(bench.queued).toHaveLength(1);
    expect(bench.asked().filter((each) => each.startsWith('hang-up'))).toEqual([]);
  });

  test('given the link is lost during it, then it begins anew, and ends in time', async () => {
    const bench = await missed({ afterMiss: 'announcement' });
    bench.asked();
    await bench.loseLink(8, [live('caller', 'Ring', LINE)]);
    expect(bench.asked()).toEqual(['stop-media caller-announcement1', 'play caller']);
    await bench.clock.advance(51_999);
    expect(bench.asked()).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.asked()).toEqual(['hang-up caller']);
  });

  test('given they hang up while the link is down, then the call is over', async () => {
    const bench = await missed({ afterMiss: 'announcement' });
    await bench.loseLink(8, []);
    expect(open(bench)).toEqual([]);
    expect(bench.outcome()).toBe('no-answer');
  });
});

describe('voicemail after the miss', () => {
  test('given nobody answers, then they are sent on and not hung up, and the call is over when they have left', async () => {
    const bench = await missed(VOICEMAIL);
    expect(bench.pbx.asked.at(-1)).toEqual({
      type: 'continue',
      channelId: 'caller',
      place: { context: 'ext-local', extension: 'vmu100', priority: 1 },
    });
    expect(bench.outcome()).toBe('voicemail');
    expect(bench.queued).toHaveLength(1);
    bench.asked();
    tell(bench, goes('caller'));
    await bench.clock.advance(60_000);
    expect(open(bench)).toEqual([]);
    expect(bench.asked()).toEqual([]);
  });

  test('given Asterisk refuses, then they are released as without voicemail', async () => {
    const bench = await openDriverBench();
    bench.setLine(VOICEMAIL);
    bench.pbx.answerNext('continue', { kind: 'refused', why: 'no (ARI 400)' });
    tell(bench, arrives(), goes('caller-leg1', 17));
    await bench.clock.advance(0);
    expect(bench.pbx.asked.at(-1)).toEqual({ type: 'hang-up', channelId: 'caller', reason: 'busy' });
    expect(bench.outcome()).toBe('voicemail');
    expect(bench.queued).toHaveLength(1);
  });

  test('given the link is lost, when they are found to have left, then the call is over and they are left alone', async () => {
    const bench = await missed(VOICEMAIL);
    bench.asked();
    await bench.loseLink(5, []);
    expect(open(bench)).toEqual([]);
    expect(bench.asked()).toEqual([]);
  });

  test('given the link is lost, when they are still here, then they are sent on again', async () => {
    const bench = await missed(VOICEMAIL);
    bench.asked();
    await bench.loseLink(5, [live('caller', 'Ring', LINE)]);
    expect(bench.asked()).toEqual(['continue caller']);
  });
});

describe('a caller on the block list', () => {
  test.each([
    ['busy', 'hang-up caller'],
    ['announcement', 'play caller'],
    ['voicemail', 'continue caller'],
  ] as const)(
    'given they get %s, then nobody is rung and nobody texted, and the call is kept',
    async (treatment, asked) => {
      const bench = await openDriverBench();
      bench.setLine({ voicemail: VOICEMAIL.voicemail });
      bench.store.transact('promised', (tx) =>
        tx.blockedNumbers.put({
          number: CUSTOMER,
          treatment,
          note: '',
          actor: 'test',
          blockedAt: bench.clock.now(),
        }),
      );
      tell(bench, arrives());
      expect(bench.asked()).toEqual([asked]);
      await bench.clock.advance(0);
      expect(bench.outcome()).toBe('blocked');
      tell(bench, goes('caller'));
      await bench.clock.advance(0);
      expect(open(bench)).toEqual([]);
      expect(bench.queued).toEqual([]);
      const decision = bench.store.read((reader) => reader.calls.decisionOf(1));
      expect(decision).toMatchObject({ verdict: 'suppress', reason: 'blocked' });
    },
  );
});

test('given a daemon that died before it destroyed the bridge of a call that is over, then the next one does', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings(), answers());
  await bench.clock.advance(60_000);
  tell(bench, goes('caller-leg1'));
  bench.asked();
  await bench.loseLink(2, []);
  expect(bench.asked()).toEqual(['destroy-bridge caller-bridge']);
  expect(open(bench)).toEqual([]);
});
