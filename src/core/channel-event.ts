import type { Millis } from './clock.ts';

/** A channel as every event names it. */
export interface Channel {
  /** Asterisk's Uniqueid. */
  readonly id: string;
  /** E.g. `PJSIP/100-0000002a`, `Local/100@from-internal-00000003;2`. */
  readonly name: string;
  /** The id of the first channel of the call that it belongs to; its own where it is that one. */
  readonly linkedId: string;
}

/** How a Dial ended, in Asterisk's words (`DialStatus`); `''` where it did not say. */
export type DialStatus = string;

/** What Asterisk tells of the channels that it handles by itself, parsed and bounded. */
export type ChannelEvent =
  | {
      readonly type: 'channel-created';
      readonly channel: Channel;
      readonly context: string;
      /** The extension that it is to run: what was dialled, or `s`. */
      readonly dialled: string;
      readonly callerNumber: string;
      readonly callerName: string;
    }
  /** FreePBX has written down which number was dialled (`FROM_DID`). */
  | {
      readonly type: 'did-known';
      readonly channel: Channel;
      readonly dialled: string;
      readonly callerNumber: string;
      readonly callerName: string;
    }
  | { readonly type: 'voicemail-entered'; readonly channel: Channel }
  | {
      readonly type: 'dial-begun';
      /** Who dials; null for what the PBX does by itself, such as a call that is originated. */
      readonly from: Channel | null;
      readonly to: Channel;
      /** What stands after the technology, e.g. `100`, `+12125550199@trunk`. */
      readonly dialString: string;
    }
  | { readonly type: 'dial-ringing'; readonly to: Channel }
  | { readonly type: 'dial-ended'; readonly to: Channel; readonly status: DialStatus }
  | {
      readonly type: 'bridge-entered';
      readonly channel: Channel;
      readonly bridgeId: string;
      /** Whether it is a bridge in which nobody hears anybody: parking, waiting. */
      readonly holds: boolean;
    }
  | { readonly type: 'bridge-left'; readonly channel: Channel; readonly bridgeId: string }
  | { readonly type: 'bridge-gone'; readonly bridgeId: string }
  /** The far end hung up; the channel itself goes on until the dialplan notices. */
  | { readonly type: 'far-end-hung-up'; readonly channel: Channel }
  | {
      readonly type: 'channel-gone';
      readonly channel: Channel;
      /** Whether it had been answered, by whatever application. */
      readonly wasUp: boolean;
      /** Q.850 cause and, on Asterisk 22, the SIP status. */
      readonly cause: number | null;
      readonly techCause: number | null;
    };

/** A channel as Asterisk lists it. */
export interface ListedChannel extends Channel {
  readonly isUp: boolean;
  readonly context: string;
  /** The extension that it runs at this moment, which need not be what was dialled. */
  readonly extension: string;
  readonly application: string;
  readonly callerNumber: string;
  readonly callerName: string;
  /** `''` for none. */
  readonly bridgeId: string;
  /** Since it was created. */
  readonly ageMs: Millis;
}

/** Channels of Asterisk's own making that carry no person: pieces of the dialplan, recorders, robots. */
const NOBODY =
  /^(Local|Announcer|Recorder|CBAnn|CBRec|ConfBridge\w*|Snoop|Surrogate|Message|MulticastRTP|UnicastRTP|AudioSocket|WebSocket|Parking|Bridge\w*)\//i;

/** Whether a channel leads to a phone, ours or the customer's. */
export function isPhone({ name }: Pick<Channel, 'name'>): boolean {
  return name.includes('/') && !NOBODY.test(name);
}

/** What can be the number of a line, in any spelling of a trunk. */
export function mayBeDid(dialled: string): boolean {
  return /^\+?\d{7,15}$/.test(dialled);
}

/** What a channel's name says of whom it belongs to: `PJSIP/100` for `PJSIP/100-0000002a`. */
export function deviceOf({ name }: Pick<Channel, 'name'>): string {
  return name.replace(/-[0-9a-f]+(;[12])?$/i, '');
}

/** The other end of a Local channel: `…;2` for `…;1`; null for other channels. */
export function otherHalf(name: string): string | null {
  if (name.endsWith(';1')) return `${name.slice(0, -1)}2`;
  return name.endsWith(';2') ? `${name.slice(0, -1)}1` : null;
}
