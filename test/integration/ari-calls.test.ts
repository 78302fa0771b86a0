import { describe, expect, it, vi } from 'vitest';
import type { CommandResult } from '../../src/asterisk/pbx.ts';
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
    divertedFrom: null,
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
    let connected: CommandResult | null = null;
    const connecting = bench.pbx
      .execute({
        type: 'connect',
        bridgeId: 'bridge-1',
        callerChannelId: call.channelId,
        legChannelId: 'leg-1',
      })
      .then((result) => {
        connected = result;
      });
    const both = new Set([call.channelId, 'leg-1']);
    await vi.waitFor(() => {
      expect(bench.simulated.bridges.get('bridge-1')).toEqual(both);
      expect(call.heard).toHaveLength(2);
    });
    // A caller's hang-up that crossed the answer would be told before that.
    await bench.clock.advance(49);
    expect(connected).toBeNull();
    await vi.waitFor(async () => {
      await bench.clock.advance(50);
      expect(connected).toEqual({ kind: 'done' });
    });
    await connecting;
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

  it('given an application that Asterisk does not know yet, then that is no error, and callers in it are listed', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    bench.simulated.ari.faults.onRequest(({ target }) =>
      target.startsWith('/ari/applications/') ? { kind: 'status', status: 404, body: '{}' } : null,
    );
    expect(await bench.pbx.listChannels()).toMatchObject([{ channelId: call.channelId }]);
    bench.simulated.ari.faults.onRequest(({ target }) =>
      target.startsWith('/ari/applications/') ? { kind: 'status', status: 500, body: '{}' } : null,
    );
    await expect(bench.pbx.listChannels()).rejects.toThrow('500');
  });

  it('given a caller we will not handle, when sent on, then the dialplan goes on at its fallback', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    expect(await bench.pbx.continueInDialplan(call.channelId)).toEqual({ kind: 'done' });
    expect(call.heard).toEqual([expect.objectContaining({ what: 'fallback', label: 'fallback' })]);
  });

  it('given a line that tells the diversion, when its phone is rung, then Asterisk is told what to tell it', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    await bench.pbx.execute(originate(call.channelId, { divertedFrom: LINE }));
    expect(bench.simulated.legs).toMatchObject([{ divertedFrom: LINE, caller: { number: CUSTOMER } }]);
    const [sent] = bench.simulated.ari.requests.filter(({ target }) => target.startsWith('/ari/channels?'));
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      variables: { 'REDIRECTING(from-num)': LINE, 'REDIRECTING(reason)': 'cfu', 'REDIRECTING(count)': '1' },
    });
  });

  it('given a kept connection that has just been closed, when such a phone is rung, then it rings, and is told', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    let resets = 0;
    bench.simulated.ari.faults.onRequest(({ target }) => {
      if (!target.startsWith('/ari/channels?') || resets > 0) return null;
      resets += 1;
      return { kind: 'reset' };
    });
    await bench.pbx.execute(originate(call.channelId, { divertedFrom: LINE }));
    expect(resets).toBe(1);
    expect(bench.simulated.legs).toMatchObject([{ divertedFrom: LINE }]);
  });
});

describe('what callers and phones hear', () => {
  async function answeredLeg(bench: AriBench) {
    bench.simulated.setPhone(PHONE, { kind: 'answer', afterMs: 0 });
    const call = await arrive(bench);
    await bench.pbx.execute(originate(call.channelId));
    await bench.clock.advance(0);
    await vi.waitFor(() => expect(bench.events).toContainEqual({ type: 'leg-answered', channelId: 'leg-1' }));
    return call;
  }
  const finished = (playbackId: string, isFailed: boolean) => ({
    type: 'media-finished',
    channelId: 'leg-1',
    playbackId,
    isFailed,
  });
  const play = (playbackId: string, ...media: readonly string[]): PbxCommand => ({
    type: 'play',
    channelId: 'leg-1',
    media,
    playbackId,
  });

  it('given a list to play, when it is played, then all of it is asked for in order, and its end is told once', async () => {
    const bench = await openConnected();
    await answeredLeg(bench);
    expect(await bench.pbx.execute(play('prompt', 'sound:beep', 'sound:/opt/sounds/press-1'))).toEqual({
      kind: 'done',
    });
    expect(bench.simulated.legs[0]?.heard).toMatchObject([
      { what: 'media', media: 'sound:beep' },
      { what: 'media', media: 'sound:/opt/sounds/press-1' },
    ]);
    await bench.clock.advance(2_000);
    await vi.waitFor(() => expect(bench.events).toContainEqual(finished('prompt', false)));
    await bench.clock.advance(10_000);
    expect(bench.events.filter(({ type }) => type === 'media-finished')).toHaveLength(1);
  });

  it('given a recording that is not there, when it is played, then that is told as a failure', async () => {
    const bench = await openConnected();
    await answeredLeg(bench);
    await bench.pbx.execute(play('prompt', 'sound:missing'));
    await bench.clock.advance(0);
    await vi.waitFor(() => expect(bench.events).toContainEqual(finished('prompt', true)));
  });

  it('given something is played, when it is stopped, then it has ended; and what is over cannot be stopped', async () => {
    const bench = await openConnected();
    await answeredLeg(bench);
    await bench.pbx.execute(play('tone', 'tone:!440/400'));
    expect(await bench.pbx.execute({ type: 'stop-media', playbackId: 'tone' })).toEqual({ kind: 'done' });
    await vi.waitFor(() => expect(bench.events).toContainEqual(finished('tone', false)));
    expect(await bench.pbx.execute({ type: 'stop-media', playbackId: 'tone' })).toMatchObject({
      kind: 'gone',
    });
  });

  it('given nothing to play, then Asterisk refuses; given a leg that is gone, then so is what it was to hear', async () => {
    const bench = await openConnected();
    await answeredLeg(bench);
    expect(await bench.pbx.execute(play('nothing'))).toMatchObject({ kind: 'refused' });
    bench.simulated.hangUpLeg('leg-1');
    expect(await bench.pbx.execute(play('late', 'sound:beep'))).toMatchObject({ kind: 'gone' });
  });

  it('given somebody presses keys, then each is told, with whose it is', async () => {
    const bench = await openConnected();
    const call = await answeredLeg(bench);
    bench.simulated.press('leg-1', '1');
    bench.simulated.press(call.channelId, '#');
    await vi.waitFor(() =>
      expect(bench.events.filter(({ type }) => type === 'digit-pressed')).toEqual([
        { type: 'digit-pressed', channelId: 'leg-1', digit: '1' },
        { type: 'digit-pressed', channelId: call.channelId, digit: '#' },
      ]),
    );
  });

  it('given a caller who waits, when they are answered, then the call is up', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    expect(await bench.pbx.execute({ type: 'answer', channelId: call.channelId })).toEqual({ kind: 'done' });
    expect(call.state).toBe('Up');
  });

  it('given a place in the dialplan, when a caller is sent there, then they are gone from here, and not hung up', async () => {
    const bench = await openConnected();
    const call = await arrive(bench);
    const place = { context: 'ext-local', extension: 'vmu100', priority: 1 };
    expect(await bench.pbx.execute({ type: 'continue', channelId: call.channelId, place })).toEqual({
      kind: 'done',
    });
    expect(call.heard).toMatchObject([{ what: 'continued', place: 'ext-local,vmu100,1' }]);
    await vi.waitFor(() =>
      expect(bench.events).toContainEqual(
        expect.objectContaining({ type: 'channel-gone', channelId: call.channelId }),
      ),
    );
    expect(await bench.pbx.execute({ type: 'continue', channelId: call.channelId, place })).toMatchObject({
      kind: 'gone',
    });
  });
});
