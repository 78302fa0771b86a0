import { type Channel, isPhone, otherHalf } from './channel-event.ts';

/** Who can hear whom: channels, the bridges that they are in, and the two halves of Local channels. */
export interface ChannelGraph {
  /** Channels known. */
  readonly size: number;
  has(channelId: string): boolean;
  add(channel: Channel): void;
  remove(channelId: string): void;
  enterBridge(bridgeId: string, channel: Channel): void;
  leaveBridge(bridgeId: string, channelId: string): void;
  removeBridge(bridgeId: string): void;
  /** The ids of all channels that a known channel is connected with, itself among them, through whatever is between. */
  connectedWith(channelId: string): ReadonlySet<string>;
  /** Of those, the phones other than itself. */
  phonesWith(channelId: string): readonly Channel[];
}

interface Bridge {
  readonly id: string;
  readonly members: Set<Node>;
}

interface Node {
  readonly channel: Channel;
  bridge: Bridge | null;
}

/**
 * A graph of at most `limit` channels; more are not taken in, and are nobody's company then. Nothing is kept of a
 * channel that is removed, nor of a bridge that is empty.
 */
export function createChannelGraph(limit: number): ChannelGraph {
  const nodes = new Map<string, Node>();
  const nodesByName = new Map<string, Node>();
  const bridges = new Map<string, Bridge>();

  function add(channel: Channel): void {
    if (nodes.has(channel.id) || nodes.size >= limit) return;
    const node = { channel, bridge: null };
    nodes.set(channel.id, node);
    nodesByName.set(channel.name, node);
  }

  function leave(node: Node): void {
    if (node.bridge === null) return;
    node.bridge.members.delete(node);
    if (node.bridge.members.size === 0) bridges.delete(node.bridge.id);
    node.bridge = null;
  }

  function join(node: Node, bridgeId: string): void {
    const bridge = bridges.get(bridgeId) ?? { id: bridgeId, members: new Set() };
    bridges.set(bridgeId, bridge);
    bridge.members.add(node);
    node.bridge = bridge;
  }

  function neighbours({ channel, bridge }: Node): readonly Node[] {
    const half = otherHalf(channel.name);
    const found = half === null ? undefined : nodesByName.get(half);
    return [...(bridge?.members ?? []), ...(found === undefined ? [] : [found])];
  }

  function reach(channelId: string): ReadonlySet<Node> {
    const start = nodes.get(channelId);
    const reached = new Set(start === undefined ? [] : [start]);
    // A set that grows while it is walked is walked to its end.
    for (const node of reached) for (const next of neighbours(node)) reached.add(next);
    return reached;
  }

  return {
    get size() {
      return nodes.size;
    },
    has: (channelId) => nodes.has(channelId),
    add,
    remove(channelId) {
      const node = nodes.get(channelId);
      if (node === undefined) return;
      leave(node);
      nodes.delete(channelId);
      nodesByName.delete(node.channel.name);
    },
    enterBridge(bridgeId, channel) {
      add(channel);
      const node = nodes.get(channel.id);
      if (node === undefined) return;
      leave(node);
      join(node, bridgeId);
    },
    leaveBridge(bridgeId, channelId) {
      const node = nodes.get(channelId);
      if (node?.bridge?.id === bridgeId) leave(node);
    },
    removeBridge(bridgeId) {
      for (const node of bridges.get(bridgeId)?.members ?? []) leave(node);
    },
    connectedWith: (channelId) => new Set([...reach(channelId)].map(({ channel }) => channel.id)),
    phonesWith: (channelId) =>
      [...reach(channelId)]
        .map(({ channel }) => channel)
        .filter((channel) => channel.id !== channelId && isPhone(channel)),
  };
}
