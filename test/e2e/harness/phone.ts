import { randomBytes } from 'node:crypto';
import { CALLER_VOICE, createRtpParty, PHONE_VOICE } from './rtp-party.ts';
import { header, type SipMessage } from './sip-trace.ts';
import { startSipp } from './sipp-process.ts';

/** `dead` has no process behind it: its port is closed. */
export const PHONE_BEHAVIOURS = [
  'answer',
  'brief',
  'slow',
  'silent',
  'busy',
  'decline',
  'not-found',
  'dead',
] as const;
export type PhoneBehaviour = (typeof PHONE_BEHAVIOURS)[number];

const REFUSALS: { readonly [behaviour in PhoneBehaviour]?: string } = {
  busy: '486 Busy Here',
  decline: '603 Decline',
  'not-found': '404 Not Found',
};
/** `answer` picks up at once and talks until the other side hangs up; `slow` lets it ring for 3 s first. */
const ANSWER_AFTER_MS: { readonly [behaviour in PhoneBehaviour]?: number } = {
  answer: 200,
  brief: 200,
  slow: 3_000,
};
/** `brief` says its piece and hangs up first. */
const HANG_UP_AFTER_MS: { readonly [behaviour in PhoneBehaviour]?: number } = { brief: 1_500 };
const NEVER_MS = 600_000;

/** One call as the phone saw it. Times are ms since the epoch. */
export interface PhoneCall {
  /** User part of the request URI: the number forwarded to. */
  readonly dialled: string;
  /** What the phone shows: user part and display name of From. */
  readonly shownNumber: string;
  readonly shownName: string;
  readonly invitedAt: number;
  readonly ringingAt: number | null;
  readonly status: number | null;
  readonly answeredAt: number | null;
  /** When it stopped ringing because the other side gave up. */
  readonly cancelledAt: number | null;
  /** When either side's BYE went over the wire, and whose it was. */
  readonly byeAt: number | null;
  readonly byeFrom: 'phone' | 'asterisk' | null;
}

export interface Phone {
  readonly behaviour: PhoneBehaviour;
  readonly port: number;
  /** Every call so far, in the order of arrival. */
  calls(): readonly PhoneCall[];
  /** RTP packets of callers' voices that the phone heard, all calls together. */
  rtpHeard(): number;
  logText(): string;
  stop(): Promise<void>;
}

/** Starts a phone that behaves the same way in every call; it takes any number of calls at once. */
export async function startPhone(behaviour: PhoneBehaviour, port: number): Promise<Phone> {
  if (behaviour === 'dead') {
    return { behaviour, port, calls: () => [], rtpHeard: () => 0, logText: () => '', stop: async () => {} };
  }
  const rtp = await createRtpParty(PHONE_VOICE, true);
  const sipp = startSipp({
    scenario: scenarioOf(behaviour),
    localAddress: '127.0.0.1',
    localPort: port,
    args: [],
    values: {
      token: randomBytes(6).toString('hex'),
      mediaPort: rtp.port,
      refusal: REFUSALS[behaviour] ?? '',
      answerAfterMs: ANSWER_AFTER_MS[behaviour] ?? NEVER_MS,
      hangUpAfterAnswerMs: HANG_UP_AFTER_MS[behaviour] ?? NEVER_MS,
    },
  });
  return {
    behaviour,
    port,
    calls: () => callsIn(sipp.messages()),
    rtpHeard: () => rtp.heard(CALLER_VOICE),
    logText: () => sipp.logText(),
    async stop() {
      rtp[Symbol.dispose]();
      await sipp.stop();
    },
  };
}

function scenarioOf(behaviour: PhoneBehaviour): string {
  if (REFUSALS[behaviour] !== undefined) return 'phone-reject.xml';
  return behaviour === 'silent' ? 'phone-silent.xml' : 'phone-answer.xml';
}

function callsIn(messages: readonly SipMessage[]): readonly PhoneCall[] {
  const byCall = Map.groupBy(messages, (message) => message.callId);
  return [...byCall.values()].map(describeCall).filter((call) => call !== null);
}

function describeCall(messages: readonly SipMessage[]): PhoneCall | null {
  const invite = messages.find((message) => message.method === 'INVITE');
  if (invite === undefined) return null;
  const from = header(invite.text, 'From');
  const responses = messages.filter((message) => message.cseqMethod === 'INVITE' && message.status > 0);
  const final = responses.find((message) => message.status >= 200);
  const bye = messages.find((message) => message.method === 'BYE');
  return {
    dialled: invite.target,
    shownNumber: /<sip:([^@>]*)/.exec(from)?.[1] ?? '',
    shownName: /^"([^"]*)"/.exec(from)?.[1] ?? '',
    invitedAt: invite.at,
    ringingAt: responses.find((message) => message.status === 180)?.at ?? null,
    status: final?.status ?? null,
    answeredAt: final?.status === 200 ? final.at : null,
    cancelledAt: messages.find((message) => message.method === 'CANCEL')?.at ?? null,
    byeAt: bye?.at ?? null,
    byeFrom: bye === undefined ? null : bye.direction === 'sent' ? 'phone' : 'asterisk',
  };
}
