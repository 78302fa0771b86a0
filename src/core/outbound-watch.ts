import { type Channel, deviceOf, isPhone, type ListedChannel } from './channel-event.ts';
import type { ChannelGraph } from './channel-graph.ts';
import { type OutsideParty, outsideParty } from './outbound-call.ts';
import type { Country } from './phone.ts';

/** What becomes of the calls that extensions make. `callId` is the id of the channel that began the call. */
export type OutboundEvent =
  | {
      readonly type: 'outbound-dialled';
      readonly callId: string;
      /** Whose phone it is, e.g. `PJSIP/100`. */
      readonly extension: string;
      readonly party: OutsideParty;
    }
  /** The extension and the outside hear each other. */
  | { readonly type: 'outbound-connected'; readonly callId: string }
  | { readonly type: 'outbound-ended'; readonly callId: string };

interface Origin {
  readonly channel: Channel;
  readonly dialled: string;
}

interface OutboundCall {
  /** The channels dialled for it: forks, and one trunk after the other. */
  readonly phones: Set<string>;
  /** The one that answered: the call lasts as long as this does, whoever talks on our side. */
  farId: string | null;
}

export interface WatchOptions {
  /** Contexts of the dialplan that only the business's own phones dial into. */
  readonly internalContexts: readonly string[];
  readonly country: Country;
  /** The most channels that are kept in mind. */
  readonly limit: number;
}

/** Legs that we originate ourselves: see core/call-moves.ts. */
const OWN_LEG = /-leg\d+(;[12])?$/;

/** Tells calls of the business's own extensions to the outside from all others, each once. */
export function createOutboundWatch(graph: ChannelGraph, options: WatchOptions) {
  const { internalContexts, country, limit } = options;
  const origins = new Map<string, Origin>();
  const calls = new Map<string, OutboundCall>();
  const callOfFar = new Map<string, string>();

  function connect(callId: string, call: OutboundCall, farId: string): OutboundEvent {
    call.farId = farId;
    callOfFar.set(farId, callId);
    return { type: 'outbound-connected', callId };
  }

  function end(callId: string, farId: string | null): readonly OutboundEvent[] {
    calls.delete(callId);
    if (farId !== null) callOfFar.delete(farId);
    return [{ type: 'outbound-ended', callId }];
  }

  /** A call that a program places through a Local channel is made by the phone behind it. */
  function extensionOf({ channel }: Origin, dialled: Channel): string {
    if (isPhone(channel)) return deviceOf(channel);
    const behind = graph.phonesWith(channel.id).find(({ id }) => id !== dialled.id);
    return deviceOf(behind ?? channel);
  }

  return {
    get size() {
      return origins.size + calls.size + callOfFar.size;
    },
    isOrigin: (channelId: string) => origins.has(channelId),
    /** Whether a channel that begins a call begins it inside. */
    begin(channel: Channel, context: string, dialled: string): boolean {
      if (!internalContexts.includes(context)) return false;
      if (!OWN_LEG.test(channel.id) && origins.size < limit) origins.set(channel.id, { channel, dialled });
      return true;
    },
    dialled(from: Channel | null, to: Channel, dialString: string): readonly OutboundEvent[] {
      const callId = to.linkedId;
      const known = calls.get(callId);
      if (known !== undefined) known.phones.add(to.id);
      const origin = origins.get(callId);
      if (known !== undefined || origin === undefined || calls.size >= limit) return [];
      const isDirect = from?.id === callId;
      // The extension of a Local channel is the phone that it rings first, not whom it calls then.
      const dialled = isDirect && !isPhone(origin.channel) ? '' : origin.dialled;
      const party = outsideParty(dialled, isDirect ? dialString : '', country);
      if (party === null) return [];
      calls.set(callId, { phones: new Set([to.id]), farId: null });
      return [{ type: 'outbound-dialled', callId, extension: extensionOf(origin, to), party }];
    },
    /** These channels hear each other now. */
    bridged(ids: ReadonlySet<string>): readonly OutboundEvent[] {
      const events: OutboundEvent[] = [];
      for (const id of ids) {
        const call = calls.get(id);
        const farId = [...(call?.phones ?? [])].find((phone) => ids.has(phone));
        if (call?.farId === null && farId !== undefined) events.push(connect(id, call, farId));
      }
      return events;
    },
    gone(channelId: string): readonly OutboundEvent[] {
      origins.delete(channelId);
      const ofFar = callOfFar.get(channelId);
      if (ofFar !== undefined) return end(ofFar, channelId);
      return calls.get(channelId)?.farId === null ? end(channelId, null) : [];
    },
    /** It is none of ours after all. */
    forget(callId: string): void {
      const call = calls.get(callId);
      if (call !== undefined) end(callId, call.farId);
    },
    /** Takes up a call that was under way before, by the channels that are there now. */
    restore(callId: string, channels: readonly ListedChannel[]): readonly OutboundEvent[] {
      const ofCall = channels.filter(({ linkedId, id }) => linkedId === callId && id !== callId);
      const phones = ofCall.filter(isPhone).map(({ id }) => id);
      const hasRoot = channels.some(({ id }) => id === callId);
      const call: OutboundCall = { phones: new Set(phones), farId: null };
      calls.set(callId, call);
      if (hasRoot) return this.bridged(graph.connectedWith(callId));
      const [far] = phones;
      if (far === undefined) return end(callId, null);
      // The extension has handed it on; what is left of the call is the outside.
      connect(callId, call, far);
      return [];
    },
  };
}
