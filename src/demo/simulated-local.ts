import { readCallerId, type SimulatedCall, type SimulatedChannels } from './simulated-channels.ts';

/** Where the shipped dialplan takes calls from a trunk; the simulated one has no other context. */
const CONTEXT = 'textback-inbound';

/**
 * Calls that somebody has Asterisk make to its own dialplan (`Local/NUMBER@CONTEXT`). Of the two halves only the one
 * that enters the dialplan is there; the other is a name under which it can be hung up.
 */
export function createSimulatedLocal(channels: () => SimulatedChannels) {
  const calls = new Map<string, SimulatedCall>();
  return {
    /** As in Asterisk, a context that is not there is no error: the call just ends. */
    originate(given: (name: string) => string): void {
      const [, to = '', context = ''] = /^Local\/([^@]+)@([^/]+)/.exec(given('endpoint')) ?? [];
      if (context !== CONTEXT) return;
      const { name, number } = readCallerId(given('callerId'));
      const call = { from: number, name, to, channelId: given('otherChannelId') };
      calls.set(given('channelId'), channels().placeCall(call));
    },
    /** Whether the id is one of a half of ours, whose call is hung up then. */
    hangUp(channelId: string): boolean {
      const call = calls.get(channelId);
      call?.hangUp();
      return calls.delete(channelId);
    },
  };
}
