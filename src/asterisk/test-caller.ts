import { WebSocket } from 'ws';
import type { CallerId } from '../core/call.ts';
import type { AmiOptions } from './ami-connection.ts';
import { probeAmi } from './ami-probe.ts';
import { formatCallerId } from './ari-commands.ts';
import {
  type AriHttp,
  type AriOptions,
  createAriHttp,
  type HttpAnswer,
  REQUEST_DEADLINE_MS,
} from './ari-http.ts';
import type { AdapterParts } from './ari-pbx.ts';
import { explainLost, probeAri } from './ari-probe.ts';
import { setDeadline } from './deadline.ts';
import { isRecord, parseJson, recordAt, textAt } from './json.ts';

const CLOSE_WITHIN_MS = 1_000;

/** One call that Asterisk makes to itself, as a customer's would come. */
export interface TestDial {
  /** The number dialled, as the trunk would spell it: digits and `+`. */
  readonly number: string;
  /** Where calls from the trunk enter the dialplan. */
  readonly context: string;
  readonly callerId: CallerId;
  /** The channel id that the dialplan, and the daemon, see the caller under. */
  readonly channelId: string;
  /** When Asterisk gives up by itself, should nobody hang up. */
  readonly timeoutSeconds: number;
}

/** What a test call needs of Asterisk. */
export interface TestCaller {
  /** Null where ARI answers and lets us in; else what is wrong and what to do. Likewise AMI. */
  checkAri(): Promise<string | null>;
  checkAmi(): Promise<string | null>;
  /** Whether a daemon takes the application's calls. */
  isDaemonConnected(): Promise<boolean>;
  /** Null once Asterisk dials; else why it does not. */
  dial(call: TestDial): Promise<string | null>;
  /** Where in the dialplan a channel is, for people; null where it is gone, or cannot be told. */
  whereIs(channelId: string): Promise<string | null>;
  /** Ends the call that was dialled, if it is still there. Never rejects. */
  hangUp(): Promise<void>;
  /** Hangs up what is left, and lets go of Asterisk. */
  close(): Promise<void>;
}

/**
 * The test caller's side of a call, over an ARI application of its own: a caller who is answered has to be somewhere.
 * Asterisk 16 ends one that has nowhere to go before its bridge stands.
 */
export function createTestCaller(
  ari: AriOptions,
  ami: Omit<AmiOptions, 'events'>,
  parts: Pick<AdapterParts, 'clock' | 'log'>,
): TestCaller {
  const http = createAriHttp(ari, parts.clock);
  const stopping = new AbortController();
  let socket: WebSocket | null = null;
  let dialled: string | null = null;

  async function hangUp(): Promise<void> {
    if (dialled === null) return;
    const target = `/ari/channels/${encodeURIComponent(dialled)}`;
    dialled = null;
    await http.request('DELETE', target).catch(() => {});
  }

  return {
    checkAri: () => probeAri(http, ari),
    checkAmi: () => probeAmi(ami, parts, stopping.signal),
    async isDaemonConnected() {
      const answer = await http.request('GET', `/ari/applications/${encodeURIComponent(ari.app)}`);
      return answer.status === 200;
    },
    async dial(call) {
      // Asterisk 22 takes an id for used where one that begins with it is.
      const app = `caller-of-${call.channelId}`;
      try {
        socket = await openSocket(ari, app, parts);
        dialled = app;
        const answer = await originate(http, app, call);
        return answer.status < 300 ? null : `ARI answered ${answer.status} ${reasonIn(answer)}`.trim();
      } catch (error) {
        return explainLost(error, ari.url);
      }
    },
    async whereIs(channelId) {
      const answer = await http
        .request('GET', `/ari/channels/${encodeURIComponent(channelId)}`)
        .catch(() => null);
      const channel = answer?.status === 200 ? parseJson(answer.body) : null;
      if (!isRecord(channel)) return null;
      const place = recordAt(channel, 'dialplan');
      return `context ${textAt(place, 'context')}, application ${textAt(place, 'app_name') || 'unknown'}`;
    },
    hangUp,
    async close() {
      await hangUp();
      stopping.abort();
      if (socket !== null) await closeSocket(socket, parts);
      http.close();
    },
  };
}

/** `POST /channels`. `/n`: the two halves stay, so that the caller's half keeps its id. */
async function originate(http: AriHttp, app: string, call: TestDial): Promise<HttpAnswer> {
  const query = new URLSearchParams({
    endpoint: `Local/${call.number}@${call.context}/n`,
    app,
    channelId: app,
    otherChannelId: call.channelId,
    callerId: formatCallerId(call.callerId),
    timeout: String(call.timeoutSeconds),
  });
  return await http.request('POST', `/ari/channels?${query}`);
}

/** The application exists in Asterisk for as long as this is open. What it hears is the daemon's business. */
async function openSocket(
  { url, user, password }: AriOptions,
  app: string,
  { clock }: Pick<AdapterParts, 'clock'>,
): Promise<WebSocket> {
  const target = new URL(`/ari/events?app=${encodeURIComponent(app)}`, url);
  target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(target, { auth: `${user}:${password}` });
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  const cancel = setDeadline(clock, REQUEST_DEADLINE_MS, () => socket.terminate());
  socket.on('open', () => resolve(socket));
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('Asterisk closed the event WebSocket')));
  try {
    return await promise;
  } finally {
    cancel();
  }
}

/** Politely, so that Asterisk logs no abrupt end. */
async function closeSocket(socket: WebSocket, { clock }: Pick<AdapterParts, 'clock'>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('close', () => resolve());
  if (socket.readyState === WebSocket.CLOSED) return;
  const cancel = setDeadline(clock, CLOSE_WITHIN_MS, () => socket.terminate());
  socket.close(1000);
  await promise;
  cancel();
}

function reasonIn({ body }: HttpAnswer): string {
  const json = parseJson(body);
  if (!isRecord(json)) return '';
  return textAt(json, 'message', 200) || textAt(json, 'error', 200);
}
