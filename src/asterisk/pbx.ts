import type { CommandFailure, PbxCommand } from '../core/call.ts';

/** What the ARI adapter reports, parsed and bounded; nothing of ARI's own shapes goes further. */
export type PbxEvent =
  | {
      /** A call came in on the trunk and entered the application from the dialplan. */
      readonly type: 'caller-arrived';
      readonly channelId: string;
      /** The number dialled, as the dialplan passed it; not yet normalized. */
      readonly dialled: string;
      /** Caller ID as the network gave it; `''` when there is none. */
      readonly callerNumber: string;
      readonly callerName: string;
    }
  | { readonly type: 'channel-ringing'; readonly channelId: string }
  /** A leg of ours answered and entered the application. */
  | { readonly type: 'leg-answered'; readonly channelId: string }
  | { readonly type: 'digit-pressed'; readonly channelId: string; readonly digit: string }
  | {
      readonly type: 'media-finished';
      readonly channelId: string;
      readonly playbackId: string;
      readonly isFailed: boolean;
    }
  | {
      readonly type: 'channel-gone';
      readonly channelId: string;
      /** Q.850 cause, `null` when not told; `techCause` is the SIP status (Asterisk 22 only). */
      readonly cause: number | null;
      readonly techCause: number | null;
    };

/** A channel of our application, as found on (re)connect. */
export interface LiveChannel {
  readonly channelId: string;
  /** ARI channel state, e.g. `Ring`, `Ringing`, `Up`, `Down`. */
  readonly state: string;
  readonly dialled: string;
  readonly callerNumber: string;
  readonly callerName: string;
}

/** `gone` is HTTP 404, 409 or 412; `refused` any other answer; `lost` a deadline or a broken link. */
export type CommandResult =
  | { readonly kind: 'done' }
  | { readonly kind: CommandFailure; readonly why: string };

export type LinkState = 'connecting' | 'up' | 'down';

/** Told at each change only, with the reason in words that say what to do. */
export type LinkListener = (state: LinkState, why: string) => void;

/** Call control (ARI). */
export interface Pbx {
  readonly state: LinkState;
  /** Starts connecting, forever. Resolves at once; `onLink` tells when it is up. */
  start(): void;
  /** Never rejects; every answer is a `CommandResult`, within the adapter's deadline. */
  execute(command: PbxCommand): Promise<CommandResult>;
  /** Every channel known to Asterisk that is in, or was dialled by, our application. Rejects when the link is down. */
  listChannels(): Promise<readonly LiveChannel[]>;
  /** Lets a call we will not handle go on in the dialplan, at its fallback. */
  continueInDialplan(channelId: string): Promise<CommandResult>;
  stop(): Promise<void>;
}

export interface PbxListeners {
  readonly onEvent: (event: PbxEvent) => void;
  readonly onLink: LinkListener;
  /** Another textback had the calls before we ever did, and has them still; `why` says what to do. */
  readonly onHeld: (why: string) => void;
}
