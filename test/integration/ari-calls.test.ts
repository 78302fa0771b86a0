import { describe, expect, it, vi } from 'vitest';
import type { PbxCommand } from '../../src/core/call.ts';
import { type AriBench, openAriBench } from '../fakes/ari-bench.ts';

const LINE = '+12125550100';
const CUSTOMER = '+12125550142';
const PHONE = 'PJSIP/+12125550199@trunk';

async function openConnected(given: Parameters<typeof openAriBench>[0] = {}): Promise<AriBench> {
  const bench = await openAriBench(given);
  bench.pbx.start();
  await vi.waitFor(() => expect(bench.pbx.state).toBe('up'));
  return bench;
}

async function arrive(bench: AriBench, name = 'Pat') {
  const call = bench.simulated.placeCall({ from: CUSTOMER, name, to: LINE });
  await vi.waitFor(() =>
    expect(bench.events).toContainEqual(expect.objectContaining({ type: 'caller-arrived' })),
  );
  return call;
}

function originate(
  callerChannelId: string,
  over: Partial<Extract<PbxCommand, { type: 'originate' }>> = {},
): PbxCommand {
  return {
    type: 'originate',
    channelId: 'leg-1',
    endpoint: PHONE,
    callerId: { name: 'Pat', number: CUSTOMER },
    callerChannelId,
    timeoutSeconds: 25,
    ...over,
  };
}

describe('a call over ARI', () => {
  it('given a connected adapter, when a call comes in, then who called whom is told', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    expect(bench.events).toEqual([
      {
        type: 'caller-arrived',
        channelId: call.channelId,
        dialled: LINE,
        callerNumber: CUSTOMER,
        callerName: 'Pat',
      },
    ]);
  });

  it('given a caller, when ringing is indicated, then the caller hears it and is not answered', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    expect(await bench.pbx.execute({ type: 'indicate-ringing', channelId: call.channelId })).toEqual({
      kind: 'done',
    });
    expect(call.heard.map((one) => one.what)).toEqual(['ringing']);
    expect(call.state).toBe('Ring');
  });

  it('given a phone that answers, when both are connected, then they are bridged and the hang-up is heard', async () => {
    const bench = await openConnected();
    bench.simulated.setPhone(PHONE, { kind: 'answer', afterMs: 2_000 });
    const call = await arrive(bench);
    expect(await bench.pbx.execute(originate(call.channelId))).toEqual({ kind: 'done' });
    await bench.clock.advance(0);
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual({ type: 'channel-ringing', channelId: 'leg-1' }),
    );
    await bench.clock.advance(2_000);
    await vi.waitFor(() => expect(bench.events).toContainEqual({ type: 'leg-answered', channelId: 'leg-1' }));
    const connected = await bench.pbx.execute({
      type: 'connect',
      bridgeId: 'bridge-1',
      callerChannelId: call.channelId,
      legChannelId: 'leg-1',
    });
    expect(connected).toEqual({ kind: 'done' });
    expect(bench.simulated.bridges.get('bridge-1')).toEqual(new Set([call.channelId, 'leg-1']));
    // Asked for at once: either may come first.
    expect(call.heard.map((one) => one.what).toSorted()).toEqual(['answered', 'bridged']);

    bench.simulated.hangUpLeg('leg-1');
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual({
        type: 'channel-gone',
        channelId: 'leg-1',
        cause: 16,
        techCause: null,
      }),
    );
    expect(await bench.pbx.execute({ type: 'destroy-bridge', bridgeId: 'bridge-1' })).toEqual({
      kind: 'done',
    });
    expect(bench.simulated.bridges.size).toBe(0);
  });

  it('given a rung phone, when it is looked at, then it shows the caller, with nothing smuggled in', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    await bench.pbx.execute(
      originate(call.channelId, { callerId: { name: 'Pat "Boss"\r\nX: y <911>', number: '+1212555<0142>' } }),
    );
    expect(bench.simulated.legs.map((leg) => leg.caller)).toEqual([
      { name: 'Pat Boss X: y 911', number: '+12125550142' },
    ]);
  });

  it.each([
    ['normal', 16],
    ['busy', 17],
    ['no-answer', 19],
    ['congestion', 34],
  ] as const)(
    'given a caller, when released as %s, then cause %i reaches their phone',
    async (reason, cause) => {
      const bench = await openConnected();
      const call = await arrive(bench);
      await bench.pbx.execute({ type: 'hang-up', channelId: call.channelId, reason });
      expect(call.heard).toEqual([expect.objectContaining({ what: 'released', cause })]);
      await vi.waitFor(() =>
        expect(bench.events).toContainEqual(expect.objectContaining({ type: 'channel-gone' })),
      );
    },
  );

  it.each([
    [22, 'busy', 17, 486],
    [22, 'decline', 21, 603],
    [22, 'not-found', 1, 404],
    [22, 'congestion', 34, 503],
    [16, 'busy', 17, null],
    [16, 'not-found', 1, null],
  ] as const)(
    'given Asterisk %i and a phone that is %s, when rung, then the leg goes with cause %i',
    async (...row) => {
      const [flavour, kind, cause, techCause] = row;
      const bench = await openConnected({ flavour });
      bench.simulated.setPhone(PHONE, { kind });
      const call = await arrive(bench);
      await bench.pbx.execute(originate(call.channelId));
      await bench.clock.advance(0);
      await vi.waitFor(() =>
        expect(bench.events).toContainEqual({ type: 'channel-gone', channelId: 'leg-1', cause, techCause }),
      );
    },
  );

  it.each([
    [22, 19, 480],
    [16, 0, null],
  ] as const)(
    'given Asterisk %i and a silent phone, when its own limit passes, then cause %i is told',
    async (...row) => {
      const [flavour, cause, techCause] = row;
      const bench = await openConnected({ flavour });
      const call = await arrive(bench);
      await bench.pbx.execute(originate(call.channelId));
      await bench.clock.advance(25_000);
      await vi.waitFor(() =>
        expect(bench.events).toContainEqual({ type: 'channel-gone', channelId: 'leg-1', cause, techCause }),
      );
    },
  );

  it('given a caller who hangs up, when anything is asked of that channel, then it is gone', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    call.hangUp();
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual(
        expect.objectContaining({ type: 'channel-gone', channelId: call.channelId }),
      ),
    );
    const ring = await bench.pbx.execute({ type: 'indicate-ringing', channelId: call.channelId });
    const hangUp = await bench.pbx.execute({ type: 'hang-up', channelId: call.channelId, reason: 'busy' });
    expect([ring.kind, hangUp.kind]).toEqual(['gone', 'gone']);
  });

  it('given an endpoint that does not exist, when it is rung, then that is refused in Asterisk’s words', async () => {
    const bench = await openConnected();
    bench.simulated.setPhone(PHONE, { kind: 'no-endpoint' });
    const call = await arrive(bench);
    expect(await bench.pbx.execute(originate(call.channelId))).toEqual({
      kind: 'refused',
      why: 'Allocation failed (ARI 500)',
    });
  });

  it('given a leg that hung up just now, when connected, then the bridge is not left behind', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    const result = await bench.pbx.execute({
      type: 'connect',
      bridgeId: 'bridge-1',
      callerChannelId: call.channelId,
      legChannelId: 'leg-that-went',
    });
    expect(result.kind).toBe('gone');
    expect(bench.simulated.bridges.size).toBe(0);
  });

  it('given calls in progress, when the channels are listed, then callers and legs are there with their numbers', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    await bench.pbx.execute(originate(call.channelId));
    expect(await bench.pbx.listChannels()).toEqual([
      { channelId: call.channelId, state: 'Ring', dialled: LINE, callerNumber: CUSTOMER, callerName: 'Pat' },
      expect.objectContaining({ channelId: 'leg-1' }),
    ]);
  });

  it('given a caller we will not handle, when sent on, then the dialplan goes on at its fallback', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    expect(await bench.pbx.continueInDialplan(call.channelId)).toEqual({ kind: 'done' });
    expect(call.heard).toEqual([expect.objectContaining({ what: 'fallback', label: 'fallback' })]);
  });
});
