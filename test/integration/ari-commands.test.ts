import { describe, expect, it, vi } from 'vitest';
import type { PbxCommand } from '../../src/core/call.ts';
import { type AriBench, openAriBench } from '../fakes/ari-bench.ts';

const PHONE = 'PJSIP/+12125550199@trunk';
const ORIGINATE: PbxCommand = {
  type: 'originate',
  channelId: 'leg-1',
  endpoint: PHONE,
  callerId: { name: 'Pat', number: '+12125550142' },
  divertedFrom: null,
  callerChannelId: 'caller-1',
  timeoutSeconds: 25,
};

async function openConnected(): Promise<AriBench> {
  const bench = await openAriBench();
  bench.pbx.start();
  await vi.waitFor(() => expect(bench.pbx.state).toBe('up'));
  return bench;
}

function isOriginate({ method, target }: { method: string; target: string }): boolean {
  return method === 'POST' && target.startsWith('/ari/channels?');
}

describe('ARI: commands that go wrong', () => {
  it('given an Asterisk that hangs, when a command is sent, then it is lost within its deadline', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest(() => ({ kind: 'hang' }));
    const seen = bench.simulated.ari.requests.length;
    const result = bench.pbx.execute({ type: 'hang-up', channelId: 'x', reason: 'normal' });
    await vi.waitFor(() => expect(bench.simulated.ari.requests.length).toBeGreaterThan(seen));
    await bench.clock.advance(5_000);
    expect(await result).toEqual({ kind: 'lost', why: 'no answer within 5 s' });
  });

  it.each([
    [404, 'gone'],
    [409, 'gone'],
    [412, 'gone'],
    [422, 'gone'],
    [400, 'refused'],
    [500, 'refused'],
    [503, 'refused'],
  ] as const)('given an answer of %i, when a command is sent, then it is %s', async (status, kind) => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest(() => ({
      kind: 'status',
      status,
      body: '{"message":"Asterisk’s words"}',
    }));
    expect(await bench.pbx.execute({ type: 'indicate-ringing', channelId: 'x' })).toEqual({
      kind,
      why: `Asterisk’s words (ARI ${status})`,
    });
  });

  it.each(['html', 'reset'] as const)(
    'given %s for an answer, when a command is sent, then it is no crash',
    async (kind) => {
      const bench = await openConnected();
      bench.simulated.ari.faults.onRequest(() => ({ kind }));
      const result = await bench.pbx.execute({ type: 'indicate-ringing', channelId: 'x' });
      expect(result.kind).toBe(kind === 'reset' ? 'lost' : 'refused');
      expect(bench.pbx.state).toBe('up');
    },
  );

  it('given a link that is down, when a phone is to be rung, then it is refused and never sent', async () => {
    const bench = await openAriBench();
    expect((await bench.pbx.execute(ORIGINATE)).kind).toBe('refused');
    expect((await bench.pbx.execute({ type: 'hang-up', channelId: 'x', reason: 'busy' })).kind).toBe('lost');
    await expect(bench.pbx.listChannels()).rejects.toThrow('not connected');
    expect(bench.simulated.ari.requests).toHaveLength(0);
  });

  it('given the WebSocket down and HTTP well, when a leg is to be released, then it still is', async () => {
    const bench = await openConnected();
    await bench.pbx.execute(ORIGINATE);
    bench.simulated.ari.faults.dropWebSockets();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
    expect((await bench.pbx.execute({ type: 'hang-up', channelId: 'leg-1', reason: 'normal' })).kind).toBe(
      'done',
    );
    expect(bench.simulated.legs).toEqual([]);
  });
});

describe('ARI: legs that must not ring on', () => {
  it('given an originate that worked but whose answer was lost, when it is over, then nothing rings', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest((request) => (isOriginate(request) ? { kind: 'late-reset' } : null));
    expect((await bench.pbx.execute(ORIGINATE)).kind).not.toBe('done');
    await vi.waitFor(() =>
      // That it is gone shows that it had been there.
      expect(bench.events).toContainEqual(
        expect.objectContaining({ type: 'channel-gone', channelId: 'leg-1' }),
      ),
    );
    expect(bench.simulated.legs).toEqual([]);
    expect(bench.events).not.toContainEqual(expect.objectContaining({ type: 'leg-answered' }));
  });

  it('given an originate that gets through only after its deadline, when the phone rings, then it is stopped', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest((request) =>
      isOriginate(request) ? { kind: 'delay', ms: 6_000 } : null,
    );
    const result = bench.pbx.execute(ORIGINATE);
    await vi.waitFor(() => expect(bench.simulated.ari.requests.some(isOriginate)).toBe(true));
    await bench.clock.advance(5_000);
    expect((await result).kind).toBe('lost');
    await bench.clock.advance(1_000);
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      const after = bench.simulated.ari.requests.filter((one) =>
        one.target.startsWith('/ari/channels/leg-1'),
      );
      expect(after.length).toBeGreaterThanOrEqual(2);
      expect(bench.simulated.legs).toEqual([]);
    });
    expect(bench.events.map((event) => event.type)).not.toContain('channel-ringing');
  });

  it('given a link lost with an originate, when it is back, then the leg is no channel of ours, and released', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest((request) => {
      if (isOriginate(request)) return { kind: 'late-reset' };
      return request.method === 'GET' ? null : { kind: 'reset' };
    });
    expect((await bench.pbx.execute(ORIGINATE)).kind).toBe('lost');
    bench.simulated.ari.faults.dropWebSockets();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      expect(bench.pbx.state).toBe('up');
    });
    expect(bench.simulated.legs).toHaveLength(1);
    expect(await bench.pbx.listChannels()).toEqual([]);
    bench.simulated.ari.faults.onRequest(() => null);
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      expect(bench.simulated.legs).toEqual([]);
    });
  });

  it('given a kept connection that Asterisk has just closed, when a phone is rung, then it rings once', async () => {
    const bench = await openConnected();
    let resets = 0;
    bench.simulated.ari.faults.onRequest((request) => {
      if (!isOriginate(request) || resets > 0) return null;
      resets += 1;
      return { kind: 'reset' };
    });
    expect(await bench.pbx.execute(ORIGINATE)).toEqual({ kind: 'done' });
    expect(resets).toBe(1);
    expect(bench.simulated.legs).toHaveLength(1);
  });
});

describe('ARI: connections', () => {
  it('given 200 commands in a row, when they are done, then they shared a few connections', async () => {
    const bench = await openConnected();
    const call = bench.simulated.placeCall({ from: '+12125550142', to: '+12125550100' });
    const before = bench.simulated.ari.connections;
    for (let n = 0; n < 200; n += 1) {
      expect((await bench.pbx.execute({ type: 'indicate-ringing', channelId: call.channelId })).kind).toBe(
        'done',
      );
    }
    expect(bench.simulated.ari.connections - before).toBeLessThanOrEqual(1);
  });

  it('given 300 commands at once, when they are done, then no more than 32 connections were open', async () => {
    const bench = await openConnected();
    const call = bench.simulated.placeCall({ from: '+12125550142', to: '+12125550100' });
    const before = bench.simulated.ari.connections;
    const ring: PbxCommand = { type: 'indicate-ringing', channelId: call.channelId };
    const results = await Promise.all(Array.from({ length: 300 }, () => bench.pbx.execute(ring)));
    expect(results.every((result) => result.kind === 'done')).toBe(true);
    expect(bench.simulated.ari.connections - before).toBeLessThanOrEqual(32);
  });
});
