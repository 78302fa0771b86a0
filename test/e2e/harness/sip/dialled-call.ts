import { randomBytes } from 'node:crypto';
import type { RtpParty } from '../rtp-party.ts';
import { audioPort, header } from '../sip-trace.ts';
import { answerTo, assemble, type SipText, type SipWire, sdp } from './sip-wire.ts';

export interface DialOptions {
  readonly sipPort: number;
  readonly to: string;
  readonly from: string;
  readonly rtp: RtpParty;
  /** Talks from the answer on; else one packet is all that is heard. */
  readonly talks?: boolean;
}

/** A call as who dialled it saw it. Times are ms since the epoch. */
export interface DialledCall {
  readonly invitedAt: number;
  readonly ringingAt: number | null;
  /** Final status of the INVITE; null until it came. */
  readonly status: number | null;
  readonly finalAt: number | null;
  /** When we hung up. */
  readonly hungUpAt: number | null;
  /** When the other side's BYE came. */
  readonly releasedAt: number | null;
  /** Where the other side hears RTP, once it has said so. */
  readonly theirMediaPort: number | null;
  /** CANCEL or BYE, whichever it has come to; once the other side has answered at all. Again: nothing. */
  hangUp(): void;
  readonly over: Promise<void>;
}

/** One INVITE and its dialog (RFC 3261 §9, §13, §15), also where CANCEL and the answer cross on the wire. */
export function dial(
  wire: SipWire,
  options: DialOptions,
): { readonly call: DialledCall; readonly callId: string; onMessage(message: SipText): void } {
  const { sipPort, to, from } = options;
  const callId = randomBytes(8).toString('hex');
  const branch = `z9hG4bK${callId}`;
  const uri = `sip:${to}@127.0.0.1:${sipPort}`;
  const via = (suffix: string) => `Via: SIP/2.0/UDP 127.0.0.1:${wire.port};branch=${branch}${suffix}`;
  const ours = `From: <sip:${from}@127.0.0.1:${wire.port}>;tag=${callId}`;
  let theirs = `To: <${uri}>`;
  let remote = uri;
  const head = (method: string, target: string, cseq: number, suffix: string) => [
    `${method} ${target} SIP/2.0`,
    via(suffix),
    'Max-Forwards: 70',
    ours,
    theirs,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
  ];
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const seen = {
    invitedAt: Date.now(),
    ringingAt: null as number | null,
    status: null as number | null,
    finalAt: null as number | null,
    hungUpAt: null as number | null,
    releasedAt: null as number | null,
    theirMediaPort: null as number | null,
  };
  const contact = `Contact: <sip:caller@127.0.0.1:${wire.port}>`;
  const offer = [...head('INVITE', uri, 1, ''), contact, 'Content-Type: application/sdp'];
  const stopInviting = wire.repeat(assemble(offer, sdp(options.rtp.port)), sipPort);
  let isHeard = false;
  let wantsOut = false;
  let stopLeaving: (() => void) | null = null;

  /** CANCEL must wait until the INVITE has been heard of (RFC 3261 §9.1). */
  function leave(): void {
    if (!wantsOut || stopLeaving !== null || !isHeard) return;
    seen.hungUpAt ??= Date.now();
    if (seen.status === null) {
      stopLeaving = wire.repeat(assemble(head('CANCEL', uri, 1, '')), sipPort);
    } else if (seen.status === 200) {
      stopLeaving = wire.repeat(assemble(head('BYE', remote, 2, '-bye')), sipPort);
    }
  }

  function onFinal({ status, text }: SipText): void {
    theirs = `To: ${header(text, 'To')}`;
    const isAnswer = status < 300;
    if (isAnswer) remote = /<([^>]+)>/.exec(header(text, 'Contact'))?.[1] ?? uri;
    // Each time it comes: our first ACK may be lost.
    wire.send(assemble(head('ACK', isAnswer ? remote : uri, 1, isAnswer ? '-ack' : '')), sipPort);
    if (seen.status !== null) return;
    seen.status = status;
    seen.finalAt = Date.now();
    stopLeaving?.();
    stopLeaving = null;
    if (!isAnswer) {
      finish();
      return;
    }
    seen.theirMediaPort = audioPort(text);
    if (seen.theirMediaPort !== null) {
      if (options.talks) options.rtp.talkTo(seen.theirMediaPort);
      else options.rtp.greet(seen.theirMediaPort);
    }
    leave();
  }

  function onMessage(message: SipText): void {
    const { status, cseqMethod, method, text } = message;
    if (status > 0 && cseqMethod === 'INVITE') {
      stopInviting();
      isHeard = true;
      if (status === 180 || status === 183) seen.ringingAt ??= Date.now();
      if (status >= 200) onFinal(message);
      else leave();
    } else if (status > 0) {
      // Of CANCEL: the INVITE's own end is still to come. Of BYE: that was it.
      stopLeaving?.();
      if (cseqMethod === 'BYE') finish();
    } else if (method !== 'ACK') {
      wire.send(answerTo(text, '200 OK', callId, [contact]), sipPort);
      if (method !== 'BYE') return;
      seen.releasedAt ??= Date.now();
      stopLeaving?.();
      finish();
    }
  }

  const call: DialledCall = Object.assign(seen, {
    over,
    hangUp() {
      wantsOut = true;
      leave();
    },
  });
  return { call, callId, onMessage };
}
