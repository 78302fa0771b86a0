import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { segmentText } from '../core/segments.ts';
import type { SipTextResult } from '../core/sip-text.ts';
import { splitByBytes } from '../core/split-bytes.ts';
import {
  type BeforeWrite,
  CALLED_OFF,
  type Gateway,
  type GatewayListeners,
  type SubmitRequest,
  type SubmitResult,
} from './gateway.ts';
import { createSipInbox, type SipInbox } from './sip-message-inbox.ts';
import type { SipTexts } from './sip-texts.ts';

export interface SipMessageGatewayOptions {
  readonly name: string;
  /** The PJSIP endpoint that carries messages, e.g. `trunk`. */
  readonly endpoint: string;
  /** Host part of From; the endpoint's own where absent. */
  readonly fromDomain?: string;
  /** The header that holds the number a text was sent to, e.g. `X-SMS-To`; request URI and To where absent. */
  readonly didHeader?: string;
  /** Longest body of one MESSAGE, in bytes of UTF-8; 160–1,300. */
  readonly maxBodyBytes: number;
}

/** Texts handed to Asterisk at once: commands to calls share its connections, and go first. */
const WINDOW = 8;
/** An endpoint that is not there may be a reload away. */
const NOT_SENT_RETRY_MS: Millis = 5_000;

/**
 * Texts as SIP MESSAGE (RFC 3428) over a trunk of Asterisk's. A text that fits goes as one MESSAGE. Asterisk never tells
 * what became of it, so that `accepted` means handed over, and no receipt ever follows. Texts from customers are
 * kept by the dialplan until they are stored here.
 */
export function createSipMessageGateway(
  options: SipMessageGatewayOptions,
  texts: SipTexts,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Gateway {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let stopped = false;
  let inbox: SipInbox | null = null;

  async function takeTurn(): Promise<void> {
    if (underWay >= WINDOW) await new Promise<void>((resolve) => waiting.push(resolve));
    else underWay += 1;
  }

  /** The place goes straight to whoever waits longest. */
  function endTurn(): void {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }

  async function submit(
    request: SubmitRequest,
    beforeWrite: BeforeWrite = () => true,
  ): Promise<SubmitResult> {
    if (!/^\+?\d{3,20}$/.test(request.to))
      return { kind: 'rejected', why: 'the recipient is no phone number' };
    if (!/^[\w+.-]{1,40}$/.test(request.from))
      return { kind: 'rejected', why: `the sender cannot stand in a SIP address` };
    await takeTurn();
    try {
      if (stopped) return { kind: 'retryable', why: 'textback is stopping' };
      if (!(await beforeWrite())) return CALLED_OFF;
      const { endpoint, fromDomain } = options;
      const id = `${request.reference}-${request.part?.index ?? 1}`;
      const result = await texts.send({
        endpoint,
        to: request.to,
        from: request.from,
        body: request.text,
        id,
        ...(fromDomain === undefined ? {} : { fromDomain }),
      });
      return submitResult(result, id);
    } finally {
      endTurn();
    }
  }

  return {
    name: options.name,
    get state() {
      return stopped ? 'down' : texts.state;
    },
    cut: (text) => ({
      encoding: segmentText(text).encoding,
      segments: splitByBytes(text, options.maxBodyBytes),
    }),
    start(listeners: GatewayListeners) {
      const receive = createSipInbox(texts, listeners, options.didHeader ?? null, { clock, log });
      inbox = receive;
      texts.subscribe({
        onLink(state, why) {
          if (!stopped) listeners.onLink(state, why);
        },
        onInboxUp: receive.reconnected,
        onKept: receive.look,
      });
      receive.start();
    },
    submit,
    async stop(graceMs) {
      stopped = true;
      await inbox?.stop(graceMs);
    },
  };
}

function submitResult(result: SipTextResult, id: string): SubmitResult {
  switch (result.kind) {
    case 'handed-over':
      return { kind: 'accepted', id };
    case 'not-sent':
      return { kind: 'retryable', why: result.why, afterMs: NOT_SENT_RETRY_MS };
    case 'refused':
      return { kind: 'rejected', why: result.why };
    case 'lost':
      return { kind: 'unknown', why: result.why };
  }
}
