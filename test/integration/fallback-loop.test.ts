import { describe, expect, onTestFinished, test } from 'vitest';
import type { Ami, AmiResponse } from '../../src/asterisk/ami.ts';
import { createFallbackLoop } from '../../src/loops/fallbacks.ts';
import { blockNumber } from '../../src/services/block-number.ts';
import { unblockNumber } from '../../src/services/unblock-number.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openServiceBench } from '../fakes/service-bench.ts';

/** AstDB in memory. */
function createAstDb() {
  const entries = new Map<string, string>([['19995550100', 'a line that was removed']]);
  const blocked = new Map<string, string>([['19995550123', 'busy']]);
  const of = (family: string) => (family === 'textback/blocked' ? blocked : entries);
  const ok: AmiResponse = { kind: 'ok', fields: {}, events: [] };
  let answer: AmiResponse = ok;
  const ami: Ami = {
    state: 'up',
    start() {},
    action: async () => ok,
    async dbPut(family, key, value) {
      if (answer.kind === 'ok') of(family).set(key, value);
      return answer;
    },
    async dbDel(family, key) {
      of(family).delete(key);
      return ok;
    },
    dbGetTree: async (family) => [...of(family)].map(([key, value]) => ({ key, value })),
    stop: async () => {},
  };
  return {
    ami,
    entries,
    blocked,
    answerWith(next: AmiResponse) {
      answer = next;
    },
    answerWell() {
      answer = ok;
    },
  };
}

function openBench() {
  const bench = openServiceBench();
  const astDb = createAstDb();
  const log = createRecordingLog();
  const loop = createFallbackLoop({
    store: bench.store,
    ami: astDb.ami,
    dialTemplate: 'PJSIP/{number}@trunk',
    business: { name: 'Acme', country: 'US', timeZone: 'America/New_York' },
    clock: bench.clock,
    log,
  });
  onTestFinished(() => loop.stop());
  bench.store.transact('promised', (tx) => {
    tx.lines.setSteps(bench.line.id, [
      { ringSeconds: null, destinations: [{ kind: 'number', value: '+12125550199' }] },
    ]);
  });
  return { ...bench, ...astDb, loop, log };
}

describe('the dialplan’s own fallback', () => {
  test('given a line, when the loop starts, then AstDB holds what to dial in both spellings, and no removed line', async () => {
    const { loop, clock, entries, line } = openBench();
    loop.start();
    await clock.advance(0);
    const dialled = `PJSIP/+12125550199@trunk,${line.ringTimeoutSeconds}`;
    const digits = line.number.slice(1);
    expect(Object.fromEntries(entries)).toEqual({ [digits]: dialled, [digits.slice(1)]: dialled });
  });

  test('given callers on the block list, when it changes, then AstDB holds it in the spellings of trunks, within 5 s', async () => {
    const { loop, clock, blocked, store } = openBench();
    const change = (number: string, blocks: boolean) =>
      blocks
        ? blockNumber(
            store,
            { number, exact: false, treatment: undefined, note: undefined, dryRun: false },
            'US',
            'cli:maria',
            clock.now(),
          )
        : unblockNumber(store, { number, dryRun: false }, 'US', 'cli:maria', clock.now());
    change('+12125550123', true);
    loop.start();
    await clock.advance(0);
    expect([...blocked.keys()]).toEqual(['12125550123', '2125550123']);
    change('withheld', true);
    change('+12125550123', false);
    await clock.advance(5_000);
    expect(Object.fromEntries(blocked)).toEqual({ withheld: 'busy' });
  });

  test('given Asterisk refuses, then it is said and tried again until it is written', async () => {
    const { loop, clock, entries, log, line, answerWith, answerWell } = openBench();
    answerWith({ kind: 'refused', why: 'no permission' });
    loop.start();
    await clock.advance(0);
    expect(JSON.stringify(log.lines)).toContain('no permission');
    answerWell();
    await clock.advance(5_000);
    expect(entries.has(line.number.slice(1))).toBe(true);
  });

  test('given it is stopped while Asterisk is being asked, then nothing is said and nothing waits', async () => {
    const { loop, clock, log, answerWith } = openBench();
    answerWith({ kind: 'lost', why: 'closed' });
    loop.start();
    loop.stop();
    await clock.advance(60_000);
    expect(log.lines).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
