import type { Millis } from './clock.ts';

/** How a call ended, by our own state and timers (features.md C5); hangup causes only explain. */
export const OUTCOMES = [
  'answered',
  'no-answer',
  'busy',
  'abandoned',
  'unreachable',
  'voicemail',
  'blocked',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One phone to ring. `endpoint` is what Asterisk dials, e.g. `PJSIP/+12125550199@trunk`. */
export interface Destination {
  readonly label: string;
  readonly endpoint: string;
  /** Whether who picks up has to press 1: so that a carrier's voicemail never counts as an answer. */
  readonly confirm: boolean;
}

/** One step of a hunt group: every destination rings at once for at most `ringMs`. */
export interface HuntStep {
  readonly destinations: readonly Destination[];
  readonly ringMs: Millis;
  /** The groups that it belongs to; absent where it stands by itself. */
  readonly groups?: readonly HuntStepGroup[];
}

/** Steps that ring one after the other for at most `ringMs` together, counted from the first of them that rings. */
export interface HuntStepGroup {
  /** The same in each of its steps. */
  readonly id: number;
  readonly ringMs: Millis;
}

export interface CallerId {
  readonly name: string;
  readonly number: string;
}

/** A place in Asterisk's dialplan, e.g. `ext-local,vmu100,1` on FreePBX. */
export interface DialplanPlace {
  readonly context: string;
  readonly extension: string;
  readonly priority: number;
}

/** What is played, one after the other, as ARI names it: `sound:…`, `tone:…`. */
export type Media = readonly string[];

/** What a caller hears who is not put through to anybody. */
export type Treatment =
  | { readonly kind: 'release' }
  /** `answers`: the call is answered first, and billed; otherwise it is early media (RFC 3960 §2). */
  | { readonly kind: 'announce'; readonly media: Media; readonly answers: boolean }
  | { readonly kind: 'voicemail'; readonly place: DialplanPlace };

/** How a phone is asked to press 1. */
export interface Confirmation {
  readonly prompt: Media;
  /** From the pick-up to the answer, 3,000 to 30,000 ms; the ring timeout may end it sooner. */
  readonly timeoutMs: Millis;
}

/** What a call needs to know of its line, read once when the caller arrives. */
export interface CallPlan {
  readonly steps: readonly HuntStep[];
  /** Nothing rings because no step does at this hour: as if nobody had answered, not as if nobody could be reached. */
  readonly isOffHours: boolean;
  /** Bounds the whole attempt: 10,000 to 60,000 ms. */
  readonly ringTimeoutMs: Millis;
  /** What the rung phone shows. */
  readonly presentedCallerId: CallerId;
  /** The number dialled, where the phone is told that the call was diverted from it (`Diversion`, RFC 5806). */
  readonly divertedFrom: string | null;
  readonly confirmation: Confirmation;
  readonly afterMiss: Treatment;
  /** What the caller gets instead of ringing; null for a caller who is not blocked. */
  readonly blocked: Treatment | null;
}

export const LEG_STATES = ['dialing', 'ringing', 'confirming', 'answered', 'ended'] as const;
/** `confirming`: picked up and asked to press 1. `answered`: the one that the caller talks to. */
export type LegState = (typeof LEG_STATES)[number];

/** Why a leg ended, in the product's own terms. */
export const LEG_ENDS = [
  'no-answer',
  'busy',
  'declined',
  'wrong-number',
  'not-confirmed',
  'unreachable',
  'caller-gave-up',
  'answered-elsewhere',
  'not-connected',
  'hung-up',
] as const;
export type LegEnd = (typeof LEG_ENDS)[number];

/** What a leg that was picked up hears. */
export interface LegPrompt {
  /** How often it was asked, this time included. */
  readonly times: number;
  /** Since when, this time. */
  readonly since: Millis;
  /** Whether a plain tone took the place of what could not be played. */
  readonly isTone: boolean;
}

export interface Leg {
  /** Ours, known before the originate: Asterisk's events can come before its response. */
  readonly channelId: string;
  readonly step: number;
  readonly destination: Destination;
  readonly state: LegState;
  readonly dialedAt: Millis;
  readonly ringingAt: Millis | null;
  /** When it was picked up, by whatever answers there. */
  readonly answeredAt: Millis | null;
  /** When a person pressed 1; null where that is not asked for. */
  readonly confirmedAt: Millis | null;
  /** How it is asked to press 1; null for one that was not. */
  readonly prompt: LegPrompt | null;
  readonly endedAt: Millis | null;
  readonly end: LegEnd | null;
  /** True once Asterisk has said (or a lost command implies) that the channel is gone. */
  readonly gone: boolean;
  /** Q.850 cause and SIP status as Asterisk gave them; explain, never decide. */
  readonly cause: number | null;
  readonly techCause: number | null;
}

export const CALL_STATES = [
  'ringing',
  'confirming',
  'connected',
  'announcing',
  'wrapping-up',
  'ended',
] as const;
/**
 * `confirming`: as `ringing`, and somebody is asked to press 1. `announcing`: the outcome is known, and the caller
 * hears why nobody came.
 */
export type CallState = (typeof CALL_STATES)[number];

/**
 * `ring-timeout` bounds the attempt, `step-timeout` one hunt step, `confirm-timeout` how long the next of those who
 * picked up may take to press 1, `connect-timeout` the bridging of an answered leg, `announce-timeout` what the caller
 * hears after a miss, `wrap-up` the release.
 */
export const TIMER_NAMES = [
  'ring-timeout',
  'step-timeout',
  'confirm-timeout',
  'connect-timeout',
  'announce-timeout',
  'wrap-up',
] as const;
export type TimerName = (typeof TIMER_NAMES)[number];
export type Timers = { readonly [name in TimerName]?: Millis };

/** What a caller hears after a miss. */
export interface Announcement {
  readonly media: Media;
  readonly answers: boolean;
  /** How often it was begun: 0 while the call is still to be answered. */
  readonly times: number;
}

export interface Call {
  /** The caller's channel id: also the key by which commands and bridges are named. */
  readonly callerChannelId: string;
  readonly plan: CallPlan;
  readonly state: CallState;
  readonly step: number;
  readonly legs: readonly Leg[];
  readonly timers: Timers;
  readonly outcome: Outcome | null;
  readonly arrivedAt: Millis;
  /** When a human and the caller were bridged. */
  readonly bridgedAt: Millis | null;
  /** When the conversation or the attempt was over: the moment the outcome was known, or the hang-up. */
  readonly finishedAt: Millis | null;
  readonly callerGone: boolean;
  readonly bridgeId: string | null;
  readonly announcement: Announcement | null;
  /** Where the caller was sent on to, for good: nobody hangs up on them there. */
  readonly handedOverTo: DialplanPlace | null;
}

/** Everything that can happen to a call once it has started. */
export type CallEvent =
  | { readonly type: 'leg-ringing'; readonly channelId: string }
  | { readonly type: 'leg-answered'; readonly channelId: string }
  | {
      readonly type: 'leg-ended';
      readonly channelId: string;
      readonly cause: number | null;
      readonly techCause: number | null;
    }
  /** It ended while Asterisk could not be heard, so that nobody knows why. */
  | { readonly type: 'leg-lost'; readonly channelId: string }
  /** A key: `0` to `9`, `*`, `#`, `A` to `D`. */
  | { readonly type: 'leg-pressed'; readonly channelId: string; readonly digit: string }
  /** Something played to a leg or to the caller is over; `isFailed` where Asterisk could not play it. */
  | {
      readonly type: 'media-finished';
      readonly channelId: string;
      readonly playbackId: string;
      readonly isFailed: boolean;
    }
  | { readonly type: 'caller-hung-up' }
  /** The caller's call is up, as `answer` asked. */
  | { readonly type: 'caller-answered' }
  | { readonly type: 'legs-bridged' }
  /** Asterisk can be heard again; comes after whatever was missed meanwhile. */
  | { readonly type: 'link-restored' }
  | { readonly type: 'timer-elapsed'; readonly name: TimerName; readonly at: Millis }
  | { readonly type: 'command-failed'; readonly command: PbxCommand; readonly kind: CommandFailure };

/**
 * `gone`: the channel no longer exists or is no longer ours. `refused`: Asterisk answered and will not.
 * `lost`: no answer came; it may or may not have happened.
 */
export type CommandFailure = 'gone' | 'refused' | 'lost';

/** Why a caller's or a leg's channel is released; becomes the SIP status the other side sees. */
export type ReleaseReason = 'normal' | 'busy' | 'no-answer' | 'congestion';

/** What the machine asks of the PBX. Each one stands alone: order between them does not matter. */
export type PbxCommand =
  | { readonly type: 'indicate-ringing'; readonly channelId: string }
  | {
      readonly type: 'originate';
      readonly channelId: string;
      readonly endpoint: string;
      readonly callerId: CallerId;
      /** As in the plan. */
      readonly divertedFrom: string | null;
      readonly callerChannelId: string;
      /** Asterisk's own limit: a net under our timer, should the daemon be gone by then. Seconds. */
      readonly timeoutSeconds: number;
    }
  | {
      /** Answer the caller, make the bridge, put both in: then `legs-bridged`. */
      readonly type: 'connect';
      readonly bridgeId: string;
      readonly callerChannelId: string;
      readonly legChannelId: string;
    }
  /** To a leg, or to the caller; unanswered, they hear it as early media. Then `media-finished`. */
  | {
      readonly type: 'play';
      readonly channelId: string;
      readonly media: Media;
      /** Ours, and never the same twice. */
      readonly playbackId: string;
    }
  | { readonly type: 'stop-media'; readonly playbackId: string }
  /** Answers the caller: then `caller-answered`. */
  | { readonly type: 'answer'; readonly channelId: string }
  /** Hands the caller to the dialplan for good. */
  | { readonly type: 'continue'; readonly channelId: string; readonly place: DialplanPlace }
  | { readonly type: 'hang-up'; readonly channelId: string; readonly reason: ReleaseReason }
  | { readonly type: 'destroy-bridge'; readonly bridgeId: string };

/** What the transition established, for the database and for people. */
export type CallFact =
  | { readonly type: 'outcome-decided'; readonly outcome: Outcome }
  | { readonly type: 'call-ended' };

export interface Transition {
  readonly call: Call;
  readonly commands: readonly PbxCommand[];
  readonly facts: readonly CallFact[];
}
