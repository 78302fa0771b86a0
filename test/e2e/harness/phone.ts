import { randomBytes } from 'node:crypto';
import { freeMediaPort } from './free-media-port.ts';
import { CALLER_VOICE, createRtpParty, PHONE_VOICE, type RtpParty } from './rtp-party.ts';
import { audioPort, header, type SipMessage } from './sip-trace.ts';
import { startSipp } from './sipp-process.ts';
import { framesHeard } from './sound-frames.ts';

/** `dead` has no process behind it: its port is closed. */
export const PHONE_BEHAVIOURS = [
  'answer',
  'brief',
  'slow',
  'voicemail',
  'press-1',
  'slow-press-1',
  'press-9',
  'press-1-by-info',
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
/**
 * `answer` picks up at once and talks until the other side hangs up; so does `voicemail`, which is what a carrier's is
 * like. `slow` ones let it ring first.
 */
const ANSWER_AFTER_MS: { readonly [behaviour in PhoneBehaviour]?: number } = {
  answer: 200,
  brief: 200,
  slow: 3_000,
  voicemail: 200,
  'press-1': 500,
  'slow-press-1': 3_000,
  'press-9': 500,
  'press-1-by-info': 500,
};
/** The key that they press, `PRESS_AFTER_MS` after they picked up. */
const PRESSES: { readonly [behaviour in PhoneBehaviour]?: string } = {
  'press-1': '1',
  'slow-press-1': '1',
  'press-9': '9',
};
export const PRESS_AFTER_MS = 1_500;
/** `brief` says its piece and hangs up first. */
const HANG_UP_AFTER_MS: { readonly [behaviour in PhoneBehaviour]?: number } = { brief: 1_500 };
const NEVER_MS = 600_000;
const POLL_MS = 20;

/** What `phone-answer.xml` does after the pick-up: a key pressed by SIP INFO (RFC 6086), as some phones do it. */
const PRESS_1_BY_INFO = `
  <recv request="BYE" timeout="${PRESS_AFTER_MS}" ontimeout="inform" next="bye" />
  <label id="inform" />
  <send retrans="500">
    <![CDATA[
      INFO [$contact] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-{{token}}-[call_number]-info
      From:[$ours];tag={{token}}-[call_number]
      To:[$theirs]
      Call-ID: [call_id]
      CSeq: 1 INFO
      Max-Forwards: 70
      Content-Type: application/dtmf-relay
      Content-Length: [len]

      Signal=1
      Duration=160
    ]]>
  </send>
  <recv response="200" />`;

/** One call as the phone saw it. Times are ms since the epoch. */
export interface PhoneCall {
  /** User part of the request URI: the number forwarded to. */
  readonly dialled: string;
  /** What the phone shows: user part and display name of From. */
  readonly shownNumber: string;
  readonly shownName: string;
  /** A header of its INVITE, or `''`. */
  header(name: string): string;
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
  /** Packets of a shipped sound that the phone heard, all calls together. */
  soundHeard(sound: string): number;
  logText(): string;
  stop(): Promise<void>;
}

/** Starts a phone that behaves the same way in every call; it takes any number of calls at once. */
export async function startPhone(behaviour: PhoneBehaviour, port: number): Promise<Phone> {
  if (behaviour === 'dead') {
    return {
      behaviour,
      port,
      calls: () => [],
      rtpHeard: () => 0,
      soundHeard: () => 0,
      logText: () => '',
      stop: async () => {},
    };
  }
  const rtp = await createRtpParty(PHONE_VOICE, true);
  const token = randomBytes(6).toString('hex');
  const sipp = startSipp({
    scenario: scenarioOf(behaviour),
    localAddress: '127.0.0.1',
    localPort: port,
    sippMediaPort: await freeMediaPort(),
    args: [],
    values: {
      token,
      mediaPort: rtp.port,
      refusal: REFUSALS[behaviour] ?? '',
      answerAfterMs: ANSWER_AFTER_MS[behaviour] ?? NEVER_MS,
      hangUpAfterAnswerMs: HANG_UP_AFTER_MS[behaviour] ?? NEVER_MS,
      afterAnswer: behaviour === 'press-1-by-info' ? PRESS_1_BY_INFO.replaceAll('{{token}}', token) : '',
    },
  });
  const digit = PRESSES[behaviour];
  const stopPressing = digit === undefined ? () => {} : pressAfterAnswer(rtp, digit, () => sipp.messages());
  return {
    behaviour,
    port,
    calls: () => callsIn(sipp.messages()),
    rtpHeard: () => rtp.heard(CALLER_VOICE),
    soundHeard: (sound) => framesHeard(rtp.recordings(), sound),
    logText: () => sipp.logText(),
    async stop() {
      stopPressing();
      rtp[Symbol.dispose]();
      await sipp.stop();
    },
  };
}

function scenarioOf(behaviour: PhoneBehaviour): string {
  if (REFUSALS[behaviour] !== undefined) return 'phone-reject.xml';
  return behaviour === 'silent' ? 'phone-silent.xml' : 'phone-answer.xml';
}

/** Presses `digit` once in each call, `PRESS_AFTER_MS` after it was picked up. Returns what ends this. */
function pressAfterAnswer(rtp: RtpParty, digit: string, messages: () => readonly SipMessage[]): () => void {
  const seen = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const look = () => {
    const all = messages();
    for (const { callId, status, cseqMethod } of all) {
      if (status !== 200 || cseqMethod !== 'INVITE' || seen.has(callId)) continue;
      seen.add(callId);
      const invite = all.find((message) => message.callId === callId && message.method === 'INVITE');
      const port = invite === undefined ? null : audioPort(invite.text);
      if (port !== null) timers.add(setTimeout(() => rtp.press(port, digit), PRESS_AFTER_MS));
    }
  };
  timers.add(setInterval(look, POLL_MS));
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
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
    header: (name) => header(invite.text, name),
    invitedAt: invite.at,
    ringingAt: responses.find((message) => message.status === 180)?.at ?? null,
    status: final?.status ?? null,
    answeredAt: final?.status === 200 ? final.at : null,
    cancelledAt: messages.find((message) => message.method === 'CANCEL')?.at ?? null,
    byeAt: bye?.at ?? null,
    byeFrom: bye === undefined ? null : bye.direction === 'sent' ? 'phone' : 'asterisk',
  };
}
