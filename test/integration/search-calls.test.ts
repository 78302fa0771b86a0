import { describe, expect, test } from 'vitest';
import { type CallQuestion, searchCalls } from '../../src/services/search-calls.ts';
import { business, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const OTHER_LINE = '+12125550101';
/** 9 o'clock in the morning in New York. */
const MORNING = Date.UTC(2026, 10, 3, 14);

/** Four calls of one day and two of the next, by id: missed, answered, abandoned, missed; answered, missed. */
async function openLog(): Promise<ServiceBench> {
  const bench = openServiceBench();
  await bench.clock.advance(MORNING - bench.clock.now());
  await bench.missCall('+12125550111');
  await bench.answerCall('+12125550112');
  await bench.missCall('+12125550113', 10, 'abandoned');
  await bench.missCall('+12125550114');
  await bench.clock.advance(24 * 3_600_000);
  await bench.answerCall('+12125550115');
  await bench.missCall('+12125550116');
  return bench;
}

function found({ store, clock }: ServiceBench, question: Partial<CallQuestion>): readonly number[] | string {
  const calls = searchCalls(store, { limit: 10, ...question }, business, clock.now());
  return calls.kind === 'calls' ? calls.calls.map(({ id }) => id) : calls.problem;
}

describe('searchCalls', () => {
  test.each([
    ['nothing', {}, [6, 5, 4, 3, 2, 1]],
    ['what was missed', { end: 'missed' }, [6, 4, 3, 1]],
    ['what was answered', { end: 'answered' }, [5, 2]],
    ['who gave up', { end: 'abandoned' }, [3]],
    ['what is not known', { end: 'not-known' }, []],
    ['a day', { day: '2026-11-03' }, [4, 3, 2, 1]],
    ['a day, and what was missed', { day: '2026-11-04', end: 'missed' }, [6]],
    ['a day without calls', { day: '2026-11-02' }, []],
    ['a line', { line: '(212) 555-0100' }, [6, 5, 4, 3, 2, 1]],
    ['a line, and what was missed', { line: LINE, end: 'missed' }, [6, 4, 3, 1]],
    ['another line', { line: OTHER_LINE }, []],
    ['another line, and what was answered', { line: OTHER_LINE, end: 'answered' }, []],
    ['two, after the fifth', { limit: 2, before: 5 }, [4, 3]],
    ['two that were missed, after the last', { limit: 2, before: 6, end: 'missed' }, [4, 3]],
    ['a day, after a call of it', { before: 3, day: '2026-11-03' }, [2, 1]],
    ['a day, after a call of the day after', { before: 6, day: '2026-11-03' }, [4, 3, 2, 1]],
    ['a line that there is not', { line: '+12125550188' }, 'There is no line at +12125550188.'],
    ['a day that there is not', { day: '2026-02-30' }, '2026-02-30 is no day. Write it as 2026-11-03.'],
    ['a page after no call', { before: 99 }, 'There is no call 99 for a page to begin after.'],
  ] as const)('given a log, when asked for %s, then that is what is shown', async (_, question, ids) => {
    const bench = await openLog();
    bench.store.transact('promised', (tx) =>
      tx.lines.add({ number: OTHER_LINE, name: 'Night', createdAt: bench.clock.now() }),
    );
    expect(found(bench, question)).toEqual(ids);
  });

  test('given a missed call, when listed, then its line, lead, phones and decision come with it', async () => {
    const bench = await openLog();
    const listed = searchCalls(bench.store, { limit: 1 }, business, bench.clock.now());
    expect(listed).toMatchObject({
      calls: [
        {
          ...{ outcome: 'no-answer', leadName: 'PAT SMITH', verdict: 'send', reason: null },
          ...{ line: { number: LINE, name: 'Acme HVAC' }, legs: [{ label: '+12125550199' }] },
        },
      ],
    });
  });
});
