import { isRecord, recordAt, textAt } from './json.ts';
import type { LiveChannel, PbxEvent } from './pbx.ts';

type Json = Readonly<Record<string, unknown>>;

/** The first Stasis argument of a caller, set in the dialplan; the second is the number dialled. */
const CALLER_ARGUMENT = 'inbound';
/** The first Stasis argument of a leg; the second is the caller's channel id. */
export const LEG_ARGUMENT = 'leg';

/**
 * One ARI event as the product knows it; `null` for the many that mean nothing to us.
 * Source: the Asterisk REST data models (`StasisStart`, `Dial`, `ChannelDestroyed`, …), Asterisk 16 to 22.
 * The same fact may be reported more than once; receivers take that.
 */
export function parseAriEvent(event: Json): PbxEvent | null {
  const channel = recordAt(event, 'channel');
  switch (event['type']) {
    case 'StasisStart':
      return parseEntry(event, channel);
    case 'Dial':
      return parseDial(event);
    case 'ChannelStateChange':
      return channel['state'] === 'Ringing' ? ringing(channel) : null;
    case 'ChannelHangupRequest':
    case 'StasisEnd':
      return hasEarlyEnd(channel) ? gone(event, channel) : null;
    case 'ChannelDestroyed':
      return gone(event, channel);
    case 'ChannelDtmfReceived':
      return parseDigit(event, channel);
    case 'PlaybackFinished':
      return parsePlayback(recordAt(event, 'playback'));
    default:
      return null;
  }
}

/** A channel of `GET /channels`; `null` where it has no id. */
export function parseLiveChannel(channel: unknown): LiveChannel | null {
  if (!isRecord(channel) || textAt(channel, 'id') === '') return null;
  const caller = recordAt(channel, 'caller');
  return {
    channelId: textAt(channel, 'id'),
    state: textAt(channel, 'state'),
    dialled: isLeg(channel) ? '' : dialledNumber(channel, ''),
    callerNumber: textAt(caller, 'number'),
    callerName: textAt(caller, 'name'),
  };
}

/**
 * Asterisk gives a phone that was dialled an extension too (`s`): it is no caller. While it rings, it is in an
 * application of Asterisk's own (`AppDial2`).
 */
function isLeg(channel: Json): boolean {
  const dialplan = recordAt(channel, 'dialplan');
  const app = textAt(dialplan, 'app_name');
  const [, kind] = textAt(dialplan, 'app_data').split(',');
  return app === 'Stasis' ? kind === LEG_ARGUMENT : app !== '';
}

/** Whether a channel of `GET /channels` sits in `Stasis(app,…)`. */
export function isInApp(channel: unknown, app: string): boolean {
  const dialplan = isRecord(channel) ? recordAt(channel, 'dialplan') : {};
  return dialplan['app_name'] === 'Stasis' && textAt(dialplan, 'app_data').split(',')[0] === app;
}

function parseEntry(event: Json, channel: Json): PbxEvent | null {
  const channelId = textAt(channel, 'id');
  const [kind, argument] = Array.isArray(event['args']) ? event['args'].map(String) : [];
  if (channelId === '') return null;
  if (kind === LEG_ARGUMENT) return { type: 'leg-answered', channelId };
  if (kind !== CALLER_ARGUMENT) return null;
  const caller = recordAt(channel, 'caller');
  return {
    type: 'caller-arrived',
    channelId,
    dialled: dialledNumber(channel, argument ?? ''),
    callerNumber: textAt(caller, 'number'),
    callerName: textAt(caller, 'name'),
  };
}

/** What the dialplan passed; else what it was told to pass (since Asterisk 16.16); else the extension reached. */
function dialledNumber(channel: Json, passed: string): string {
  const dialplan = recordAt(channel, 'dialplan');
  const [, kind, argument] = textAt(dialplan, 'app_data').split(',');
  const told = kind === CALLER_ARGUMENT ? (argument ?? '') : '';
  return (passed || told || textAt(dialplan, 'exten')).slice(0, 256);
}

function parseDial(event: Json): PbxEvent | null {
  const status = event['dialstatus'];
  return status === 'RINGING' || status === 'PROGRESS' ? ringing(recordAt(event, 'peer')) : null;
}

function parseDigit(event: Json, channel: Json): PbxEvent | null {
  const channelId = textAt(channel, 'id');
  const digit = textAt(event, 'digit');
  return channelId === '' || digit === ''
    ? null
    : { type: 'digit-pressed', channelId, digit: digit.slice(0, 1) };
}

/** Of a list, the last one decides: those before it that cannot be played are passed over. */
function parsePlayback(playback: Json): PbxEvent | null {
  const channelId = /^channel:(.+)$/.exec(textAt(playback, 'target_uri'))?.[1];
  if (channelId === undefined) return null;
  const isFailed = playback['state'] === 'failed';
  return { type: 'media-finished', channelId, playbackId: textAt(playback, 'id'), isFailed };
}

function ringing(channel: Json): PbxEvent | null {
  const channelId = textAt(channel, 'id');
  return channelId === '' ? null : { type: 'channel-ringing', channelId };
}

/**
 * A caller (`Ring`, `Up`) and an answered leg (`Up`) are heard out at the first sign of their going. A leg that is
 * still being dialled waits for `ChannelDestroyed`, microseconds later, which alone says why.
 */
function hasEarlyEnd(channel: Json): boolean {
  return channel['state'] === 'Ring' || channel['state'] === 'Up';
}

function gone(event: Json, channel: Json): PbxEvent | null {
  const channelId = textAt(channel, 'id');
  if (channelId === '') return null;
  return {
    type: 'channel-gone',
    channelId,
    cause: integerAt(event, 'cause'),
    techCause: integerAt(event, 'tech_cause'),
  };
}

function integerAt(event: Json, key: string): number | null {
  const value = event[key];
  return Number.isInteger(value) ? Number(value) : null;
}
