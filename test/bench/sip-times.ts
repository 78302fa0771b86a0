/** One line of a SIPp message trace. The harness's reader is cut to milliseconds, of which delays here are a few. */
interface TracedMessage {
  /** Milliseconds since the epoch, with three decimals: SIPp stamps microseconds. */
  readonly at: number;
  /** Method of a request, or `''`; status of a response, or 0. */
  readonly method: string;
  readonly status: number;
  readonly callId: string;
  readonly cseqMethod: string;
  readonly fromUser: string;
}

/** When each thing first went over the wire in one call, at one SIPp. Ms since the epoch; `null`: it did not. */
export interface DialogTimes {
  readonly invitedAt: number;
  readonly status: number | null;
  /** The INVITE's final response. */
  readonly finalAt: number | null;
  readonly cancelledAt: number | null;
  /** The last message of all. */
  readonly lastAt: number;
}

/**
 * Reads the text of SIPp's `-trace_msg` file, written with TZ=UTC. The key is the caller's number, which the caller and
 * the phone both see in From: what joins the two sides of one call.
 */
export function readDialogs(trace: string): ReadonlyMap<string, DialogTimes> {
  const messages = trace
    .split(/^-{20,} /m)
    .map(parseMessage)
    .filter((message) => message !== null);
  const dialogs = new Map<string, DialogTimes>();
  for (const dialog of Map.groupBy(messages, ({ callId }) => callId).values()) {
    const invite = dialog.find(({ method }) => method === 'INVITE');
    if (invite === undefined) continue;
    const final = dialog.find(({ status, cseqMethod }) => status >= 200 && cseqMethod === 'INVITE');
    dialogs.set(invite.fromUser, {
      invitedAt: invite.at,
      status: final?.status ?? null,
      finalAt: final?.at ?? null,
      cancelledAt: dialog.find(({ method }) => method === 'CANCEL')?.at ?? null,
      lastAt: dialog.at(-1)?.at ?? invite.at,
    });
  }
  return dialogs;
}

function parseMessage(block: string): TracedMessage | null {
  const head =
    /^(\S+) (\d\d:\d\d:\d\d\.\d{3})(\d{3})\s+UDP message (?:sent|received)[^\n]*\n\s*(\S+) (\S+)/.exec(block);
  const [, day, time, microseconds, first, second] = head ?? [];
  const callId = /^Call-ID:\s*(\S+)/im.exec(block)?.[1];
  if (first === undefined || second === undefined || callId === undefined) return null;
  const isResponse = first === 'SIP/2.0';
  return {
    at: Date.parse(`${day}T${time}Z`) + Number(microseconds) / 1000,
    method: isResponse ? '' : first,
    status: isResponse ? Number(second) : 0,
    callId,
    cseqMethod: /^CSeq:\s*\d+ (\S+)/im.exec(block)?.[1] ?? '',
    fromUser: /^From:.*?sips?:([^@>]*)@/im.exec(block)?.[1] ?? '',
  };
}
