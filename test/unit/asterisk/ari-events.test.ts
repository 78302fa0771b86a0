import { describe, expect, it } from 'vitest';
import { isInApp, parseAriEvent, parseLiveChannel } from '../../../src/asterisk/ari-events.ts';

const caller = {
  id: '1795407520.0',
  state: 'Ring',
  caller: { name: 'Pat', number: '+12125550142' },
  dialplan: {
    context: 'textback-call',
    exten: 's',
    app_name: 'Stasis',
    app_data: 'textback,inbound,+12125550100',
  },
};
const leg = { id: 'leg-1', state: 'Down', caller: { name: '', number: '' } };
const up = { ...leg, state: 'Up' };
const arrival = {
  type: 'caller-arrived',
  channelId: '1795407520.0',
  callerNumber: '+12125550142',
  callerName: 'Pat',
};
const gone = (cause: number | null, techCause: number | null = null) => ({
  type: 'channel-gone',
  channelId: 'leg-1',
  cause,
  techCause,
});
const ringing = { type: 'channel-ringing', channelId: 'leg-1' };

describe('parseAriEvent', () => {
  it.each([
    [
      'a caller',
      { type: 'StasisStart', args: ['inbound', '+12125550100'], channel: caller },
      { ...arrival, dialled: '+12125550100' },
    ],
    [
      'a caller, number left out',
      { type: 'StasisStart', args: ['inbound'], channel: caller },
      { ...arrival, dialled: '+12125550100' },
    ],
    [
      'a caller, number only in the extension',
      {
        type: 'StasisStart',
        args: ['inbound', ''],
        channel: { ...caller, dialplan: { exten: '2125550100' } },
      },
      { ...arrival, dialled: '2125550100' },
    ],
    [
      'a caller who withholds the number',
      { type: 'StasisStart', args: ['inbound', '+12125550100'], channel: { id: 'c', state: 'Ring' } },
      { type: 'caller-arrived', channelId: 'c', dialled: '+12125550100', callerNumber: '', callerName: '' },
    ],
    [
      'a key',
      { type: 'ChannelDtmfReceived', channel: up, digit: '1', duration_ms: 100 },
      { type: 'digit-pressed', channelId: 'leg-1', digit: '1' },
    ],
    ['a key of nobody', { type: 'ChannelDtmfReceived', digit: '1' }, null],
    ['no key', { type: 'ChannelDtmfReceived', channel: up }, null],
    [
      'something played to its end',
      { type: 'PlaybackFinished', playback: { id: 'p', target_uri: 'channel:leg-1', state: 'done' } },
      { type: 'media-finished', channelId: 'leg-1', playbackId: 'p', isFailed: false },
    ],
    [
      'something that could not be played',
      { type: 'PlaybackFinished', playback: { id: 'p', target_uri: 'channel:leg-1', state: 'failed' } },
      { type: 'media-finished', channelId: 'leg-1', playbackId: 'p', isFailed: true },
    ],
    [
      'something played to a bridge',
      { type: 'PlaybackFinished', playback: { id: 'p', target_uri: 'bridge:b', state: 'done' } },
      null,
    ],
    ['a playback that says nothing', { type: 'PlaybackFinished' }, null],
    [
      'a leg that answers',
      { type: 'StasisStart', args: ['leg', 'c'], channel: up },
      { type: 'leg-answered', channelId: 'leg-1' },
    ],
    ['an entry of another kind', { type: 'StasisStart', args: ['x'], channel: caller }, null],
    ['an entry without arguments', { type: 'StasisStart', channel: caller }, null],
    ['an entry without a channel', { type: 'StasisStart', args: ['leg', 'c'] }, null],
    ['a phone that rings', { type: 'Dial', dialstatus: 'RINGING', peer: leg }, ringing],
    ['early media', { type: 'Dial', dialstatus: 'PROGRESS', peer: leg }, ringing],
    ['a phone that is dialled', { type: 'Dial', dialstatus: '', peer: leg }, null],
    ['a phone that is busy, not gone yet', { type: 'Dial', dialstatus: 'BUSY', peer: leg }, null],
    ['ringing without a phone', { type: 'Dial', dialstatus: 'RINGING' }, null],
    ['a state of ringing', { type: 'ChannelStateChange', channel: { ...leg, state: 'Ringing' } }, ringing],
    ['a state of up', { type: 'ChannelStateChange', channel: up }, null],
    [
      'a busy phone gone, 22',
      { type: 'ChannelDestroyed', channel: leg, cause: 17, tech_cause: 486 },
      gone(17, 486),
    ],
    ['a silent phone gone, 16', { type: 'ChannelDestroyed', channel: leg, cause: 0 }, gone(0)],
    ['a cause that is no number', { type: 'ChannelDestroyed', channel: leg, cause: '17' }, gone(null)],
    ['a hang-up asked of a dialled leg', { type: 'ChannelHangupRequest', channel: leg, cause: 32 }, null],
    [
      'a hang-up asked of an answered leg',
      { type: 'ChannelHangupRequest', channel: up, cause: 16 },
      gone(16),
    ],
    ['an answered leg leaves', { type: 'StasisEnd', channel: up }, gone(null)],
    ['a ringing caller leaves', { type: 'StasisEnd', channel: { ...leg, state: 'Ring' } }, gone(null)],
    ['a variable', { type: 'ChannelVarset', channel: caller }, null],
    ['no type at all', {}, null],
  ])('given %s, then it is what it means to us', (_, event, expected) => {
    expect(parseAriEvent(event)).toEqual(expected);
  });

  it('given a caller name beyond all bounds, then it is cut', () => {
    const channel = { ...caller, caller: { name: 'x'.repeat(10_000), number: '1' } };
    const event = parseAriEvent({ type: 'StasisStart', args: ['inbound', '1'.repeat(10_000)], channel });
    expect(event).toMatchObject({ callerName: 'x'.repeat(256), dialled: '1'.repeat(256) });
  });
});

describe('a listed channel', () => {
  it('given a caller in the application, then the number dialled is read from what the dialplan passed', () => {
    expect(parseLiveChannel(caller)).toEqual({
      channelId: '1795407520.0',
      state: 'Ring',
      dialled: '+12125550100',
      callerNumber: '+12125550142',
      callerName: 'Pat',
    });
    expect(isInApp(caller, 'textback')).toBe(true);
    expect(isInApp(caller, 'other')).toBe(false);
    expect(isInApp(leg, 'textback')).toBe(false);
  });

  it.each([
    ['rings', 'AppDial2', '(Outgoing Line)'],
    ['was picked up', 'Stasis', 'textback,leg,1795407520.0'],
  ])(
    'given a phone that %s, then nobody dialled it, though Asterisk gives it an extension',
    (_, app, data) => {
      const dialplan = {
        context: 'textback-inbound',
        exten: 's',
        priority: 1,
        app_name: app,
        app_data: data,
      };
      expect(parseLiveChannel({ ...leg, dialplan })).toMatchObject({ dialled: '' });
    },
  );

  it('given an Asterisk that does not tell the application, then the number dialled is the extension', () => {
    const dialplan = { context: 'textback-inbound', exten: '+12125550100', priority: 1 };
    expect(parseLiveChannel({ ...caller, dialplan })).toMatchObject({ dialled: '+12125550100' });
  });

  it.each([null, 'x', {}, { id: 3 }])('given %j, then it is no channel', (channel) => {
    expect(parseLiveChannel(channel)).toBeNull();
    expect(isInApp(channel, 'textback')).toBe(false);
  });
});
