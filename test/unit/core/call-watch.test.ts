import { describe, expect, test } from 'vitest';
import { createCallWatch } from '../../../src/core/call-watch.ts';
import type { Channel, ChannelEvent, ListedChannel } from '../../../src/core/channel-event.ts';
import { openWatchBench, WATCH_OPTIONS } from './watch-bench.ts';

const channel = (id: string, name: string, linkedId = id): Channel => ({ id, name, linkedId });
const CALLER = channel('1', 'PJSIP/trunk-00000001');
const DESK = channel('2', 'PJSIP/100-00000002', '1');
const OURS = channel('5', 'PJSIP/200-00000005');
const FAR = channel('6', 'PJSIP/trunk-00000006', '5');

const created = (
  of: Channel,
  context: string,
  dialled: string,
): Extract<ChannelEvent, { type: 'channel-created' }> => ({
  type: 'channel-created',
  channel: of,
  context,
  dialled,
  callerNumber: '+12125550142',
  callerName: 'PAT',
});
const dial = (from: Channel | null, to: Channel, dialString: string): ChannelEvent => ({
  type: 'dial-begun',
  from,
  to,
  dialString,
});
const entered = (of: Channel, bridgeId = 'b', holds = false): ChannelEvent => ({
  type: 'bridge-entered',
  channel: of,
  bridgeId,
  holds,
});
const gone = (of: Channel): ChannelEvent => ({
  type: 'channel-gone',
  channel: of,
  wasUp: true,
  cause: 16,
  techCause: null,
});

/** What is told of a stream of events, every caller being observed. */
function told(...events: readonly ChannelEvent[]) {
  const bench = openWatchBench();
  for (const [at, event] of events.entries()) bench.take(event, at);
  return bench;
}

describe('whose call it is', () => {
  test.each<[string, ChannelEvent]>([
    ['a call on a trunk', created(CALLER, 'from-pstn', '2125550100')],
    ['a call of which FreePBX tells the DID', { ...created(CALLER, '', '+12125550100'), type: 'did-known' }],
  ])('given %s, then a caller has arrived', (_given, event) => {
    const { watch, told: seen } = told(event);
    expect(seen).toEqual(['caller-arrived']);
    expect(watch.take(event)).toEqual([]);
  });

  test.each<[string, readonly ChannelEvent[]]>([
    ['a colleague who dials a line', [created(OURS, 'from-internal', '2125550100')]],
    ['a leg', [created(DESK, 'from-pstn', '2125550100')]],
    ['a Local channel', [created(channel('3', 'Local/2125550100@x-00000003;1'), 'x', '2125550100')]],
    ['a call for no number', [created(CALLER, 'from-pstn', 's')]],
    [
      'a colleague who dials a line, which FreePBX routes back in',
      [
        created(OURS, 'from-internal', '2125550100'),
        { ...created(OURS, '', '2125550100'), type: 'did-known' },
      ],
    ],
    [
      'a phone that we ring ourselves',
      [
        created(channel('1.1-leg1', 'PJSIP/100-00000009'), 'from-internal', '2125550142'),
        dial(
          channel('1.1-leg1', 'PJSIP/100-00000009'),
          channel('7', 'PJSIP/trunk-00000007', '1.1-leg1'),
          '2125550142@trunk',
        ),
      ],
    ],
    [
      'a phone that is forwarded to a cell',
      [
        created(OURS, 'from-internal', '104'),
        dial(channel('7', 'Local/x@y-00000001;2', '5'), FAR, '2125550199@trunk'),
      ],
    ],
    ['what the PBX originates', [dial(null, OURS, '200')]],
    [
      'what is not observed',
      [
        { type: 'voicemail-entered', channel: CALLER },
        { type: 'far-end-hung-up', channel: CALLER },
      ],
    ],
    ['a Local channel dialled', [dial(CALLER, channel('3', 'Local/100@x-00000003;1', '1'), '100@x')]],
  ])('given %s, then nothing is told', (_given, events) => {
    expect(told(...events).told).toEqual([]);
  });

  test('given a call through two trunks, a fork and a transfer, then it is told once and ends with the outside', () => {
    const second = channel('7', 'PJSIP/trunk-00000007', '5');
    const { told: seen, outbound } = told(
      created(OURS, 'from-internal', '2125550142'),
      dial(OURS, FAR, '2125550142@trunk'),
      gone(FAR),
      dial(OURS, second, '2125550142@backup'),
      dial(OURS, channel('8', 'PJSIP/trunk-00000008', '5'), '2125550142@third'),
      entered(second),
      entered(OURS),
      // Heard again, and somebody joins.
      entered(OURS),
      gone(OURS),
      gone(second),
    );
    expect(seen).toEqual(['outbound-dialled', 'outbound-connected', 'outbound-ended']);
    expect(outbound.get('5')).toMatchObject({ dialedAt: 1, connectedAt: 6, endedAt: 9 });
  });

  test('given a program that calls through a Local channel of which nothing else is known, then the call is its own', () => {
    const root = channel('5', 'Local/200@from-internal-00000005;1');
    const { outbound } = told(created(root, 'from-internal', '200'), dial(root, FAR, '2125550142@trunk'));
    expect(outbound.get('5')?.extension).toBe('Local/200@from-internal');
  });

  test('given a call that is none after all, when it is forgotten, then no more is told of it', () => {
    const bench = told(created(OURS, 'from-internal', '2125550142'), dial(OURS, FAR, '2125550142@trunk'));
    bench.watch.forgetOutbound('5');
    bench.watch.forgetOutbound('5');
    for (const event of [entered(FAR), entered(OURS), gone(OURS), gone(FAR)]) bench.take(event, 9);
    expect(bench.told).toEqual(['outbound-dialled']);
    expect(bench.watch.size).toBe(0);
  });

  test('given a caller whom the PBX holds with others, then they do not hear each other', () => {
    const { calls } = told(
      created(CALLER, 'from-pstn', '2125550100'),
      entered(CALLER, 'parking', true),
      entered(DESK, 'parking', true),
    );
    expect(calls.get('1')?.outcome).toBeNull();
  });

  test('given a bridge that is left, and one that is gone, then those in it hear nobody', () => {
    const { calls } = told(
      created(CALLER, 'from-pstn', '2125550100'),
      entered(DESK),
      { type: 'bridge-left', channel: DESK, bridgeId: 'b' },
      entered(CALLER),
      { type: 'bridge-gone', bridgeId: 'b' },
      entered(DESK),
    );
    expect(calls.get('1')?.outcome).toBeNull();
  });

  test('given as many channels as are kept in mind, when more come, then they are passed over', () => {
    const bench = openWatchBench(1);
    bench.take(created(CALLER, 'from-pstn', '2125550100'), 0);
    bench.take(created(OURS, 'from-internal', '2125550142'), 0);
    bench.take(created(channel('7', 'PJSIP/300-00000007'), 'from-internal', '2125550142'), 0);
    bench.take(dial(OURS, FAR, '2125550142@trunk'), 0);
    const other = channel('8', 'PJSIP/trunk-00000008');
    bench.watch.observe(other.id);
    bench.take(gone(other), 0);
    expect(bench.told).toEqual(['caller-arrived', 'outbound-dialled']);
    const more = createCallWatch({ ...WATCH_OPTIONS, limit: 0 });
    more.take(created(OURS, 'from-internal', '2125550142'));
    expect(more.take(dial(OURS, FAR, '2125550142@trunk'))).toEqual([]);
  });
});

describe('what is taken up after a gap', () => {
  const listed = (of: Channel, bridgeId = '', application = 'Dial'): ListedChannel => ({
    ...of,
    isUp: true,
    context: 'x',
    extension: 's',
    application,
    callerNumber: '',
    callerName: '',
    bridgeId,
    ageMs: 0,
  });
  const restore = (
    channels: readonly ListedChannel[],
    callers: readonly string[] = ['1'],
    calls: readonly string[] = [],
    holding: readonly string[] = [],
  ) => {
    const watch = createCallWatch(WATCH_OPTIONS);
    return { watch, events: watch.restore({ channels, holdingBridges: new Set(holding) }, callers, calls) };
  };

  test('given a caller who talks, then that is told', () => {
    const { events } = restore([listed(CALLER, 'b'), listed(DESK, 'b')]);
    const phone = { channelId: '2', label: 'PJSIP/100', endpoint: 'PJSIP/100' };
    expect(events).toEqual([
      { type: 'observed', callerId: '1', event: { type: 'talking', phones: [phone] } },
    ]);
  });

  test('given a stranger who talks already, when they are observed, then that is told at once', () => {
    const { watch } = restore([listed(CALLER, 'b'), listed(DESK, 'b')], []);
    expect([watch.knows('1'), watch.knows('9')]).toEqual([true, false]);
    expect(watch.observe('1')).toMatchObject([{ callerId: '1', event: { type: 'talking' } }]);
  });

  test('given a caller who rings, then nothing is told yet, and what follows is', () => {
    const { watch, events } = restore([listed(CALLER), listed(DESK)]);
    expect(events).toEqual([]);
    expect(watch.take({ type: 'far-end-hung-up', channel: CALLER })).toHaveLength(1);
  });

  test('given a caller in voicemail, then that is told', () => {
    const { events } = restore([listed(CALLER, '', 'VoiceMail')]);
    expect(events).toEqual([{ type: 'observed', callerId: '1', event: { type: 'voicemail-entered' } }]);
  });

  test('given a caller who is held, or not listed, then nothing is told', () => {
    expect(restore([listed(CALLER, 'b'), listed(DESK, 'b')], ['1'], [], ['b']).events).toEqual([]);
    expect(restore([listed(DESK)]).events).toEqual([]);
  });

  test.each<[string, readonly ListedChannel[], readonly string[], readonly string[]]>([
    ['that rings', [listed(OURS), listed(FAR)], [], ['outbound-ended']],
    ['that talks', [listed(OURS, 'b'), listed(FAR, 'b')], ['outbound-connected'], ['outbound-ended']],
    ['whose extension has handed it on', [listed(FAR)], [], ['outbound-ended']],
    ['that is over', [listed(channel('9', 'Local/x@y-00000001;1', '5'))], ['outbound-ended'], []],
  ])('given a call of ours %s, then it goes on from there', (_given, channels, first, last) => {
    const { watch, events } = restore(channels, [], ['5']);
    expect(events.map(({ type }) => type)).toEqual(first);
    const ended = [FAR, OURS].flatMap((one) => watch.take(gone(one)));
    expect(ended.map(({ type }) => type)).toEqual(last);
  });
});
