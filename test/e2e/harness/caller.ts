import { randomBytes } from 'node:crypto';
import { freePort } from '../../../src/demo/free-ports.ts';
import { freeMediaPort } from './free-media-port.ts';
import { CALLER_VOICE, createRtpParty, PHONE_VOICE, type RtpParty } from './rtp-party.ts';
import { audioPort, type SipMessage } from './sip-trace.ts';
import { startSipp } from './sipp-process.ts';
import { framesHeard } from './sound-frames.ts';

export interface CallOptions {
  readonly sipPort: number;
  /** The number dialled: user part of the request URI. */
  readonly to: string;
  /** The caller's number, or `null` to withhold it (RFC 3323 `Privacy: id`). */
  readonly from: string | null;
  readonly name?: string;
  /** Hangs up so long after ringback began; default: waits for the final answer. */
  readonly hangUpAfterRingingMs?: number;
  /** Once answered, hangs up after so long; default: waits for the other side's BYE. */
  readonly hangUpAfterAnswerMs?: number;
  /** 127.0.0.1 arrives on the shipped `trunk`; 127.0.0.2 in the test-only context `native`; others: office-pbx.ts. */
  readonly fromAddress?: `127.0.0.${1 | 2 | 3 | 4}`;
}

/** What the caller's side saw. Times are ms since the epoch. */
export interface CallResult {
  /** Final status of the INVITE: 200 answered, 486 busy, 487 after our own CANCEL, … */
  readonly status: number;
  readonly invitedAt: number;
  readonly ringingAt: number | null;
  /** When they began to hear something else than ringback, unanswered: a 183 with SDP (RFC 3960 §3). */
  readonly earlyMediaAt: number | null;
  readonly finalAt: number;
  /** When we sent CANCEL or BYE ourselves. */
  readonly hungUpAt: number | null;
  /** When the other side's BYE came. */
  readonly releasedAt: number | null;
  /** RTP packets of 20 ms we sent, and of the phone's voice that we heard. */
  readonly rtpSent: number;
  readonly rtpHeard: number;
  /** Packets of a shipped sound that we heard, before the answer or after it. */
  soundHeard(sound: string): number;
}

export interface PlacedCall {
  /** Messages so far, e.g. to wait for a 180 with `vi.waitFor`. */
  messages(): readonly SipMessage[];
  hasRinging(): boolean;
  /** Rejects, with SIPp's log, if the call did not run to its end as SIP wants it. */
  readonly result: Promise<CallResult>;
  /** RTP so far. */
  rtpHeard(): number;
}

const FOREVER_MS = 120_000;
const POLL_MS = 20;
/** Every way a call can be refused; SIPp takes what a scenario does not list for an error. */
const REFUSALS = [
  400, 403, 404, 408, 410, 480, 484, 486, 487, 488, 500, 501, 502, 503, 504, 600, 603, 604, 606,
];

/** Dials as a customer would, from the trunk. */
export async function placeCall(options: CallOptions): Promise<PlacedCall> {
  const rtp = await createRtpParty(CALLER_VOICE, false);
  const ringMs = options.hangUpAfterRingingMs ?? FOREVER_MS;
  const refusal = (code: number) =>
    `<recv response="${code}" optional="true" next="refused" timeout="${ringMs}" ontimeout="giveup" />`;
  const sipp = startSipp({
    scenario: 'caller.xml',
    localAddress: options.fromAddress ?? '127.0.0.1',
    localPort: await freePort(),
    sippMediaPort: await freeMediaPort(),
    args: ['-m', '1', `127.0.0.1:${options.sipPort}`],
    values: {
      to: options.to,
      from: fromHeader(options),
      privacy: options.from === null ? 'Privacy: id' : 'Privacy: none',
      token: randomBytes(6).toString('hex'),
      mediaPort: rtp.port,
      patienceMs: FOREVER_MS,
      hangUpAfterRingingMs: ringMs,
      hangUpAfterAnswerMs: options.hangUpAfterAnswerMs ?? FOREVER_MS,
      refusals: REFUSALS.map(refusal).join('\n  '),
    },
  });
  const talk = setInterval(() => {
    const answer = sipp
      .messages()
      .find((message) => message.status === 200 && message.cseqMethod === 'INVITE');
    const port = answer === undefined ? null : audioPort(answer.text);
    if (port === null) return;
    clearInterval(talk);
    rtp.talkTo(port);
  }, POLL_MS);
  const finish = async () => {
    const code = await sipp.exited;
    clearInterval(talk);
    const messages = sipp.messages();
    await sipp.stop();
    const result = summarize(messages, rtp);
    rtp[Symbol.dispose]();
    if (code !== 0 || result === null)
      throw new Error(`The call to ${options.to} broke off:\n${sipp.logText()}`);
    return result;
  };
  const result = finish();
  // A test may await it long after it failed: that is not an unhandled rejection.
  result.catch(() => {});
  return {
    messages: () => sipp.messages(),
    hasRinging: () => sipp.messages().some((message) => message.status === 180 || message.status === 183),
    result,
    rtpHeard: () => rtp.heard(PHONE_VOICE),
  };
}

function fromHeader({ from, name }: CallOptions): string {
  if (from === null) return '"Anonymous" <sip:anonymous@anonymous.invalid>';
  return `"${name ?? ''}" <sip:${from}@[local_ip]:[local_port]>`;
}

function summarize(messages: readonly SipMessage[], rtp: RtpParty): CallResult | null {
  const invite = messages.find((message) => message.method === 'INVITE');
  const responses = messages.filter((message) => message.cseqMethod === 'INVITE' && message.status > 0);
  const final = responses.find((message) => message.status >= 200);
  if (invite === undefined || final === undefined) return null;
  const hangUp = messages.find(
    ({ direction, method }) => direction === 'sent' && (method === 'CANCEL' || method === 'BYE'),
  );
  const release = messages.find(({ direction, method }) => direction === 'received' && method === 'BYE');
  return {
    status: final.status,
    invitedAt: invite.at,
    ringingAt: responses.find(({ status }) => status === 180 || status === 183)?.at ?? null,
    earlyMediaAt:
      responses.find(({ status, text }) => status === 183 && audioPort(text) !== null)?.at ?? null,
    finalAt: final.at,
    hungUpAt: hangUp?.at ?? null,
    releasedAt: release?.at ?? null,
    rtpSent: rtp.sent(),
    rtpHeard: rtp.heard(PHONE_VOICE),
    soundHeard: (sound) => framesHeard(rtp.recordings(), sound),
  };
}
