import type { LiveChannel, PbxEvent } from '../asterisk/pbx.ts';
import type { CallRow } from '../store/queries/calls.ts';

/** It ended unheard. */
export interface LostLeg {
  readonly type: 'leg-lost';
  readonly channelId: string;
}

export interface Reunion {
  /** What was missed, as the ordinary events it would have been. */
  readonly events: readonly (PbxEvent | LostLeg)[];
  /** Channels of ours that nothing holds any more: to be released. */
  readonly orphans: readonly string[];
}

/**
 * Compares the open calls with the channels that Asterisk has, after a restart of either or a lost link.
 * @param before the calls that were open when Asterisk was asked: only of these may a channel be missing
 * @param open the calls that are open now; what began since is no orphan
 * @param channels every channel that is in our application or was dialled by it
 */
export function reconcileCalls(
  before: readonly CallRow[],
  open: readonly CallRow[],
  channels: readonly LiveChannel[],
): Reunion {
  const live = new Map(channels.map((channel) => [channel.channelId, channel]));
  const events: (PbxEvent | LostLeg)[] = [];
  const left: string[] = [];
  for (const { machine } of before) {
    if (machine === null) continue;
    // The caller first: for one who is gone, no further phone may ring.
    if (!machine.callerGone && !live.has(machine.callerChannelId)) events.push(gone(machine.callerChannelId));
    for (const leg of machine.legs) {
      const channel = live.get(leg.channelId);
      if (channel === undefined) {
        if (!leg.gone) events.push({ type: 'leg-lost', channelId: leg.channelId });
      } else if (leg.state === 'ended') {
        // Our hang-up was lost with the link.
        left.push(leg.channelId);
      } else if (channel.state === 'Up' && leg.state !== 'answered' && leg.state !== 'confirming') {
        events.push({ type: 'leg-answered', channelId: leg.channelId });
      } else if (channel.state === 'Ringing') {
        events.push({ type: 'channel-ringing', channelId: leg.channelId });
      }
    }
  }
  const known = new Set([...before, ...open].flatMap(channelsOf));
  const strangers = channels.filter((channel) => !known.has(channel.channelId));
  for (const { dialled, ...caller } of strangers) {
    if (dialled !== '') events.push({ ...caller, dialled, type: 'caller-arrived' });
  }
  return {
    events,
    orphans: [
      ...left,
      ...strangers.filter(({ dialled }) => dialled === '').map(({ channelId }) => channelId),
    ],
  };
}

/** Bridges of calls that were being released and are over: who was to destroy them may have died before. */
export function bridgesLeft(before: readonly CallRow[], open: readonly CallRow[]): readonly string[] {
  const isOpen = new Set(open.map(({ id }) => id));
  return before.flatMap(({ id, machine }) => {
    const isLeft = machine?.state === 'wrapping-up' && machine.bridgeId !== null && !isOpen.has(id);
    return isLeft ? [machine.bridgeId] : [];
  });
}

function channelsOf({ callerChannelId, machine }: CallRow): readonly string[] {
  return [callerChannelId, ...(machine?.legs ?? []).map((leg) => leg.channelId)];
}

function gone(channelId: string): PbxEvent {
  return { type: 'channel-gone', channelId, cause: null, techCause: null };
}
