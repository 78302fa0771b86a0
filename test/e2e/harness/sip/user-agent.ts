import type { RtpParty } from '../rtp-party.ts';
import { type DialledCall, type DialOptions, dial } from './dialled-call.ts';
import { type ReceivedCall, receive } from './received-call.ts';
import { answerTo, openSipWire, type SipText } from './sip-wire.ts';

/**
 * Callers and phones that a test moves by hand, any number of calls at once: where SIPp's scenarios act at fixed
 * times, these do what they are told at the instant they are told.
 */
export interface UserAgent extends AsyncDisposable {
  /** UDP, on 127.0.0.1; every user part leads here. */
  readonly port: number;
  dial(options: Omit<DialOptions, 'rtp'>): DialledCall;
  /** Calls received so far, in order. */
  received(): readonly ReceivedCall[];
  logText(): string;
}

/**
 * @param rtp where all of its calls are heard
 * @param onCall told of each call that comes in, at once
 */
export async function startUserAgent(
  rtp: RtpParty,
  onCall: (call: ReceivedCall) => void = () => {},
): Promise<UserAgent> {
  const dialogs = new Map<string, (message: SipText) => void>();
  const received: ReceivedCall[] = [];
  const wire = await openSipWire((message, fromPort) => {
    const dialog = dialogs.get(message.callId);
    if (dialog !== undefined) dialog(message);
    else if (message.method === 'INVITE') {
      const { call, onMessage } = receive(wire, message, fromPort, rtp);
      dialogs.set(message.callId, onMessage);
      received.push(call);
      onCall(call);
    } else if (message.method !== '' && message.method !== 'ACK') {
      // OPTIONS; or BYE of a dialog that is none of ours.
      const status = message.method === 'OPTIONS' ? '200 OK' : '481 Call/Transaction Does Not Exist';
      wire.send(answerTo(message.text, status, 'ua'), fromPort);
    }
  });
  return {
    port: wire.port,
    dial(options) {
      const { call, callId, onMessage } = dial(wire, { ...options, rtp });
      dialogs.set(callId, onMessage);
      return call;
    },
    received: () => [...received],
    logText: () => wire.logText(),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}
