import { describe, expect, onTestFinished, test } from 'vitest';
import type { LiveChannel } from '../../src/asterisk/pbx.ts';
import { createCallDriver } from '../../src/services/drive-calls.ts';
import { answers, arrives, goes, live, openDriverBench, rings, tell } from '../fakes/driver-bench.ts';
import { createScriptedPbx } from '../fakes/scripted-pbx.ts';
import { business, LINE } from '../fakes/service-bench.ts';

describe('a call from end to end', () => {
  test('given nobody answers, then at the timeout all is released, and the outbox is told at once', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives());
    expect(bench.asked()).toEqual(['indicate-ringing caller', 'originate caller-leg1']);
    tell(bench, rings());
    await bench.clock.advance(24_999);
    expect(bench.asked()).toEqual([]);

    const missedAt = bench.clock.now() + 1;
    await bench.clock.advance(1);

    expect(bench.asked()).toEqual(['hang-up caller-leg1', 'hang-up caller']);
    expect(bench.queued).toEqual([missedAt]);
    expect(bench.outcome()).toBe('no-answer');
    tell(bench, goes('caller'), goes('caller-leg1'));
    expect(bench.store.read((reader) => reader.calls.open())).toEqual([]);
    expect(bench.clock.waiting).toBe(0);
  });

  test('given somebody answers, then both are connected, and no text is queued', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings(), answers());
    expect(bench.asked().at(-1)).toBe('connect caller-leg1');
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('answered');
    await bench.clock.advance(3_600_000);
    expect(bench.asked()).toEqual([]);
    tell(bench, goes('caller-leg1'));
    expect(bench.asked()).toEqual(['hang-up caller', 'destroy-bridge caller-bridge']);
    expect(bench.queued).toEqual([]);
  });

  test('given the phone answers in the instant of the timeout, then it is released', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    await bench.clock.advance(25_000);
    bench.asked();
    tell(bench, answers());
    expect(bench.asked()).toEqual(['hang-up caller-leg1']);
    tell(bench, goes('caller'), goes('caller-leg1'), answers());
    // Its call is over: it is released all the same.
    expect(bench.asked()).toEqual(['hang-up caller-leg1']);
    expect(bench.outcome()).toBe('no-answer');
  });

  test('given events out of order, twice, and of strangers, then they do no harm', async () => {
    const bench = await openDriverBench();
    tell(bench, rings(), goes('stranger'), arrives(), arrives(), goes('stranger'), rings(), rings());
    expect(bench.asked()).toEqual(['indicate-ringing caller', 'originate caller-leg1']);
    tell(bench, goes('caller-leg1', 17), goes('caller-leg1', 0), goes('caller'), goes('caller'));
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('busy');
    expect(bench.queued).toHaveLength(1);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('given the trunk refuses, then the call is unreachable, and the log says so', async () => {
    const bench = await openDriverBench();
    bench.pbx.answerNext('originate', { kind: 'refused', why: 'Allocation failed (ARI 500)' });
    tell(bench, arrives());
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('unreachable');
    expect(bench.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        fields: { command: 'originate', why: 'Allocation failed (ARI 500)' },
      }),
    );
  });

  test('given the last credit is spent, when another call is missed, then the log is loud', async () => {
    const bench = await openDriverBench();
    for (let last = 130; last < 140; last += 1) await bench.missCall(`+12125550${last}`, 1);
    tell(bench, arrives(), goes('caller-leg1', 17));
    await bench.clock.advance(0);
    const errors = bench.log.lines.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('OUT OF CREDITS')]);
    expect(bench.queued).toEqual([]);
  });
});

describe('a caller we cannot serve', () => {
  test('given a number that is no line, then the dialplan goes on, and the log hides the number', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives('caller', '+12125550177'));
    expect(bench.asked()).toEqual(['continue caller']);
    expect(JSON.stringify(bench.log.lines)).not.toContain('2125550177');
  });

  test('given the call cannot be kept, then the dialplan goes on with the caller', async () => {
    const bench = await openDriverBench();
    bench.failTransactions(1);
    tell(bench, arrives());
    expect(bench.asked()).toEqual(['continue caller']);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('given a deadline that cannot be kept, then it is tried again every second until it is', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    await bench.clock.advance(24_000);
    bench.failTransactions(3);
    await bench.clock.advance(3_000);
    expect(bench.outcome()).toBeNull();
    await bench.clock.advance(2_000);
    expect(bench.outcome()).toBe('no-answer');
    expect(bench.queued).toHaveLength(1);
  });
});

describe('a link that comes and goes', () => {
  test('given the link is down at the timeout, then the deadline waits for the reunion', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    bench.driver.onLink('down');
    await bench.clock.advance(60_000);
    expect(bench.outcome()).toBeNull();

    bench.pbx.listNext([live('caller', 'Ring', LINE), live('caller-leg1', 'Ringing')]);
    bench.driver.onLink('up');
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('no-answer');
  });

  test('given a phone was answered unheard, when the link is back, then it is connected', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    bench.driver.onLink('down');
    await bench.clock.advance(60_000);
    bench.pbx.listNext([live('caller', 'Ring', LINE), live('caller-leg1', 'Up')]);
    bench.asked();
    bench.driver.onLink('up');
    await bench.clock.advance(0);
    expect(bench.asked()).toEqual(['connect caller-leg1']);
    expect(bench.outcome()).toBe('answered');
  });

  test('given a phone is gone unheard and the caller waits, when the link is back, then it rings again', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    bench.asked();
    await bench.loseLink(5, [live('caller', 'Ring', LINE)]);
    expect(bench.asked()).toEqual(['originate caller-leg2', 'indicate-ringing caller']);
    tell(bench, rings('caller-leg2'), goes('caller-leg2', 17));
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('busy');
    const legs = bench.store.read((reader) => reader.calls.legsOf(1));
    expect(legs.map(({ state, end }) => [state, end])).toEqual([
      ['ended', 'hung-up'],
      ['ended', 'busy'],
    ]);
  });

  test('given both are gone meanwhile, then the caller gave up, and nobody else is rung', async () => {
    const bench = await openDriverBench();
    bench.store.transact('promised', (tx) =>
      tx.lines.setSteps(bench.line.id, [
        { ringSeconds: 10, destinations: [{ kind: 'number', value: '+12125550198' }] },
        { ringSeconds: 10, destinations: [{ kind: 'number', value: '+12125550199' }] },
      ]),
    );
    tell(bench, arrives(), rings());
    bench.driver.onLink('down');
    await bench.clock.advance(5_000);
    bench.asked();
    bench.driver.onLink('up');
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('abandoned');
    expect(bench.asked().filter((each) => each.startsWith('originate'))).toEqual([]);
    expect(bench.store.read((reader) => reader.calls.open())).toEqual([]);
  });

  test('given strangers on the PBX, then orphaned legs are released and waiting callers are taken', async () => {
    const bench = await openDriverBench({ linkUp: false });
    bench.pbx.listNext([live('orphan', 'Ringing'), live('caller', 'Ring', LINE)]);
    bench.driver.onLink('up');
    await bench.clock.advance(0);
    expect(bench.asked().sort()).toEqual([
      'hang-up orphan',
      'indicate-ringing caller',
      'originate caller-leg1',
    ]);
  });

  test('given a caller arrives while Asterisk lists its channels, then they are neither gone nor orphans', async () => {
    const bench = await openDriverBench({ linkUp: false });
    let list: (channels: readonly LiveChannel[]) => void = () => {};
    bench.pbx.listNext(new Promise((resolve) => (list = resolve)));
    bench.driver.onLink('up');
    tell(bench, arrives('before-list'), arrives('after-list'));
    list([live('before-list', 'Ring', LINE), live('before-list-leg1', 'Ringing')]);
    await bench.clock.advance(0);
    expect(bench.asked().filter((each) => each.startsWith('hang-up'))).toEqual([]);
    expect([bench.outcome('before-list'), bench.outcome('after-list')]).toEqual([null, null]);
    await bench.clock.advance(25_000);
    expect(bench.outcome('after-list')).toBe('unreachable');
  });

  test('given the link drops before Asterisk has answered, then that answer does not set deadlines going', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    bench.driver.onLink('down');
    let list: (channels: readonly LiveChannel[]) => void = () => {};
    bench.pbx.listNext(new Promise((resolve) => (list = resolve)));
    bench.driver.onLink('up');
    bench.driver.onLink('down');
    list([]);
    await bench.clock.advance(60_000);
    expect(bench.outcome()).toBeNull();
  });

  test('given Asterisk does not list its channels, then it is asked again after a second', async () => {
    const bench = await openDriverBench({ linkUp: false });
    bench.pbx.listNext(Promise.reject(new Error('deadline')), [live('caller', 'Ring', LINE)]);
    bench.driver.onLink('up');
    await bench.clock.advance(999);
    expect(bench.asked()).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.asked()).toContain('originate caller-leg1');
  });

  test('given a connect under way when the link drops, then it is given again, not taken for a failure', async () => {
    const bench = await openDriverBench();
    bench.pbx.answerNext('connect', { kind: 'lost', why: 'the link broke' });
    tell(bench, arrives(), rings(), answers());
    bench.driver.onLink('down');
    await bench.clock.advance(30_000);
    expect(bench.outcome()).toBeNull();
    bench.asked();
    bench.pbx.listNext([live('caller', 'Up', LINE), live('caller-leg1', 'Up')]);
    bench.driver.onLink('up');
    await bench.clock.advance(0);
    expect(bench.asked()).toEqual(['connect caller-leg1']);
    expect(bench.outcome()).toBe('answered');
  });
});

describe('a phone of which nobody knows whether it rings', () => {
  test('given its request is lost with the link, when the link is back, then it is rung, and nothing was decided meanwhile', async () => {
    const bench = await openDriverBench();
    bench.pbx.answerNext('originate', { kind: 'lost', why: 'the link broke' });
    tell(bench, arrives());
    await bench.loseLink(5, [live('caller', 'Ring', LINE)]);
    expect(bench.outcome()).toBeNull();
    expect(bench.asked()).toContain('originate caller-leg2');
    tell(bench, answers('caller-leg2'));
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('answered');
  });

  test('given its request gets no answer on a link that stays, then after a second it is stopped, and unreachable', async () => {
    const bench = await openDriverBench();
    bench.pbx.answerNext('originate', { kind: 'lost', why: 'no answer within 5 s' });
    tell(bench, arrives());
    await bench.clock.advance(999);
    expect(bench.outcome()).toBeNull();
    await bench.clock.advance(1);
    expect(bench.outcome()).toBe('unreachable');
    expect(bench.asked()).toContain('hang-up caller-leg1');
  });

  test('given that, when it turns out to ring within the second, then it rings on', async () => {
    const bench = await openDriverBench();
    bench.pbx.answerNext('originate', { kind: 'lost', why: 'no answer within 5 s' });
    tell(bench, arrives(), rings());
    await bench.clock.advance(10_000);
    expect(bench.outcome()).toBeNull();
  });
});

describe('a restart', () => {
  test('given a ringing call, when another daemon takes over, then it rings on and times out as it should', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives(), rings());
    await bench.clock.advance(10_000);
    await bench.driver.stop();
    await bench.clock.advance(5_000);
    expect(bench.clock.waiting).toBe(0);

    const pbx = createScriptedPbx();
    pbx.listNext([live('caller', 'Ring', LINE), live('caller-leg1', 'Ringing')]);
    const parts = { ...bench, pbx, business, dialTemplate: '', sounds: '/sounds', onQueued: () => {} };
    const next = createCallDriver(parts);
    onTestFinished(() => next.stop());
    next.onLink('up');
    await bench.clock.advance(9_999);
    // Its ringback may never have got through.
    expect(pbx.asked).toEqual([{ type: 'indicate-ringing', channelId: 'caller' }]);
    await bench.clock.advance(1);
    expect(bench.outcome()).toBe('no-answer');
  });

  test('given it has stopped, then a ringing call is left as it is, and who calls now goes on in the dialplan', async () => {
    const bench = await openDriverBench();
    tell(bench, arrives('first'));
    bench.asked();
    await bench.driver.stop();
    tell(bench, arrives('second'), { type: 'leg-answered', channelId: 'first-leg1' });
    await bench.clock.advance(60_000);
    expect(bench.asked()).toEqual(['continue second']);
  });
});
