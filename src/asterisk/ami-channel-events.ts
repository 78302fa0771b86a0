import type { Channel, ChannelEvent, ListedChannel } from '../core/channel-event.ts';
import type { AmiFields } from './ami.ts';
import type { AmiEventFilter } from './ami-connection.ts';

/** The events that tell of channels; `Newexten` only for two applications, since a call has hundreds of it. */
export const CHANNEL_EVENTS: readonly AmiEventFilter[] = [
  'Newchannel',
  'DialBegin',
  'DialState',
  'DialEnd',
  'BridgeEnter',
  'BridgeLeave',
  'BridgeDestroy',
  'HangupRequest',
  'Hangup',
  { name: 'Newexten', holding: '(Application: VoiceMail|AppData: _*FROM_DID=)' },
];

/** Longer values are cut: caller IDs and dialled numbers come from outside. */
const MAX_LENGTH = 128;
/** How Asterisk writes what it does not know. */
const UNKNOWN = '<unknown>';
const HOLDING = 'holding_bridge';
const STATE_UP = '6';
/** Of a channel that the dialplan itself has refused, by Busy() or Congestion(): its caller did not hang up. */
const STATE_BUSY = '7';
/** RFC 3261 §21.4.25: what an INVITE that its caller has cancelled ends with. */
const REQUEST_TERMINATED = 487;
const FROM_DID = /^_*FROM_DID=(.*)$/;

/** Reads an event of CHANNEL_EVENTS; null for what tells nothing, or is not as Asterisk writes it. */
export function readChannelEvent(fields: AmiFields): ChannelEvent | null {
  switch (fields['event']) {
    case 'Newchannel':
      return withChannel(fields, (channel) => ({
        type: 'channel-created',
        channel,
        context: text(fields, 'context'),
        dialled: text(fields, 'exten'),
        ...callerOf(fields),
      }));
    case 'Newexten':
      return withChannel(fields, (channel) => readStep(channel, fields));
    case 'DialBegin':
    case 'DialState':
    case 'DialEnd':
      return readDial(fields);
    case 'BridgeEnter':
    case 'BridgeLeave':
    case 'BridgeDestroy':
      return readBridge(fields);
    case 'HangupRequest':
      return withChannel(fields, (channel) =>
        isRefusal(channel, fields) ? null : { type: 'far-end-hung-up', channel },
      );
    case 'Hangup':
      return withChannel(fields, (channel) => ({
        type: 'channel-gone',
        channel,
        wasUp: fields['channelstate'] === STATE_UP,
        cause: code(fields, 'cause'),
        techCause: code(fields, 'techcause'),
      }));
    default:
      return null;
  }
}

/**
 * Whether the dialplan has refused this channel, by Busy() or Congestion(), and its caller did not hang up. Mostly its
 * state says so; but the answer may be out, and its end told, before the state changes. Then PJSIP's codes tell: a
 * caller who withdraws leaves 487, or on Asterisk 16, which does not tell that code, any cause at all.
 */
function isRefusal(channel: Channel, fields: AmiFields): boolean {
  const state = fields['channelstate'];
  if (state === STATE_BUSY) return true;
  if (state === STATE_UP || !channel.name.startsWith('PJSIP/')) return false;
  const techCause = code(fields, 'techcause');
  return techCause === null ? code(fields, 'cause') === null : techCause !== REQUEST_TERMINATED;
}

/** Reads an entry of `CoreShowChannels`. */
export function readListedChannel(fields: AmiFields): ListedChannel | null {
  const channel = channelOf(fields, '');
  if (channel === null) return null;
  return {
    ...channel,
    isUp: fields['channelstate'] === STATE_UP,
    context: text(fields, 'context'),
    extension: text(fields, 'exten'),
    application: text(fields, 'application'),
    ...callerOf(fields),
    bridgeId: text(fields, 'bridgeid'),
    ageMs: readDuration(fields['duration'] ?? ''),
  };
}

/** Reads an entry of `BridgeList`: the id of a bridge in which nobody hears anybody; null for others. */
export function readHoldingBridge(fields: AmiFields): string | null {
  return fields['bridgetechnology'] === HOLDING ? text(fields, 'bridgeuniqueid') : null;
}

function readStep(channel: Channel, fields: AmiFields): ChannelEvent | null {
  if (fields['application'] === 'VoiceMail') return { type: 'voicemail-entered', channel };
  const dialled = FROM_DID.exec(fields['appdata'] ?? '')?.[1];
  if (dialled === undefined) return null;
  return { type: 'did-known', channel, dialled: dialled.slice(0, MAX_LENGTH), ...callerOf(fields) };
}

function readDial(fields: AmiFields): ChannelEvent | null {
  const to = channelOf(fields, 'dest');
  if (to === null) return null;
  const status = text(fields, 'dialstatus');
  switch (fields['event']) {
    case 'DialBegin':
      return { type: 'dial-begun', from: channelOf(fields, ''), to, dialString: text(fields, 'dialstring') };
    case 'DialState':
      return status === 'RINGING' ? { type: 'dial-ringing', to } : null;
    default:
      return { type: 'dial-ended', to, status };
  }
}

function readBridge(fields: AmiFields): ChannelEvent | null {
  const bridgeId = text(fields, 'bridgeuniqueid');
  if (bridgeId === '') return null;
  if (fields['event'] === 'BridgeDestroy') return { type: 'bridge-gone', bridgeId };
  return withChannel(fields, (channel) =>
    fields['event'] === 'BridgeLeave'
      ? { type: 'bridge-left', channel, bridgeId }
      : { type: 'bridge-entered', channel, bridgeId, holds: fields['bridgetechnology'] === HOLDING },
  );
}

function withChannel(
  fields: AmiFields,
  read: (channel: Channel) => ChannelEvent | null,
): ChannelEvent | null {
  const channel = channelOf(fields, '');
  return channel === null ? null : read(channel);
}

function channelOf(fields: AmiFields, prefix: '' | 'dest'): Channel | null {
  const id = text(fields, `${prefix}uniqueid`);
  const name = text(fields, `${prefix}channel`);
  if (id === '' || name === '') return null;
  return { id, name, linkedId: text(fields, `${prefix}linkedid`) || id };
}

function callerOf(fields: AmiFields) {
  return { callerNumber: text(fields, 'calleridnum'), callerName: text(fields, 'calleridname') };
}

function text(fields: AmiFields, name: string): string {
  const value = fields[name] ?? '';
  return value === UNKNOWN ? '' : value.slice(0, MAX_LENGTH);
}

function code(fields: AmiFields, name: string): number | null {
  const value = fields[name] ?? '';
  return /^\d{1,3}$/.test(value) ? Number(value) : null;
}

/** `HH:MM:SS`, of which hours may have more digits. */
function readDuration(value: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^(\d{1,5}):(\d\d):(\d\d)$/.exec(value) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}
