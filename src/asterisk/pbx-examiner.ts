import type { Millis } from '../core/clock.ts';
import type { AmiFields, AmiResponse, DatabaseEntry } from './ami.ts';
import { type AmiConnection, type AmiOptions, openAmiConnection } from './ami-connection.ts';
import { logIn, readEntries } from './ami-link.ts';
import { appHolder } from './ari-holder.ts';
import { type AriOptions, createAriHttp } from './ari-http.ts';
import type { AdapterParts } from './ari-pbx.ts';
import { probeAri } from './ari-probe.ts';
import { isRecord, parseJson, recordAt, textAt } from './json.ts';

/** A phone or trunk as Asterisk sees it; `offline` also for one that has not been qualified yet. */
export type EndpointState = 'online' | 'offline' | 'unknown';

/** What AMI can be asked, once it has let us in. Each rejects where Asterisk does not answer. */
export interface AmiExaminer {
  /** The actions that the user may ask for, in lower case. */
  actions(): Promise<ReadonlySet<string>>;
  /** Whether Asterisk said that it is fully booted, as it does to users who may `read` `system`. */
  readonly saidBooted: boolean;
  /** Asterisk's clock; null where it does not tell. */
  now(): Promise<Millis | null>;
  /** Whether the dialplan has a priority there. */
  hasExtension(context: string, extension: string, priority?: string): Promise<boolean>;
  /** What an application is given in a context, each time it stands there; null where that may not be asked. */
  dataOf(context: string, application: string): Promise<readonly string[] | null>;
  databaseTree(family: string): Promise<readonly DatabaseEntry[]>;
  /** Outbound registrations, and how they are, in Asterisk's words. */
  registrations(): Promise<readonly { readonly name: string; readonly status: string }[]>;
}

/** Everything that can be asked of an Asterisk without changing it, or being in the daemon's way. */
export interface PbxExaminer {
  /** Null where ARI answers and lets us in; else what is wrong. */
  checkAri(): Promise<string | null>;
  /** Its version, as it says it; `''` where it does not. */
  version(): Promise<string>;
  /** Names without `.so`, and whether each runs. */
  modules(): Promise<ReadonlyMap<string, boolean>>;
  isAppConnected(): Promise<boolean>;
  /** The machine on which whoever has the application said to be; null where nobody did. */
  appHolder(): Promise<string | null>;
  /** Null where Asterisk knows none of that name. */
  endpoint(technology: string, resource: string): Promise<EndpointState | null>;
  /** AMI behind the login, the same each time; or what is wrong. */
  ami(): Promise<AmiExaminer | string>;
  close(): void;
}

export function createPbxExaminer(
  ari: AriOptions,
  account: Omit<AmiOptions, 'events'>,
  parts: Pick<AdapterParts, 'clock' | 'log'>,
): PbxExaminer {
  const http = createAriHttp(ari, parts.clock);
  const stopping = new AbortController();
  let asked: Promise<AmiExaminer | string> | null = null;

  async function get(target: string): Promise<unknown> {
    const answer = await http.request('GET', `/ari/${target}`);
    if (answer.status === 404) return null;
    if (answer.status >= 300) throw new Error(`ARI answered ${answer.status} to ${target}`);
    return parseJson(answer.body);
  }

  return {
    checkAri: () => probeAri(http, ari),
    async version() {
      const info = await get('asterisk/info?only=system');
      return isRecord(info) ? textAt(recordAt(info, 'system'), 'version') : '';
    },
    async modules() {
      const listed = await get('asterisk/modules');
      const modules = Array.isArray(listed) ? listed.filter(isRecord) : [];
      return new Map(
        modules.map((module) => [
          textAt(module, 'name').replace(/\.so$/, ''),
          textAt(module, 'status') === 'Running',
        ]),
      );
    },
    async isAppConnected() {
      return (await get(`applications/${encodeURIComponent(ari.app)}`)) !== null;
    },
    appHolder: () => appHolder(http, ari.app),
    async endpoint(technology, resource) {
      const found = await get(`endpoints/${encodeURIComponent(technology)}/${encodeURIComponent(resource)}`);
      if (!isRecord(found)) return null;
      const state = textAt(found, 'state');
      return state === 'online' || state === 'offline' ? state : 'unknown';
    },
    ami() {
      asked ??= enterAmi({ ...account, events: [] }, { ...parts, signal: stopping.signal });
      return asked;
    },
    close() {
      stopping.abort();
      http.close();
    },
  };
}

type EnterParts = Pick<AdapterParts, 'clock' | 'log'> & { readonly signal: AbortSignal };

async function enterAmi(options: AmiOptions, parts: EnterParts): Promise<AmiExaminer | string> {
  let saidBooted = false;
  const onEvent = (event: AmiFields) => {
    if (event['event'] === 'FullyBooted') saidBooted = true;
  };
  try {
    const opened = await openAmiConnection(options, { onEvent, onLost() {} }, parts);
    const refused = await logIn(opened, options);
    return refused ?? examineThrough(opened, () => saidBooted);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function examineThrough(opened: AmiConnection, saidBooted: () => boolean): AmiExaminer {
  async function ask(action: Parameters<AmiConnection['action']>[0]) {
    return mustBeOk(await opened.action(action), action.Action);
  }

  return {
    get saidBooted() {
      return saidBooted();
    },
    async actions() {
      const { fields } = await ask({ Action: 'ListCommands' });
      return new Set(Object.keys(fields));
    },
    async now() {
      const { fields } = await ask({ Action: 'Ping' });
      const seconds = Number(fields['timestamp']);
      return Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null;
    },
    async hasExtension(context, extension, priority = '1') {
      const place = `DIALPLAN_EXISTS(${context},${extension},${priority})`;
      const { fields } = await ask({ Action: 'Getvar', Variable: place });
      return fields['value'] === '1';
    },
    async dataOf(context, application) {
      const answer = await opened.action({ Action: 'ShowDialPlan', Context: context });
      if (answer.kind !== 'ok') return null;
      return answer.events.flatMap((event) =>
        event['application'] === application ? [event['appdata'] ?? ''] : [],
      );
    },
    async databaseTree(family) {
      const answer = await opened.action({ Action: 'DBGetTree', Family: family });
      // What Asterisk calls a family without a single entry.
      if (answer.kind === 'refused' && /not found/i.test(answer.why)) return [];
      return readEntries(mustBeOk(answer, 'DBGetTree').events, family);
    },
    async registrations() {
      const answer = await opened.action({ Action: 'PJSIPShowRegistrationsOutbound' });
      if (answer.kind === 'refused') return [];
      return mustBeOk(answer, 'PJSIPShowRegistrationsOutbound').events.flatMap((event) =>
        event['event'] === 'OutboundRegistrationDetail'
          ? [{ name: event['objectname'] ?? '', status: event['status'] ?? '' }]
          : [],
      );
    },
  };
}

function mustBeOk(answer: AmiResponse, action: string) {
  if (answer.kind === 'ok') return answer;
  throw new Error(`AMI did not answer ${action}: ${answer.why}`);
}
