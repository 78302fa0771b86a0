import type {
  Announcement,
  Call,
  CallFact,
  CommandFailure,
  Outcome,
  PbxCommand,
  ReleaseReason,
  Transition,
  Treatment,
} from './call.ts';
import { after, bridgeLeft, stay, waitForTheEnd, wrapUp } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { missedOutcome } from './leg-end.ts';

/** By then an announcement is over, or will not be heard any more. */
export const ANNOUNCE_TIMEOUT_MS: Millis = 60_000;

const RELEASE_REASON: { readonly [outcome in Outcome]: ReleaseReason } = {
  answered: 'normal',
  'no-answer': 'no-answer',
  busy: 'busy',
  abandoned: 'normal',
  unreachable: 'congestion',
  voicemail: 'normal',
  blocked: 'busy',
};

type MissedOutcome = Extract<Outcome, 'no-answer' | 'busy' | 'unreachable'>;

/** What an attempt comes to in which nobody was put through. */
export function attemptOutcome({ plan, legs, step }: Call): MissedOutcome {
  return plan.isOffHours ? 'no-answer' : missedOutcome(legs, step);
}

/** Nobody answered: the outcome stands, and the caller gets what the line has for them. All legs must have ended. */
export function miss(call: Call, outcome: MissedOutcome, now: Millis): Transition {
  const { afterMiss } = call.plan;
  return treat(call, afterMiss, afterMiss.kind === 'voicemail' ? 'voicemail' : outcome, now);
}

/** The caller gave up. All legs must have ended. */
export function abandon(call: Call, now: Millis): Transition {
  return treat(call, { kind: 'release' }, 'abandoned', now);
}

/** The caller is on the block list: nobody is rung. */
export function block(call: Call, treatment: Treatment, now: Millis): Transition {
  return treat(call, treatment, 'blocked', now);
}

/** The outcome is told at once: what follows from it must not wait until the caller has heard all. */
function treat(before: Call, treatment: Treatment, outcome: Outcome, now: Millis): Transition {
  const call: Call = { ...before, outcome };
  const facts: readonly CallFact[] = [{ type: 'outcome-decided', outcome }];
  switch (treatment.kind) {
    case 'release':
      return wrapUp(call, RELEASE_REASON[outcome], now, facts);
    case 'announce': {
      const announcement: Announcement = { media: treatment.media, answers: treatment.answers, times: 0 };
      const timers = { 'announce-timeout': now + ANNOUNCE_TIMEOUT_MS };
      const begun = announce(
        { ...call, state: 'announcing', finishedAt: now, timers, announcement },
        announcement,
      );
      return { ...begun, commands: [...begun.commands, ...bridgeLeft(call)], facts };
    }
    case 'voicemail': {
      const handedOver: Call = { ...call, handedOverTo: treatment.place };
      return waitForTheEnd(handedOver, handOver(handedOver), now, facts);
    }
  }
}

/**
 * Begins an announcement, or begins it anew where it may have been lost with the link. What is to be heard answered is
 * played once the call is: Asterisk does one after the other.
 */
export function announce(call: Call, announcement: Announcement): Transition {
  const { callerChannelId: channelId } = call;
  if (announcement.times > 0) {
    const stop: PbxCommand = { type: 'stop-media', playbackId: playbackId(call, announcement) };
    return after([stop], play(call, announcement));
  }
  return announcement.answers ? stay(call, [{ type: 'answer', channelId }]) : play(call, announcement);
}

function play(call: Call, before: Announcement): Transition {
  const announcement = { ...before, times: before.times + 1 };
  return stay({ ...call, announcement }, [
    {
      type: 'play',
      channelId: call.callerChannelId,
      media: announcement.media,
      playbackId: playbackId(call, announcement),
    },
  ]);
}

function playbackId({ callerChannelId }: Call, { times }: Announcement): string {
  return `${callerChannelId}-announcement${times}`;
}

/** What the caller hears, or is to hear, instead of being put through; null for who hears nothing. */
export function announcementOf({ state, announcement }: Call): Announcement | null {
  return state === 'announcing' ? announcement : null;
}

export function callerAnswered(call: Call): Transition {
  const announcement = announcementOf(call);
  return announcement?.times === 0 ? play(call, announcement) : stay(call);
}

/** Heard out, or not to be heard at all. */
export function announcementFinished(call: Call, finished: string, now: Millis): Transition {
  const announcement = announcementOf(call);
  const isThis = announcement !== null && finished === playbackId(call, announcement);
  return isThis ? announcementOver(call, now) : stay(call);
}

export function announcementOver(call: Call, now: Millis): Transition {
  return wrapUp(call, releaseReason(call), now);
}

/** Where the channel is gone or the answer is lost, the caller's hang-up or `announce-timeout` ends it. */
export function announcementFailed(
  call: Call,
  command: Extract<PbxCommand, { type: 'answer' | 'play' }>,
  kind: CommandFailure,
  now: Millis,
): Transition {
  if (kind !== 'refused') return stay(call);
  // Unanswered they hear it too, as early media.
  return command.type === 'answer'
    ? callerAnswered(call)
    : announcementFinished(call, command.playbackId, now);
}

/** Sends the caller on for good; nothing where that is not what they get. */
export function handOver({ callerChannelId, handedOverTo, callerGone }: Call): readonly PbxCommand[] {
  if (handedOverTo === null || callerGone) return [];
  return [{ type: 'continue', channelId: callerChannelId, place: handedOverTo }];
}

/** Asterisk will not: the outcome was told and stays, and the caller is released as if there were no voicemail. */
export function handOverRefused(call: Call, now: Millis): Transition {
  if (call.handedOverTo === null || call.callerGone) return stay(call);
  return wrapUp({ ...call, handedOverTo: null }, releaseReason(call), now);
}

/** What the caller's network is told: who was answered, if only by an announcement, has simply been talked to. */
export function releaseReason(call: Call): ReleaseReason {
  const { outcome, announcement } = call;
  if (announcement?.answers) return 'normal';
  return RELEASE_REASON[outcome === null || outcome === 'voicemail' ? attemptOutcome(call) : outcome];
}
