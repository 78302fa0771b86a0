import type { Log } from '../core/log.ts';
import { type KeptText, readKeptText, type SipText, type SipTextResult } from '../core/sip-text.ts';
import type { Ami, AmiFields, AmiResponse } from './ami.ts';
import type { TextSender } from './ari-texts.ts';
import type { LinkState, Pbx } from './pbx.ts';

/** Where the dialplan keeps texts, and reads what it is to keep (`textback-messages` in extensions.conf). */
const INBOX = 'textback/inbox';
const SETTINGS = 'textback/settings';
const DID_HEADER = 'did-header';

/** The `UserEvent` (AMI) by which the dialplan says that it has kept one. */
const KEPT_EVENT_NAME = 'TextbackMessage';

interface Listener {
  readonly onLink: (state: LinkState, why: string) => void;
  readonly onInboxUp: () => void;
  readonly onKept: () => void;
}

/**
 * SIP MESSAGE through Asterisk: out by ARI, in by AstDB over AMI. What the two links say is passed in, since they
 * serve others too.
 */
export function createSipTexts(
  reach: { readonly pbx: () => Pick<Pbx, 'state'> & TextSender; readonly ami: () => Ami },
  log: Log,
) {
  const listeners: Listener[] = [];
  const strange = new Set<string>();

  function read(key: string, value: string): readonly KeptText[] {
    const kept = readKeptText(key, value);
    if (kept === null && strange.size < 1_000 && !strange.has(key)) {
      strange.add(key);
      log.warn({ key: `${INBOX}/${key}` }, 'AstDB has an entry that is no kept text; delete it');
    }
    return kept === null ? [] : [kept];
  }

  return {
    get state(): LinkState {
      return reach.pbx().state;
    },
    send: (text: SipText): Promise<SipTextResult> => reach.pbx().sendText(text),
    async listKept(): Promise<readonly KeptText[]> {
      const entries = await reach.ami().dbGetTree(INBOX);
      return entries.flatMap(({ key, value }) => read(key, value)).sort((a, b) => a.order - b.order);
    },
    async forget(key: string): Promise<void> {
      mustBeOk(await reach.ami().dbDel(INBOX, key), 'forget a text');
    },
    async keepHeader(name: string | null): Promise<void> {
      const ami = reach.ami();
      const done = name === null ? ami.dbDel(SETTINGS, DID_HEADER) : ami.dbPut(SETTINGS, DID_HEADER, name);
      mustBeOk(await done, 'keep did_header');
    },
    subscribe(listener: Listener): void {
      listeners.push(listener);
    },
    /** What the ARI link says. */
    onAriLink(state: LinkState, why: string): void {
      for (const listener of listeners) listener.onLink(state, why);
    },
    /** What the AMI link says. */
    onAmiLink(state: LinkState): void {
      if (state === 'up') for (const listener of listeners) listener.onInboxUp();
    },
    /** What AMI tells. */
    onAmiEvent(event: AmiFields): void {
      if (event['userevent'] !== KEPT_EVENT_NAME) return;
      for (const listener of listeners) listener.onKept();
    },
  };
}

function mustBeOk(response: AmiResponse, what: string): void {
  if (response.kind !== 'ok') throw new Error(`Asterisk (AMI) did not ${what}: ${response.why}`);
}
