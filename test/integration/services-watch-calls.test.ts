import { describe, expect, test, vi } from 'vitest';
import { showCall } from '../../src/services/show-call.ts';
import { showLead } from '../../src/services/show-lead.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWatchServiceBench, told, type WatchServiceBench } from '../fakes/watch-service-bench.ts';
import type { Capture } from '../fixtures/ami-stream.ts';

/** Who calls, and is called, in the captures. */
const CALLER = '+12125550142';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SOON = { timeout: 10_000 };

async function open(): Promise<WatchServiceBench> {
  const watched = await openWatchServiceBench();
  await watched.start();
  return watched;
}

/** The newest call, with its legs and its decision. */
function newest({ bench }: WatchServiceBench) {
  const [row] = bench.store.read((reader) => reader.calls.newest(1));
  const shown = showCall(bench.store, row?.id ?? 0);
  if (shown.kind !== 'call') throw new Error('there is no call');
  return shown.call;
}

/** Up to and without the first event of a type, and the rest. */
function splitAt(capture: Capture, type: string) {
  const events = told(capture);
  const at = events.findIndex(({ fields }) => fields['event'] === type);
  return { before: events.slice(0, at), after: events.slice(at) };
}

/** Channels as CoreShowChannels lists them. */
const listed = (
  id: string,
  name: string,
  { state = '4', bridge = '', application = 'Dial', exten = '600', duration = '00:00:05' } = {},
) => ({
  ...{ Channel: name, ChannelState: state, CallerIDNum: CALLER, CallerIDName: '<unknown>' },
  ...{ Context: 'ext-group', Exten: exten, Uniqueid: id, Linkedid: 'caller' },
  ...{ Application: application, Duration: duration, BridgeId: bridge },
});

describe('calls on an observed line', () => {
  test('given a refusal that is told before the channel is busy, then its caller is not taken for who hung up', async () => {
    const watched = await open();
    const early = told('busy.22').map(({ atMs, fields }) => ({
      atMs,
      fields: fields['event'] === 'HangupRequest' ? { ...fields, channelstate: '4' } : fields,
    }));
    expect(early).not.toEqual(told('busy.22'));
    await watched.tell(early);
    expect(newest(watched)).toMatchObject({ outcome: 'busy', decision: { verdict: 'send' } });
  });

  test.each<[Capture, string, string]>([
    ['ring-group-no-answer.22', 'no-answer', 'send'],
    ['voicemail.16', 'voicemail', 'send'],
    ['busy.22', 'busy', 'send'],
    ['unregistered.16', 'unreachable', 'send'],
    ['queue-abandoned.22', 'abandoned', 'suppress'],
    ['ring-group-answered.16', 'answered', 'suppress'],
    ['queue-answered.22', 'answered', 'suppress'],
  ])(
    'given %s, when it is over, then it is %s, and the decision is to %s',
    async (capture, outcome, verdict) => {
      const watched = await open();
      await watched.tell(told(capture));
      const call = newest(watched);
      expect(call).toMatchObject({ outcome, state: 'ended', handling: 'observed', fromNumber: CALLER });
      expect(call.decision?.verdict).toBe(verdict);
      expect(watched.queued()).toBe(verdict === 'send' ? 1 : 0);
      expect(call.legs.every((leg) => leg.state === 'ended')).toBe(true);
      if (verdict === 'send') expect(call.decision?.message).toMatchObject({ from: LINE, to: CALLER });
    },
  );

  test('given a ring group, when one answers, then it is known while they talk, and who rang besides', async () => {
    const watched = await open();
    const { before, after } = splitAt('ring-group-answered.22', 'HangupRequest');
    await watched.tell(before);
    expect(newest(watched)).toMatchObject({ outcome: 'answered', state: 'connected', finishedAt: null });
    await watched.tell(after);
    expect(newest(watched).legs).toMatchObject([
      { label: 'PJSIP/100', end: 'hung-up' },
      { label: 'PJSIP/101', end: 'answered-elsewhere' },
    ]);
  });

  test('given a text that waits, when the caller calls again and is answered, then it is called off', async () => {
    const watched = await open();
    watched.bench.setLine({ textDelaySeconds: 120 });
    await watched.tell(told('busy.22'));
    expect(watched.bench.message().state).toBe('queued');
    await watched.tell(told('ring-group-answered.22'));
    expect(watched.bench.message()).toMatchObject({
      state: 'cancelled',
      detail: 'the caller got through in call 2',
    });
    expect(watched.bench.balance()).toBe(10);
  });

  test('given the same events twice, then it is one call and one text', async () => {
    const watched = await open();
    await watched.tell(told('busy.22'));
    await watched.tell(told('busy.22'));
    expect(watched.bench.store.read((reader) => reader.calls.newest(10))).toHaveLength(1);
    expect(watched.queued()).toBe(1);
  });

  test('given a line that we control, when a call to it is told of, then nothing is kept', async () => {
    const watched = await open();
    watched.bench.setLine({ mode: 'control' });
    await watched.tell(told('busy.22'));
    expect(watched.bench.store.read((reader) => reader.calls.newest(10))).toEqual([]);
  });

  test('given a database that is locked, when a call ends, then its end is kept as soon as it can be', async () => {
    const watched = await open();
    const { before, after } = splitAt('abandoned.22', 'HangupRequest');
    await watched.tell(before);
    const { store } = watched.bench;
    const transact = vi.spyOn(store, 'transact').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    await watched.tell(after.map((event) => ({ ...event, atMs: 0 })));
    expect(newest(watched)).toMatchObject({ state: 'ringing' });
    transact.mockRestore();
    await watched.bench.clock.advance(2 * SECOND);
    expect(newest(watched)).toMatchObject({ state: 'ended', outcome: 'abandoned' });
  });

  test.each([
    ['and the call ends before that can be kept', 0, null, 'outcome-unknown'],
    ['and that is kept a second later', 2 * SECOND, 'answered', 'answered'],
  ])(
    'given a database that is locked, when a call is answered, %s, then nobody is texted',
    async (_given, waitMs, outcome, reason) => {
      const watched = await open();
      const { before, after } = splitAt('ring-group-answered.22', 'BridgeEnter');
      const atOnce = after.map((event) => ({ ...event, atMs: 0 }));
      const hangUp = atOnce.findIndex(({ fields }) => fields['event'] === 'HangupRequest');
      await watched.tell(before);
      const transact = vi.spyOn(watched.bench.store, 'transact').mockImplementation(() => {
        throw new Error('the disk is full');
      });
      await watched.tell(atOnce.slice(0, hangUp));
      transact.mockRestore();
      await watched.bench.clock.advance(waitMs);
      await watched.tell(atOnce.slice(hangUp));
      expect(newest(watched)).toMatchObject({ state: 'ended', outcome, decision: { reason } });
    },
  );
});

describe('after a gap', () => {
  const hangUpOf = (caller: string, how: Readonly<Record<string, string>>) => ({
    atMs: 0,
    fields: { event: 'HangupRequest', channel: CHANNELS[0], uniqueid: caller, linkedid: caller, ...how },
  });
  const CHANNELS = ['PJSIP/pstn-00000000', 'PJSIP/100-00000001', 'PJSIP/101-00000002'] as const;
  /** A ring group rings; then the daemon is killed. */
  async function killedWhileRinging() {
    const watched = await open();
    const { before, after } = splitAt('ring-group-answered.22', 'DialEnd');
    await watched.tell(before);
    await watched.kill();
    const [caller = '', first = '', second = ''] = new Set(
      before.flatMap(({ fields }) => (fields['event'] === 'Newchannel' ? [fields['uniqueid'] ?? ''] : [])),
    );
    const list = (more: Readonly<Record<string, Parameters<typeof listed>[2]>>) =>
      [caller, first, second].flatMap((id, n) => {
        const how = more[id];
        return how === undefined ? [] : [{ ...listed(id, CHANNELS[n] ?? '', how), Linkedid: caller }];
      });
    return { watched, after, caller, first, second, list };
  }

  test('given it rings still, when the daemon is back, then it goes on', async () => {
    const { watched, after, caller, first, second, list } = await killedWhileRinging();
    watched.simulated.setChannels(list({ [caller]: {}, [first]: { state: '5' }, [second]: { state: '5' } }));
    await watched.restart();
    expect(newest(watched)).toMatchObject({ state: 'ringing', outcome: null });
    await watched.tell(after);
    expect(newest(watched)).toMatchObject({ state: 'ended', outcome: 'answered' });
    expect(watched.bench.store.read((reader) => reader.calls.newest(10))).toHaveLength(1);
  });

  test('given it rings still and the caller gives up, when the daemon is back, then that is known and texted', async () => {
    const { watched, caller, first, list } = await killedWhileRinging();
    await watched.bench.clock.advance(4 * SECOND);
    watched.simulated.setChannels(list({ [caller]: {}, [first]: { state: '5' } }));
    await watched.restart();
    await watched.tell([hangUpOf(caller, { channelstate: '4', cause: '127', techcause: '487' })]);
    expect(newest(watched)).toMatchObject({ outcome: 'abandoned', decision: { verdict: 'send' } });
    expect(newest(watched).legs).toMatchObject([{ end: 'caller-gave-up' }, { end: 'no-answer' }]);
  });

  test('given it was answered meanwhile, when the daemon is back, then that is seen', async () => {
    const { watched, caller, first, list } = await killedWhileRinging();
    const talks = { state: '6', bridge: 'b' };
    watched.simulated.setChannels(list({ [caller]: talks, [first]: talks }));
    await watched.restart();
    expect(newest(watched)).toMatchObject({ state: 'connected', outcome: 'answered' });
  });

  test('given it ended meanwhile, when the daemon is back, then it is over, not known how, and not texted', async () => {
    const { watched } = await killedWhileRinging();
    await watched.restart();
    expect(newest(watched)).toMatchObject({
      state: 'ended',
      outcome: null,
      leadId: 1,
      decision: { verdict: 'suppress', reason: 'outcome-unknown' },
    });
    expect(watched.queued()).toBe(0);
  });

  test('given the PBX had picked up meanwhile, when the caller hangs up talking to nobody, then nobody knows', async () => {
    const { watched, caller, list } = await killedWhileRinging();
    watched.simulated.setChannels(list({ [caller]: { state: '6', application: 'Queue' } }));
    await watched.restart();
    await watched.tell([hangUpOf(caller, { channelstate: '6', cause: '16' })]);
    expect(newest(watched)).toMatchObject({ state: 'ended', outcome: null });
    expect(watched.queued()).toBe(0);
  });

  test('given voicemail meanwhile, when the caller hangs up, then it is voicemail', async () => {
    const { watched, caller, list } = await killedWhileRinging();
    watched.simulated.setChannels(list({ [caller]: { state: '6', application: 'VoiceMail' } }));
    await watched.restart();
    await watched.tell([hangUpOf(caller, { channelstate: '6', cause: '16' })]);
    expect(newest(watched)).toMatchObject({ outcome: 'voicemail', decision: { verdict: 'send' } });
  });

  test('given an answered call that ended meanwhile, when the daemon is back, then it stays answered', async () => {
    const watched = await open();
    await watched.tell(splitAt('ring-group-answered.22', 'HangupRequest').before);
    await watched.kill();
    await watched.restart();
    expect(newest(watched)).toMatchObject({
      state: 'ended',
      outcome: 'answered',
      finishedAt: expect.any(Number),
    });
  });

  test('given a caller who came while nobody listened, then the call is taken up where its line can be told', async () => {
    const watched = await openWatchServiceBench();
    const caller = (id: string, name: string, more = {}) => ({ ...listed(id, name, more), Linkedid: id });
    watched.simulated.setChannels(
      [
        caller('a', 'PJSIP/pstn-0000000a', { exten: LINE.slice(2), duration: '00:00:07' }),
        caller('b', 'PJSIP/pstn-0000000b'),
        caller('c', 'PJSIP/pstn-0000000c', { state: '6', bridge: 'talk' }),
        { ...listed('d', 'PJSIP/100-0000000d', { state: '6', bridge: 'talk' }), Linkedid: 'c' },
        caller('e', 'PJSIP/pstn-0000000e', { state: '6', bridge: 'parked' }),
        caller('f', 'PJSIP/other-0000000f'),
        { ...caller('g', 'PJSIP/100-00000010', { exten: LINE.slice(2) }), Context: 'from-internal' },
      ],
      [{ BridgeUniqueid: 'parked', BridgeTechnology: 'holding_bridge' }],
    );
    for (const name of ['b', 'c', 'e']) {
      watched.simulated.setVariable(`PJSIP/pstn-0000000${name}`, 'FROM_DID', LINE.slice(2));
    }
    await watched.start();
    const calls = () => watched.bench.store.read((reader) => reader.calls.newest(10));
    await vi.waitFor(() => expect(calls()).toHaveLength(4), SOON);
    const byChannel = new Map(calls().map((call) => [call.callerChannelId, call]));
    const now = watched.bench.clock.now();
    expect(byChannel.get('a')).toMatchObject({ state: 'ringing', arrivedAt: now - 7 * SECOND });
    expect(byChannel.get('b')).toMatchObject({ state: 'ringing' });
    expect(byChannel.get('c')).toMatchObject({ state: 'connected', outcome: 'answered' });
    const gone = (id: string, name: string, channelstate: string) => {
      const channel = { channel: name, uniqueid: id, linkedid: id };
      return { atMs: 0, fields: { event: 'Hangup', ...channel, channelstate, cause: '19' } };
    };
    await watched.tell([gone('e', 'PJSIP/pstn-0000000e', '6'), gone('b', 'PJSIP/pstn-0000000b', '4')]);
    const ended = new Map(calls().map((call) => [call.callerChannelId, call.outcome]));
    expect(ended.get('e')).toBeNull();
    expect(ended.get('b')).toBe('unreachable');
  });

  test('given the link falls and comes back, when the call ended meanwhile, then it is over', async () => {
    const watched = await open();
    await watched.tell(splitAt('ring-group-answered.22', 'DialEnd').before);
    watched.simulated.faults.dropConnections();
    await vi.waitFor(async () => {
      await watched.bench.clock.advance(SECOND);
      expect(newest(watched)).toMatchObject({ state: 'ended', outcome: null });
    }, SOON);
  });

  test('given an end that was never told, when it is missing twice, then the call is over', async () => {
    const watched = await open();
    await watched.tell(splitAt('ring-group-answered.22', 'DialEnd').before);
    await watched.tell(splitAt('outbound-connected.22', 'HangupRequest').before);
    await watched.bench.clock.advance(MINUTE);
    await vi.waitFor(() => expect(listings(watched)).toBe(2));
    expect(newest(watched).state).toBe('ringing');
    await vi.waitFor(async () => {
      await watched.bench.clock.advance(MINUTE);
      expect(newest(watched)).toMatchObject({ state: 'ended', outcome: null });
    }, SOON);
    expect(watched.outbound()).toMatchObject([{ result: 'connected', endedAt: expect.any(Number) }]);
  });

  test('given an Asterisk that will not list its channels, then it is asked again, less and less often', async () => {
    const watched = await openWatchServiceBench();
    watched.simulated.faults.ignoreActions(({ action }) => action === 'CoreShowChannels');
    void watched.start().catch(() => {});
    await vi.waitFor(async () => {
      await watched.bench.clock.advance(SECOND);
      expect(watched.log.lines.some(({ message }) => message.includes('could not be listed'))).toBe(true);
    }, SOON);
  });
});

function listings({ simulated }: WatchServiceBench): number {
  return simulated.actions.filter(({ action }) => action === 'CoreShowChannels').length;
}

describe('calls that extensions make', () => {
  test('given a missed caller, when an extension calls back, then the call is returned and the text called off', async () => {
    const watched = await open();
    watched.bench.setLine({ mode: 'control', textDelaySeconds: 600 });
    const callId = await watched.bench.missCall(CALLER);
    const other = await watched.bench.missCall(CUSTOMER);
    await watched.bench.clock.advance(4 * MINUTE);
    const { before, after } = splitAt('outbound-connected.22', 'HangupRequest');
    await watched.tell(before);
    const [outbound] = watched.outbound();
    expect(outbound).toMatchObject({
      ...{ extension: 'PJSIP/200', dialledNumber: CALLER, leadId: 1, result: 'connected', endedAt: null },
    });
    expect(watched.bench.message(callId)).toMatchObject({
      state: 'cancelled',
      detail: 'the caller was called back in outbound call 1',
    });
    expect(watched.bench.message(other).state).toBe('queued');
    expect(watched.bench.balance()).toBe(9);
    const row = watched.bench.store.read((reader) => reader.calls.byId(callId));
    expect(row).toMatchObject({ returnedBy: 1, returnedAt: outbound?.connectedAt });
    expect((row?.returnedAt ?? 0) - (row?.finishedAt ?? 0)).toBeGreaterThan(4 * MINUTE);
    await watched.tell(after);
    expect(watched.outbound()).toMatchObject([{ result: 'connected', endedAt: expect.any(Number) }]);
    const clocks = watched.bench.store.read((reader) => reader.responseClocks.running(1));
    expect(clocks).toEqual([]);
    const shown = showLead(watched.bench.store, { who: CALLER, limit: 10 }, 'US');
    const kinds = shown.kind === 'lead' ? shown.lead.timeline.map(({ kind }) => kind) : [];
    expect(kinds).toContain('outbound-call');
  });

  test('given a caller missed longer ago, or after it, when they are called back, then those are not returned', async () => {
    const watched = await open();
    watched.bench.setLine({ mode: 'control' });
    const old = await watched.bench.missCall(CALLER);
    await watched.bench.clock.advance(7 * 24 * 60 * MINUTE);
    const recent = await watched.bench.missCall(CALLER);
    await watched.tell(told('outbound-connected.22'));
    const later = await watched.bench.missCall(CALLER);
    const returned = [old, recent, later].map((id) => newestOf(watched, id)?.returnedBy ?? null);
    expect(returned).toEqual([null, 1, null]);
  });

  test.each<[Capture, string]>([
    ['outbound-no-answer.22', 'no-answer'],
    ['outbound-busy.22', 'no-answer'],
    ['outbound-gave-up.22', 'no-answer'],
    ['outbound-originated.22', 'connected'],
    ['outbound-transferred.22', 'connected'],
  ])('given %s, then it is one call, %s, and returns a miss only if connected', async (capture, result) => {
    const watched = await open();
    watched.bench.setLine({ mode: 'control' });
    const callId = await watched.bench.missCall(CALLER);
    await watched.tell(told(capture));
    expect(watched.outbound()).toMatchObject([{ result, dialledNumber: CALLER }]);
    expect(newestOf(watched, callId)?.returnedBy ?? null).toBe(result === 'connected' ? 1 : null);
  });

  test('given a call to nobody known, when they become a lead, then it is on the timeline', async () => {
    const watched = await open();
    await watched.tell(told('outbound-no-answer.22'));
    expect(watched.outbound()).toMatchObject([{ leadId: null }]);
    watched.bench.setLine({ mode: 'control' });
    await watched.bench.missCall(CALLER);
    expect(watched.outbound()).toMatchObject([{ leadId: 1 }]);
  });

  test('given an extension that dials our own line, then it is no call out', async () => {
    const watched = await open();
    const events = JSON.parse(
      JSON.stringify(told('outbound-connected.22')).replaceAll('2125550142', LINE.slice(2)),
    );
    await watched.tell(events);
    expect(watched.outbound()).toEqual([]);
  });

  test('given a call out that ended while nobody listened, then it is not said that nobody answered', async () => {
    const watched = await open();
    await watched.tell(splitAt('outbound-no-answer.22', 'DialEnd').before);
    await watched.kill();
    await watched.restart();
    expect(watched.outbound()).toMatchObject([{ result: 'dialed', endedAt: expect.any(Number) }]);
  });
});

function newestOf({ bench }: WatchServiceBench, callId: number) {
  return bench.store.read((reader) => reader.calls.byId(callId));
}
