import type { Listing } from '../core/call-watch.ts';
import type { Ami, AmiFields } from './ami.ts';
import { readHoldingBridge, readListedChannel } from './ami-channel-events.ts';

/** What can be asked of the channels that Asterisk handles by itself. */
export interface ChannelSource {
  /** Rejects when Asterisk cannot be asked. */
  list(): Promise<Listing>;
  /** What FreePBX has written down of the number dialled; `''` where there is nothing, or no such channel. */
  dialledOn(channelName: string): Promise<string>;
}

/** Over AMI; each is one question, however many calls there are. */
export function createChannelSource(ami: Pick<Ami, 'action'>): ChannelSource {
  async function ask(action: string): Promise<readonly AmiFields[]> {
    const answer = await ami.action({ Action: action });
    if (answer.kind !== 'ok') throw new Error(`AMI did not answer ${action}: ${answer.why}`);
    return answer.events;
  }

  return {
    async list() {
      // The bridges second, so that each that a channel is said to be in is among them, or over already.
      const channels = await ask('CoreShowChannels');
      const bridges = await ask('BridgeList');
      return {
        channels: channels.flatMap((fields) => readListedChannel(fields) ?? []),
        holdingBridges: new Set(bridges.flatMap((fields) => readHoldingBridge(fields) ?? [])),
      };
    },
    async dialledOn(Channel) {
      const answer = await ami.action({ Action: 'Getvar', Channel, Variable: 'FROM_DID' });
      return answer.kind === 'ok' ? (answer.fields['value'] ?? '') : '';
    },
  };
}
