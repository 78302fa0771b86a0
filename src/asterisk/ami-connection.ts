import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import createManager from 'asterisk-manager';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { AmiAction, AmiFields, AmiResponse } from './ami.ts';
import { checkAction, readMessage } from './ami-message.ts';
import { setDeadline } from './deadline.ts';
import { isRecord } from './json.ts';

export interface AmiOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The events wanted; everything else is filtered out inside Asterisk. */
  readonly events: readonly AmiEventFilter[];
}

/** All events of a name, or only those in which a regular expression (POSIX, extended) is found after the name. */
export type AmiEventFilter = string | { readonly name: string; readonly holding: string };

/** An action that Asterisk has not answered by then never will be. */
export const ACTION_DEADLINE_MS: Millis = 5_000;
const GREETING = 'Asterisk Call Manager/';
/** The longest message in practice (a list of contacts) is a few kB. */
const MAX_MESSAGE_CHARS = 1024 * 1024;

interface Pending {
  readonly settle: (response: AmiResponse) => void;
  readonly events: AmiFields[];
  fields: AmiFields | null;
}

export interface AmiConnection {
  action(action: AmiAction): Promise<AmiResponse>;
  close(): void;
}

export interface AmiConnectionListeners {
  readonly onEvent: (event: AmiFields) => void;
  /** Once, with the reason. Not after `close`. */
  readonly onLost: (why: string) => void;
}

/**
 * One AMI connection, from the TCP handshake to the greeting: an asterisk-manager that is thrown away afterwards.
 *
 * Version 0.2.0 keeps what was half received for its next connection, forgets callbacks when the link drops, picks
 * ActionIDs by the clock, and takes an event's name for a Node event of its own (`error`, `close`, even `rawevent`).
 * So its reader and writer are used, while the answers are told apart here. Resolves once Asterisk has greeted;
 * rejects with a reason a person can act upon.
 */
export function openAmiConnection(
  options: AmiOptions,
  listeners: AmiConnectionListeners,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<AmiConnection> {
  return new Promise((resolve, reject) => {
    const manager = createManager(null, options.host, options.user, options.password, true);
    const pending = new Map<string, Pending>();
    let stage: 'greeting' | 'open' | 'over' = 'greeting';
    let lastId = 0;

    manager.removeAllListeners('rawevent');
    manager.on('rawevent', (message) => receive(readMessage(message)));
    // Real failures come from the socket below; here an AMI event of that name could come too.
    manager.on('error', () => {});
    const socket = captureSocket(() => manager.connect(options.port, options.host, () => {}));
    const cancelDeadline = setDeadline(clock, ACTION_DEADLINE_MS, () => {
      end(
        `connected to nothing that greets as Asterisk's AMI at ${place(options)} within ${ACTION_DEADLINE_MS / 1000} s`,
      );
    });

    function end(why: string | null): void {
      if (stage === 'over') return;
      const wasOpen = stage === 'open';
      stage = 'over';
      cancelDeadline();
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      for (const one of [...pending.values()]) one.settle({ kind: 'lost', why: why ?? 'closed' });
      if (!wasOpen) reject(new Error(why ?? 'closed'));
      else if (why !== null) listeners.onLost(why);
    }

    function onAbort(): void {
      end(null);
    }

    function greeted(): void {
      stage = 'open';
      cancelDeadline();
      resolve({ action, close: () => end(null) });
    }

    function action(request: AmiAction): Promise<AmiResponse> {
      const headers = checkAction(request);
      if (stage !== 'open') return Promise.resolve({ kind: 'lost', why: 'the AMI connection is closed' });
      lastId += 1;
      const id = `textback-${lastId}`;
      return new Promise((answered) => {
        const cancel = setDeadline(clock, ACTION_DEADLINE_MS, () =>
          settle({ kind: 'lost', why: 'no answer from AMI' }),
        );
        const settle = (response: AmiResponse) => {
          cancel();
          pending.delete(id);
          manager.removeAllListeners(id);
          answered(response);
        };
        pending.set(id, { settle, events: [], fields: null });
        if (request.Action === 'Login') login(id);
        else manager.action({ ...headers, actionid: id });
      });
    }

    /** Through the library's own login, without which it holds every other action back; its ActionID is its own. */
    function login(id: string): void {
      const mine = pending.get(id);
      manager.login(() => {});
      loginAnswer = (fields) => {
        const accepted = fields['response'] === 'Success';
        // Tells the library that it may send now; its own ActionIDs are digits, and nothing else may be emitted here.
        const libraryId = /^\d+$/.exec(fields['actionid'] ?? '')?.[0];
        if (libraryId !== undefined) manager.emit(libraryId, accepted ? undefined : fields, fields);
        mine?.settle(accepted ? { kind: 'ok', fields, events: [] } : refusal(fields));
      };
    }
    let loginAnswer: ((fields: AmiFields) => void) | null = null;

    function receive(fields: AmiFields): void {
      const found = pending.get(fields['actionid'] ?? '');
      if (fields['response'] !== undefined && loginAnswer !== null) {
        loginAnswer(fields);
        loginAnswer = null;
      } else if (found !== undefined) progress(found, fields);
      else if (fields['event'] !== undefined && stage === 'open') {
        try {
          listeners.onEvent(fields);
        } catch (error) {
          log.error({ err: error, event: fields['event'] }, 'Handling an AMI event failed');
        }
      }
    }

    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    const watch = watchStream(options, { onGreeting: greeted, onFault: end });
    socket.prependListener('data', (chunk) => {
      if (stage !== 'over') watch(String(chunk));
    });
    socket.on('error', (error) => end(explainSocketError(error, options)));
    socket.on('close', () => end(`Asterisk closed the AMI connection at ${place(options)}`));
  });
}

/** A response that announces a list is complete only with the event that ends the list. */
function progress(pending: Pending, fields: AmiFields): void {
  if (fields['response'] !== undefined) {
    const listFollows =
      fields['eventlist']?.toLowerCase() === 'start' || /will follow/i.test(fields['message'] ?? '');
    if (fields['response'] === 'Error') pending.settle(refusal(fields));
    else if (listFollows) pending.fields = fields;
    else pending.settle({ kind: 'ok', fields, events: [] });
    return;
  }
  const isLast = fields['eventlist']?.toLowerCase() === 'complete' || /Complete$/.test(fields['event'] ?? '');
  if (!isLast) pending.events.push(fields);
  else pending.settle({ kind: 'ok', fields: pending.fields ?? fields, events: pending.events });
}

function refusal(fields: AmiFields): AmiResponse {
  return { kind: 'refused', why: (fields['message'] ?? 'Asterisk gave no reason').slice(0, 200) };
}

/** Looks at the bytes before asterisk-manager does: is it AMI at all, and does every message end? */
function watchStream(
  options: AmiOptions,
  { onGreeting, onFault }: { readonly onGreeting: () => void; readonly onFault: (why: string) => void },
): (chunk: string) => void {
  let start: string | null = '';
  let sinceMessage = 0;
  return (chunk) => {
    if (start !== null) {
      start += chunk;
      const seen = start.slice(0, GREETING.length);
      if (!GREETING.startsWith(seen)) {
        onFault(
          `${place(options)} is not Asterisk's AMI (it says ${JSON.stringify(seen)}): check ami_host and ami_port`,
        );
        return;
      }
      if (!start.includes('\n')) return;
      start = null;
      onGreeting();
    }
    const lastEnd = chunk.lastIndexOf('\r\n\r\n');
    sinceMessage = lastEnd < 0 ? sinceMessage + chunk.length : chunk.length - lastEnd;
    if (sinceMessage > MAX_MESSAGE_CHARS) onFault(`${place(options)} sent a message without end`);
  };
}

/**
 * The socket that asterisk-manager opens and hides: without it nothing can be bounded, or surely closed. Node tells of
 * each client socket, before it connects, on a diagnostics channel, within the very call that makes it.
 */
function captureSocket(connect: () => void): Socket {
  const made: Socket[] = [];
  const onSocket = (message: unknown) => {
    if (isRecord(message) && message['socket'] instanceof Socket) made.push(message['socket']);
  };
  subscribe('net.client.socket', onSocket);
  try {
    connect();
  } finally {
    unsubscribe('net.client.socket', onSocket);
  }
  const [socket] = made;
  if (socket === undefined) throw new Error('asterisk-manager opened no socket');
  return socket;
}

function explainSocketError(error: Error, options: AmiOptions): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') {
    return `nothing listens at ${place(options)}: is Asterisk running, and manager.conf enabled, with that bindaddr and port?`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the host ${options.host} is not known: check ami_host`;
  return `the AMI connection to ${place(options)} failed: ${error.message}`;
}

function place({ host, port }: AmiOptions): string {
  return `${host}:${port}`;
}
