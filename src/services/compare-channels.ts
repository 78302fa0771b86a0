import type { Listing } from '../core/call-watch.ts';
import { isPhone, type ListedChannel, mayBeDid } from '../core/channel-event.ts';
import type { ObservedEvent } from '../core/observed-call.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { OutboundCallRow } from '../store/queries/outbound-calls.ts';

/** Open calls, by Asterisk's ids. */
interface CallIds {
  /** Of observed calls: their callers'. */
  readonly callerIds: readonly string[];
  /** Of calls that extensions made. */
  readonly callIds: readonly string[];
}

export interface OpenCalls {
  readonly observed: readonly CallRow[];
  readonly outbound: readonly OutboundCallRow[];
}

export interface CallsLeft {
  readonly over: CallIds;
  readonly going: CallIds & {
    /** Callers who may have been talked to while nobody listened: the PBX has picked up, and they talk to nobody now. */
    readonly doubtful: readonly string[];
    /** What was missed of those that go on. */
    readonly missed: readonly { readonly callerId: string; readonly event: ObservedEvent }[];
  };
}

/** Which of the open calls Asterisk still has. */
export function callsLeft({ observed, outbound }: OpenCalls, { channels }: Listing): CallsLeft {
  const listed = new Map(channels.map((channel) => [channel.id, channel]));
  const linked = new Set(channels.map(({ linkedId }) => linkedId));
  const going = observed.filter(({ callerChannelId }) => listed.has(callerChannelId));
  const idsOf = (isGoing: boolean): CallIds => ({
    callerIds: observed.map((row) => row.callerChannelId).filter((id) => listed.has(id) === isGoing),
    callIds: outbound.map((row) => row.linkedId).filter((id) => linked.has(id) === isGoing),
  });
  const isDoubtful = ({ state, callerChannelId }: CallRow) =>
    state === 'ringing' && isAnswered(listed.get(callerChannelId));
  return {
    over: idsOf(false),
    going: {
      ...idsOf(true),
      doubtful: going.filter(isDoubtful).map(({ callerChannelId }) => callerChannelId),
      missed: going.flatMap((row) => legsGone(row, listed)),
    },
  };
}

/** One who is in voicemail now was let go by everybody else before. */
function isAnswered(channel: ListedChannel | undefined): boolean {
  return channel?.isUp === true && channel.application !== 'VoiceMail';
}

function legsGone({ callerChannelId: callerId, machine }: CallRow, listed: ReadonlyMap<string, unknown>) {
  const gone = (machine?.legs ?? []).filter((leg) => !leg.gone && !listed.has(leg.channelId));
  return gone.map(({ channelId }) => {
    const event: ObservedEvent = { type: 'leg-gone', channelId, cause: null, techCause: null };
    return { callerId, event };
  });
}

/** Each costs a question. */
const MOST_STRANGERS = 200;

/** A channel that may be a caller on a line. */
export interface Stranger extends ListedChannel {
  /** What was dialled, where the dialplan is still there; null where it has moved on. */
  readonly dialled: string | null;
}

/** Channels from outside that began a call of their own; the newest first. */
export function strangersIn({ channels }: Listing, internalContexts: readonly string[]): readonly Stranger[] {
  return channels
    .filter((channel) => channel.id === channel.linkedId && isPhone(channel))
    .filter(({ context }) => !internalContexts.includes(context))
    .sort((a, b) => a.ageMs - b.ageMs)
    .slice(0, MOST_STRANGERS)
    .map((channel) => ({ ...channel, dialled: mayBeDid(channel.extension) ? channel.extension : null }));
}
