import { readFileSync } from 'node:fs';

/** One SIP message as SIPp's `-trace_msg` wrote it. */
export interface SipMessage {
  /** Milliseconds since the epoch; SIPp stamps microseconds. */
  readonly at: number;
  readonly direction: 'sent' | 'received';
  /** `INVITE`, …, for a request; `''` for a response. */
  readonly method: string;
  /** The user part of the request URI. */
  readonly target: string;
  /** Status code of a response; 0 for a request. */
  readonly status: number;
  readonly callId: string;
  /** Method of the CSeq header: which request a response answers. */
  readonly cseqMethod: string;
  readonly text: string;
}

/** Reads a trace; an unfinished last message is left for the next reading. SIPp must run with TZ=UTC. */
export function readSipTrace(path: string): readonly SipMessage[] {
  let trace: string;
  try {
    trace = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return trace
    .split(/^-{20,} /m)
    .map(parseMessage)
    .filter((message) => message !== null);
}

function parseMessage(block: string): SipMessage | null {
  const head = /^(\S+) (\S+)\s+UDP message (sent|received)[^\n]*\n\s*([\s\S]*)$/.exec(block);
  const [, day, time, direction, text] = head ?? [];
  if (day === undefined || time === undefined || text === undefined) return null;
  const callId = header(text, 'Call-ID');
  if (callId === '') return null;
  const request = /^([A-Z]+) sip:(?:([^@\s]*)@)?\S+ SIP\/2\.0/.exec(text);
  return {
    at: Date.parse(`${day}T${time.slice(0, 12)}Z`),
    direction: direction === 'sent' ? 'sent' : 'received',
    method: request?.[1] ?? '',
    target: decodeURIComponent(request?.[2] ?? ''),
    status: Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0),
    callId,
    cseqMethod: header(text, 'CSeq').split(/\s+/)[1] ?? '',
    text,
  };
}

/** The value of a header, or `''`. */
export function header(text: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*?)\\r?$`, 'im').exec(text)?.[1] ?? '';
}

/** The port that an SDP body offers for audio, or `null`. */
export function audioPort(text: string): number | null {
  const port = /^m=audio (\d+)/m.exec(text)?.[1];
  return port === undefined ? null : Number(port);
}
