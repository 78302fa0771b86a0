import {
  type Channel,
  type ChannelEvent,
  deviceOf,
  isPhone,
  type ListedChannel,
  mayBeDid,
} from './channel-event.ts';
import { createChannelGraph } from './channel-graph.ts';
import { numberDialled } from './destination.ts';
import type { ObservedEvent } from './observed-call.ts';
import type { RungPhone } from './observed-legs.ts';
import { createOutboundWatch, type OutboundEvent, type WatchOptions } from './outbound-watch.ts';

/** What Asterisk's stream of events means for calls. */
export type WatchEvent =
  /** A call came in from outside; whoever knows the lines may have it observed. */
  | ({ readonly type: 'caller-arrived' } & ArrivedChannel)
  | { readonly type: 'observed'; readonly callerId: string; readonly event: ObservedEvent }
  | OutboundEvent;

export interface ArrivedChannel {
  readonly channelId: string;
  readonly dialled: string;
  readonly callerNumber: string;
  readonly callerName: string;
}

/** What a restart or a gap is made good by. */
export interface Listing {
  readonly channels: readonly ListedChannel[];
  /** Bridges in which nobody hears anybody. */
  readonly holdingBridges: ReadonlySet<string>;
}

export type CallWatch = ReturnType<typeof createCallWatch>;

const VOICEMAIL = 'VoiceMail';

/**
 * Follows observed calls and the business's own calls through the channels, bridges and Local channels that Asterisk
 * makes of them. Everything else is forgotten at once; nothing is kept of a channel that is gone.
 */
export function createCallWatch(options: WatchOptions) {
  const graph = createChannelGraph(options.limit);
  const outbound = createOutboundWatch(graph, options);
  const observed = new Set<string>();

  function ofCaller(callerId: string, event: ObservedEvent): readonly WatchEvent[] {
    return observed.has(callerId) ? [{ type: 'observed', callerId, event }] : [];
  }

  function ofLeg(leg: Channel, event: ObservedEvent): readonly WatchEvent[] {
    return isPhone(leg) && leg.id !== leg.linkedId ? ofCaller(leg.linkedId, event) : [];
  }

  function rungPhone(channel: Channel, dialString = ''): RungPhone {
    const device = deviceOf(channel);
    const technology = channel.name.slice(0, channel.name.indexOf('/'));
    const endpoint = dialString === '' ? device : `${technology}/${dialString}`;
    const number = numberDialled({ kind: 'endpoint', value: endpoint }, options.country);
    return { channelId: channel.id, label: number ?? device, endpoint };
  }

  function talk(ids: ReadonlySet<string>): readonly WatchEvent[] {
    const talking = [...ids].flatMap((id) => {
      const phones = observed.has(id) ? graph.phonesWith(id).map((phone) => rungPhone(phone)) : [];
      return phones.length === 0 ? [] : ofCaller(id, { type: 'talking', phones });
    });
    return [...talking, ...outbound.bridged(ids)];
  }

  function arrive(channel: Channel, dialled: string, caller: Omit<ArrivedChannel, 'channelId' | 'dialled'>) {
    const isCaller = channel.id === channel.linkedId && isPhone(channel) && mayBeDid(dialled);
    if (!isCaller || observed.has(channel.id)) return [];
    const { callerNumber, callerName } = caller;
    return [{ type: 'caller-arrived', channelId: channel.id, dialled, callerNumber, callerName } as const];
  }

  function created(event: Extract<ChannelEvent, { type: 'channel-created' }>): readonly WatchEvent[] {
    const { channel, context, dialled } = event;
    graph.add(channel);
    if (channel.id === channel.linkedId && outbound.begin(channel, context, dialled)) return [];
    return arrive(channel, dialled, event);
  }

  function dialBegun(from: Channel | null, to: Channel, dialString: string): readonly WatchEvent[] {
    if (!isPhone(to)) return [];
    if (!observed.has(to.linkedId)) return outbound.dialled(from, to, dialString);
    return ofLeg(to, { type: 'leg-dialled', phone: rungPhone(to, dialString) });
  }

  function gone({ channel, wasUp, cause, techCause }: Extract<ChannelEvent, { type: 'channel-gone' }>) {
    graph.remove(channel.id);
    const ended = outbound.gone(channel.id);
    const ofCall = observed.has(channel.id)
      ? ofCaller(channel.id, { type: 'caller-gone', wasUp, cause })
      : ofLeg(channel, { type: 'leg-gone', channelId: channel.id, cause, techCause });
    observed.delete(channel.id);
    return [...ofCall, ...ended];
  }

  return {
    /** Everything that is kept in mind. */
    get size() {
      return graph.size + observed.size + outbound.size;
    },
    /** Whether a channel is there. */
    knows: graph.has,
    /** From now on tells what becomes of this caller, beginning with whom they talk to. */
    observe(callerId: string): readonly WatchEvent[] {
      if (observed.size < options.limit) observed.add(callerId);
      return talk(graph.connectedWith(callerId));
    },
    forgetOutbound: outbound.forget,
    /**
     * Begins with what Asterisk lists, as long as nothing else is known.
     * @param callerIds observed calls that had not ended; of those that are not listed nothing is told
     * @param callIds likewise, of the business's own calls
     */
    restore(
      { channels, holdingBridges }: Listing,
      callerIds: readonly string[],
      callIds: readonly string[],
    ): readonly WatchEvent[] {
      for (const channel of channels) {
        graph.add(channel);
        const isHeard = channel.bridgeId !== '' && !holdingBridges.has(channel.bridgeId);
        if (isHeard) graph.enterBridge(channel.bridgeId, channel);
      }
      const listed = new Map(channels.map((channel) => [channel.id, channel]));
      for (const id of callerIds) if (listed.has(id)) observed.add(id);
      const events = [...observed].flatMap((id) =>
        listed.get(id)?.application === VOICEMAIL
          ? ofCaller(id, { type: 'voicemail-entered' })
          : talk(graph.connectedWith(id)),
      );
      return [...events, ...callIds.flatMap((id) => outbound.restore(id, channels))];
    },
    take(event: ChannelEvent): readonly WatchEvent[] {
      switch (event.type) {
        case 'channel-created':
          return created(event);
        case 'did-known':
          return outbound.isOrigin(event.channel.id) ? [] : arrive(event.channel, event.dialled, event);
        case 'voicemail-entered':
          return ofCaller(event.channel.id, { type: 'voicemail-entered' });
        case 'dial-begun':
          return dialBegun(event.from, event.to, event.dialString);
        case 'dial-ringing':
          return ofLeg(event.to, { type: 'leg-ringing', channelId: event.to.id });
        case 'dial-ended':
          return ofLeg(event.to, { type: 'leg-dial-ended', channelId: event.to.id, status: event.status });
        case 'bridge-entered':
          if (event.holds) return [];
          graph.enterBridge(event.bridgeId, event.channel);
          return observed.size + outbound.size === 0 ? [] : talk(graph.connectedWith(event.channel.id));
        case 'bridge-left':
          graph.leaveBridge(event.bridgeId, event.channel.id);
          return [];
        case 'bridge-gone':
          graph.removeBridge(event.bridgeId);
          return [];
        case 'far-end-hung-up':
          return ofCaller(event.channel.id, { type: 'caller-hung-up' });
        case 'channel-gone':
          return gone(event);
      }
    },
  };
}
