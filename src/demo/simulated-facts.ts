/** What an Asterisk says of itself over ARI; a test makes it say something else. */
export interface AriFacts {
  version: string;
  /** Those that run, without `.so`. */
  readonly modules: Set<string>;
  /** `online`, `offline` or `unknown`; null where there is none of that name. */
  endpointState: (technology: string, resource: string) => string | null;
}

/** What it says over AMI. */
export interface AmiFacts {
  /** Actions that the user may ask for. */
  readonly actions: Set<string>;
  /** Whether an action, in lower case, exists and may not be asked for. */
  forbids(action: string): boolean;
  /** `context,extension,priority` of all there is. */
  readonly places: Set<string>;
  /** The application that `textback-call` hands calls to. */
  app: string;
  /** How far its clock is ahead of ours. */
  clockAheadMs: number;
  /** Status of each outbound registration, by name. */
  readonly registrations: Map<string, string>;
}

const ARI = 'applications asterisk bridges channels endpoints events playbacks'.split(' ');
const MODULES = [
  ...['res_ari', ...ARI.map((part) => `res_ari_${part}`), 'res_stasis', 'res_stasis_answer'],
  ...['res_stasis_playback', 'app_stasis', 'app_dial', 'app_userevent', 'app_voicemail', 'format_wav'],
  ...['callerid', 'channel', 'cut', 'db', 'logic', 'strings', 'base64', 'sha1'].map((name) => `func_${name}`),
  ...['chan_pjsip', 'res_pjsip_messaging'],
];
const ACTIONS =
  'BridgeList CoreShowChannels DBDel DBDelTree DBGet DBGetTree DBPut Events Filter Getvar ListCommands Login Ping PJSIPShowRegistrationsOutbound ShowDialPlan';
const CONTEXTS = ['textback-call', 'textback-journal', 'textback-voicemail', 'textback-messages'];

/** As one with the shipped configuration does. */
export function createAriFacts(version: string): AriFacts {
  return { version, modules: new Set(MODULES), endpointState: () => 'online' };
}

export function createAmiFacts(): AmiFacts {
  const actions = new Set(ACTIONS.split(' '));
  return {
    actions,
    forbids: (action) => {
      const name = ACTIONS.split(' ').find((each) => each.toLowerCase() === action);
      return name !== undefined && !actions.has(name);
    },
    places: new Set(CONTEXTS.map((context) => `${context},s,1`)),
    app: 'textback',
    clockAheadMs: 0,
    registrations: new Map(),
  };
}

/** Answers ARI's questions that change nothing; null for any other request. */
export function answerOfFacts(
  facts: AriFacts,
  [resource, id = '', action = '']: readonly string[],
): { readonly status: number; readonly body: unknown } | null {
  if (resource === 'asterisk' && id === 'info')
    return { status: 200, body: { system: { version: facts.version } } };
  if (resource === 'asterisk' && id === 'modules') {
    const body = [...facts.modules].map((name) => ({ name: `${name}.so`, status: 'Running' }));
    return { status: 200, body: [...body, { name: 'pbx_lua.so', status: 'Not Running' }] };
  }
  if (resource !== 'endpoints') return null;
  const state = facts.endpointState(id, action);
  return state === null
    ? { status: 404, body: { message: 'Endpoint not found' } }
    : { status: 200, body: { technology: id, resource: action, state, channel_ids: [] } };
}
