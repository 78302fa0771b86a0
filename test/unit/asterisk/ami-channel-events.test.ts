import { describe, expect, test } from 'vitest';
import {
  CHANNEL_EVENTS,
  readChannelEvent,
  readHoldingBridge,
  readListedChannel,
} from '../../../src/asterisk/ami-channel-events.ts';

const CHANNEL = { channel: 'PJSIP/trunk-00000001', uniqueid: '17.1', linkedid: '17.1' };
const DEST = { destchannel: 'PJSIP/100-00000002', destuniqueid: '17.2', destlinkedid: '17.1' };
const channel = { id: '17.1', name: 'PJSIP/trunk-00000001', linkedId: '17.1' };
const to = { id: '17.2', name: 'PJSIP/100-00000002', linkedId: '17.1' };

describe('reading AMI events of channels', () => {
  test.each([
    [
      {
        event: 'Newchannel',
        ...CHANNEL,
        context: 'from-pstn',
        exten: '2125550100',
        calleridnum: '+12125550142',
        calleridname: '<unknown>',
      },
      {
        type: 'channel-created',
        channel,
        context: 'from-pstn',
        dialled: '2125550100',
        callerNumber: '+12125550142',
        callerName: '',
      },
    ],
    [
      {
        event: 'Newexten',
        ...CHANNEL,
        application: 'Set',
        appdata: '__FROM_DID=2125550100',
        calleridnum: '<unknown>',
      },
      { type: 'did-known', channel, dialled: '2125550100', callerNumber: '', callerName: '' },
    ],
    [
      { event: 'Newexten', ...CHANNEL, application: 'VoiceMail', appdata: '100@default,u' },
      { type: 'voicemail-entered', channel },
    ],
    [
      { event: 'DialBegin', ...CHANNEL, ...DEST, dialstring: '100' },
      { type: 'dial-begun', from: channel, to, dialString: '100' },
    ],
    [
      { event: 'DialBegin', ...DEST, dialstring: '100' },
      { type: 'dial-begun', from: null, to, dialString: '100' },
    ],
    [
      { event: 'DialState', ...DEST, dialstatus: 'RINGING' },
      { type: 'dial-ringing', to },
    ],
    [
      { event: 'DialEnd', ...DEST, dialstatus: 'BUSY' },
      { type: 'dial-ended', to, status: 'BUSY' },
    ],
    [
      { event: 'BridgeEnter', ...CHANNEL, bridgeuniqueid: 'b', bridgetechnology: 'simple_bridge' },
      { type: 'bridge-entered', channel, bridgeId: 'b', holds: false },
    ],
    [
      { event: 'BridgeEnter', ...CHANNEL, bridgeuniqueid: 'b', bridgetechnology: 'holding_bridge' },
      { type: 'bridge-entered', channel, bridgeId: 'b', holds: true },
    ],
    [
      { event: 'BridgeLeave', ...CHANNEL, bridgeuniqueid: 'b' },
      { type: 'bridge-left', channel, bridgeId: 'b' },
    ],
    [
      { event: 'BridgeDestroy', bridgeuniqueid: 'b' },
      { type: 'bridge-gone', bridgeId: 'b' },
    ],
    [
      { event: 'HangupRequest', ...CHANNEL, channelstate: '6' },
      { type: 'far-end-hung-up', channel },
    ],
    [
      { event: 'Hangup', ...CHANNEL, channelstate: '6', cause: '17', techcause: '486' },
      { type: 'channel-gone', channel, wasUp: true, cause: 17, techCause: 486 },
    ],
    [
      { event: 'Hangup', channel: channel.name, uniqueid: '17.1', channelstate: '4' },
      { type: 'channel-gone', channel, wasUp: false, cause: null, techCause: null },
    ],
  ])('given %j, then it is read as %j', (fields, event) => {
    expect(readChannelEvent(fields)).toEqual(event);
  });

  test.each([
    ['PJSIP', { channelstate: '6' }, true],
    ['PJSIP', { channelstate: '6', cause: '16' }, true],
    ['PJSIP', { channelstate: '4', cause: '127', techcause: '487' }, true],
    ['PJSIP', { channelstate: '4', cause: '16', techcause: '487' }, true],
    ['PJSIP', { channelstate: '4', cause: '127' }, true],
    ['IAX2', { channelstate: '4' }, true],
    ['PJSIP', { channelstate: '7' }, false],
    ['PJSIP', { channelstate: '4' }, false],
    ['PJSIP', { channelstate: '4', cause: '3', techcause: '503' }, false],
    ['PJSIP', { channelstate: '4', cause: '17', techcause: '486' }, false],
  ])(
    'given a hang-up asked of a channel of %s with %j, then its caller has hung up: %s',
    (technology, said, hasHungUp) => {
      const name = `${technology}/trunk-00000001`;
      const event = readChannelEvent({ event: 'HangupRequest', ...CHANNEL, channel: name, ...said });
      expect(event !== null).toBe(hasHungUp);
    },
  );

  test.each([
    { event: 'Newchannel', channel: 'PJSIP/x' },
    { event: 'Newchannel', uniqueid: '17.1' },
    { event: 'Newexten', ...CHANNEL, application: 'VoiceMailMain', appdata: '100' },
    { event: 'Newexten', ...CHANNEL, application: 'Set' },
    { event: 'DialState', ...DEST, dialstatus: 'PROGRESS' },
    { event: 'DialEnd', ...CHANNEL },
    { event: 'BridgeEnter', ...CHANNEL },
    { event: 'BridgeLeave', bridgeuniqueid: 'b' },
    { event: 'ContactStatus' },
    {},
  ])('given %j, then it tells nothing', (fields) => {
    expect(readChannelEvent(fields)).toBeNull();
  });

  test('given values of any length, then they are cut', () => {
    const long = 'x'.repeat(100_000);
    const event = readChannelEvent({ event: 'Newchannel', channel: long, uniqueid: long, exten: long });
    expect(JSON.stringify(event).length).toBeLessThan(1_000);
  });

  test('given the events asked for, then each that has a name is read', () => {
    for (const wanted of CHANNEL_EVENTS) {
      const event = typeof wanted === 'string' ? wanted : wanted.name;
      const step = {
        application: 'VoiceMail',
        channelstate: '6',
        dialstatus: 'RINGING',
        bridgeuniqueid: 'b',
      };
      expect(readChannelEvent({ event, ...CHANNEL, ...DEST, ...step })).not.toBeNull();
    }
  });
});

describe('reading AMI lists', () => {
  test('given a channel in CoreShowChannels, then it is read', () => {
    const fields = {
      ...CHANNEL,
      channelstate: '6',
      context: 'ext-queues',
      exten: '700',
      application: 'Queue',
      calleridnum: '+12125550142',
      calleridname: 'PAT',
      bridgeid: 'b',
      duration: '01:02:03',
    };
    expect(readListedChannel(fields)).toEqual({
      ...channel,
      isUp: true,
      context: 'ext-queues',
      extension: '700',
      application: 'Queue',
      callerNumber: '+12125550142',
      callerName: 'PAT',
      bridgeId: 'b',
      ageMs: 3_723_000,
    });
    expect(readListedChannel({ ...CHANNEL, duration: 'long' })).toMatchObject({ ageMs: 0, isUp: false });
    expect(readListedChannel({})).toBeNull();
  });

  test('given bridges, then those that hold are told from those that connect', () => {
    expect(readHoldingBridge({ bridgeuniqueid: 'b', bridgetechnology: 'holding_bridge' })).toBe('b');
    expect(readHoldingBridge({ bridgeuniqueid: 'b', bridgetechnology: 'softmix' })).toBeNull();
  });
});
