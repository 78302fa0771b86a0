import type { RtpParty } from '../rtp-party.ts';
import { audioPort, header } from '../sip-trace.ts';
import { answerTo, assemble, type SipText, type SipWire, sdp } from './sip-wire.ts';

/** A call as the phone that was rung saw it. What comes too late to be done does nothing. */
export interface ReceivedCall {
  readonly stage: 'rung' | 'answered' | 'over';
  /** User part of the request URI: the number forwarded to. */
  readonly dialled: string;
  /** User part of From: what the phone shows. */
  readonly shownNumber: string;
  readonly invitedAt: number;
  readonly answeredAt: number | null;
  /** When it stopped ringing because the other side gave up. */
  readonly cancelledAt: number | null;
  /** When it was hung up after the answer, and by whom. */
  readonly byeAt: number | null;
  readonly byeFrom: 'phone' | 'asterisk' | null;
  /** Where Asterisk hears RTP. */
  readonly theirMediaPort: number | null;
  ring(): void;
  /** @param keys `tones`: a phone that does not know telephone events, whose keys can only be heard */
  answer(keys?: 'events' | 'tones'): void;
  /** E.g. `486 Busy Here`. */
  refuse(status: string): void;
  /** A key, by SIP INFO (RFC 6086). */
  press(digit: string): void;
  hangUp(): void;
  readonly over: Promise<void>;
}

/** The phone's side of one INVITE and its dialog (RFC 3261 §9.2, §13.3, §15). */
export function receive(
  wire: SipWire,
  invite: SipText,
  fromPort: number,
  rtp: RtpParty,
): { readonly call: ReceivedCall; onMessage(message: SipText): void } {
  const { text, callId } = invite;
  const tag = `phone-${callId}`;
  const contact = `Contact: <sip:phone@127.0.0.1:${wire.port}>`;
  const remote = /<([^>]+)>/.exec(header(text, 'Contact'))?.[1] ?? '';
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const seen = {
    stage: 'rung' as ReceivedCall['stage'],
    dialled: invite.target,
    shownNumber: /<sip:([^@>]*)/.exec(header(text, 'From'))?.[1] ?? '',
    invitedAt: Date.now(),
    answeredAt: null as number | null,
    cancelledAt: null as number | null,
    byeAt: null as number | null,
    byeFrom: null as 'phone' | 'asterisk' | null,
    theirMediaPort: audioPort(text),
  };
  let last = answerTo(text, '100 Trying', tag);
  let stopAnswering: (() => void) | null = null;
  let stopAsking = () => {};
  let isAcknowledged = false;
  let wantsOut = false;
  let cseq = 0;
  wire.send(last, fromPort);

  function respond(status: string, more: readonly string[] = [], body = ''): void {
    last = answerTo(text, status, tag, [contact, ...more], body);
    wire.send(last, fromPort);
  }

  function ask(method: string, more: readonly string[] = [], body = ''): void {
    cseq += 1;
    const head = [
      `${method} ${remote} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${wire.port};branch=z9hG4bK${callId}-${cseq}`,
      'Max-Forwards: 70',
      `From: ${header(text, 'To')};tag=${tag}`,
      `To: ${header(text, 'From')}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      ...more,
    ];
    stopAsking();
    stopAsking = wire.repeat(assemble(head, body), fromPort);
  }

  /** BYE must wait for the ACK (RFC 3261 §15). */
  function leave(): void {
    if (!wantsOut || !isAcknowledged || seen.stage !== 'answered') return;
    seen.stage = 'over';
    seen.byeAt = Date.now();
    seen.byeFrom = 'phone';
    ask('BYE');
  }

  function onCancel(request: string): void {
    wire.send(answerTo(request, '200 OK', tag), fromPort);
    if (seen.stage !== 'rung') return;
    seen.stage = 'over';
    seen.cancelledAt = Date.now();
    respond('487 Request Terminated');
    finish();
  }

  function onBye(request: string): void {
    wire.send(answerTo(request, '200 OK', tag), fromPort);
    stopAnswering?.();
    stopAsking();
    if (seen.byeFrom === null) {
      seen.byeAt = Date.now();
      seen.byeFrom = 'asterisk';
    }
    seen.stage = 'over';
    finish();
  }

  function onMessage({ method, status, cseqMethod, text: received }: SipText): void {
    if (status > 0) {
      stopAsking();
      if (cseqMethod === 'BYE') finish();
    } else if (method === 'ACK') {
      if (!isAcknowledged && seen.stage === 'answered' && seen.theirMediaPort !== null)
        rtp.greet(seen.theirMediaPort);
      isAcknowledged = true;
      stopAnswering?.();
      leave();
    } else if (method === 'CANCEL') onCancel(received);
    else if (method === 'BYE') onBye(received);
    // Heard twice: the same answer again.
    else if (method === 'INVITE') wire.send(last, fromPort);
    else wire.send(answerTo(received, '200 OK', tag, [contact]), fromPort);
  }

  const call: ReceivedCall = Object.assign(seen, {
    over,
    ring() {
      if (seen.stage === 'rung') respond('180 Ringing');
    },
    answer(keys = 'events') {
      if (seen.stage !== 'rung') return;
      seen.stage = 'answered';
      seen.answeredAt = Date.now();
      const more = [contact, 'Content-Type: application/sdp'];
      last = answerTo(
        text,
        '200 OK',
        tag,
        more,
        sdp(rtp.port, keys === 'events' && /telephone-event/.test(text)),
      );
      stopAnswering = wire.repeat(last, fromPort);
    },
    refuse(status: string) {
      if (seen.stage !== 'rung') return;
      seen.stage = 'over';
      respond(status);
      finish();
    },
    press(digit: string) {
      if (seen.stage !== 'answered') return;
      ask('INFO', ['Content-Type: application/dtmf-relay'], `Signal=${digit}\r\nDuration=160\r\n`);
    },
    hangUp() {
      wantsOut = true;
      leave();
    },
  });
  return { call, onMessage };
}
