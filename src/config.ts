import { type AnyGatewayValues, type Checked, type CheckedGateway, checkLayers } from './config/check.ts';
import { describeOptions, type EffectiveOption } from './config/effective.ts';
import { type ConfigFiles, nodeFiles } from './config/files.ts';
import { type Environment, hasOptions, type Layers, readLayers } from './config/layers.ts';
import { type ConfigProblem, formatProblem } from './config/problem.ts';
import { listenAddress, type SectionValues } from './config/schema.ts';
import type { Millis } from './core/clock.ts';
import type { Country } from './core/phone.ts';

export { type ConfigProblem, formatProblem };

/** How to connect and where things lie. Never holds a secret, so that it may be shown and logged. */
export interface Config {
  readonly business: { readonly name: string; readonly country: Country; readonly timeZone: string };
  readonly database: { readonly path: string };
  readonly asterisk: {
    readonly app: string;
    /** Without a slash at the end. */
    readonly ariUrl: string;
    readonly ariUser: string;
    readonly amiHost: string;
    readonly amiPort: number;
    readonly amiUser: string;
    /** How a phone number is rung; has `{number}` in it. */
    readonly dialTemplate: string;
    /** The folder with `press-1` and the like, as Asterisk sees it. */
    readonly sounds: string;
    /** Contexts of the dialplan that only the business's own phones dial into. */
    readonly internalContexts: readonly string[];
  };
  /** In order of preference; at least one. */
  readonly gateways: readonly GatewayConfig[];
  /** How e-mail goes out; null where none does. */
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly tls: 'starttls' | 'implicit' | 'none';
    readonly user: string | null;
    readonly from: string;
  } | null;
  readonly ntfy: { readonly url: string };
  readonly push: {
    /** Whom a push service's people may write to, `mailto:` or `https:`; null where alerts cannot be pushed. */
    readonly subject: string | null;
    /** Whether push services on private networks are written to. */
    readonly allowPrivate: boolean;
  };
  readonly http: {
    readonly listen: { readonly host: string; readonly port: number };
    /** A proxy with TLS stands in front, and says by X-Forwarded-For who asks. */
    readonly behindProxy: boolean;
    /** What people type, e.g. `https://textback.example.com`; null where they use the loopback address. */
    readonly publicUrl: string | null;
  };
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly redact: boolean };
}

export type GatewayConfig = SmppGatewayConfig | SipMessageGatewayConfig | LoopbackGatewayConfig;

interface CommonGatewayConfig {
  readonly name: string;
  /** How long a text is tried here before it moves on to the next gateway. */
  readonly failoverAfterMs: Millis;
}

export interface SmppGatewayConfig extends CommonGatewayConfig {
  readonly kind: 'smpp';
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly bindMode: 'transceiver' | 'transmitter-receiver';
  /** Links, or pairs of links, side by side. */
  readonly binds: number;
  readonly tls: boolean;
  /** PEM of the authority to trust in place of the system's. */
  readonly tlsCa?: string;
  /** The name that the certificate must bear; unset, the host. */
  readonly tlsServerName?: string;
  readonly tlsVerify: boolean;
  /** submit_sm under way at once. */
  readonly window: number;
  /** Texts in any one second; unset, no limit. */
  readonly maxPerSecond?: number;
  readonly enquireLinkMs: Millis;
  readonly responseTimeoutMs: Millis;
  readonly bindTimeoutMs: Millis;
  readonly sourceTon?: number;
  readonly sourceNpi?: number;
  readonly destTon?: number;
  readonly destNpi?: number;
  readonly alphabet: 'gsm7' | 'gsm7-packed' | 'latin1' | 'ucs2';
  /** Unset, it follows from the alphabet. */
  readonly dataCoding?: number;
  readonly longMessages: 'udh' | 'udh16' | 'sar' | 'payload';
  readonly validityPeriod: 'none' | 'relative' | 'absolute';
  readonly serviceType: string;
  readonly registeredDelivery: number;
}

interface SipMessageGatewayConfig extends CommonGatewayConfig {
  readonly kind: 'sip-message';
  readonly endpoint: string;
  readonly fromDomain?: string;
  /** The header that names the number a text was sent to. */
  readonly didHeader?: string;
  /** Bytes of UTF-8 in one MESSAGE. */
  readonly maxBodyBytes: number;
}

interface LoopbackGatewayConfig extends CommonGatewayConfig {
  readonly kind: 'loopback';
  readonly latencyMs: Millis;
  readonly receipts: boolean;
}

export interface Secrets {
  readonly ariPassword: string;
  readonly amiPassword: string;
  /** By the gateway's name; only of gateways that have one. */
  /** Null where there is none. */
  readonly smtpPassword: string | null;
  readonly webhookSecret: string | null;
  readonly ntfyToken: string | null;
  readonly gatewayPasswords: Readonly<Record<string, string>>;
}

export type LoadedConfig =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly secrets: Secrets;
      /** Every option in force and where it was set; secrets say only that they are set. */
      readonly options: readonly EffectiveOption[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export const DEFAULT_CONFIG_FILE = '/etc/textback/textback.toml';

/**
 * Reads the configuration: the file (`file`, else `TEXTBACK_CONFIG`, else the default), then `conf.d/*.toml`
 * beside it in order of name, then `TEXTBACK_SECTION__OPTION` variables; the later wins, option by
 * option. Without a default file, variables alone will do. Every problem is reported at once; nothing throws.
 */
export function loadConfig(
  options: { readonly file?: string; readonly env?: Environment; readonly files?: ConfigFiles } = {},
): LoadedConfig {
  const { env = {}, files = nodeFiles } = options;
  const named = options.file ?? env['TEXTBACK_CONFIG'];
  const file = named ?? DEFAULT_CONFIG_FILE;
  const variablesOnly = named === undefined && hasOptions(env) && !files.exists(file);
  const layers = readLayers(variablesOnly ? null : file, env, files);
  // Everything in a file that cannot be read would be missing too: that would only be noise.
  if (layers.unreadable.length > 0) return { ok: false, problems: layers.unreadable };
  const checked = checkLayers(layers, file, files);
  return assemble(checked, layers);
}

function assemble(checked: Checked, layers: Layers): LoadedConfig {
  const { business, database, asterisk, smtp, ntfy, push, http, log } = checked.sections;
  const incomplete =
    business === null || database === null || asterisk === null || http === null || log === null;
  if (incomplete || smtp === null || ntfy === null || push === null || checked.problems.length > 0)
    return { ok: false, problems: checked.problems };
  const config: Config = {
    business: { name: business.name, country: business.country, timeZone: business.time_zone },
    database,
    asterisk: asteriskConfig(asterisk),
    gateways: checked.gateways.map(gatewayConfig),
    smtp: smtpConfig(smtp),
    ntfy: { url: ntfy.url.replace(/\/+$/, '') },
    push: pushConfig(push, http),
    http: httpConfig(http),
    log,
  };
  return {
    ok: true,
    config: deepFreeze(config),
    secrets: deepFreeze(secretsOf(checked)),
    options: describeOptions(checked, layers),
  };
}

function secretsOf({ secrets, gateways }: Checked): Secrets {
  const gatewayPasswords: Record<string, string> = {};
  for (const { values } of gateways) {
    const password = secrets.get(`gateway.${values.name}.password`);
    if (password !== undefined) gatewayPasswords[values.name] = password;
  }
  const secret = (key: string) => secrets.get(key) ?? '';
  return {
    ariPassword: secret('asterisk.ari_password'),
    amiPassword: secret('asterisk.ami_password'),
    smtpPassword: secrets.get('smtp.password') ?? null,
    webhookSecret: secrets.get('webhook.secret') ?? null,
    ntfyToken: secrets.get('ntfy.token') ?? null,
    gatewayPasswords,
  };
}

function asteriskConfig(values: SectionValues<'asterisk'>): Config['asterisk'] {
  return {
    app: values.app,
    ariUrl: values.ari_url.replace(/\/+$/, ''),
    ariUser: values.ari_user,
    amiHost: values.ami_host,
    amiPort: values.ami_port,
    amiUser: values.ami_user,
    dialTemplate: values.dial_template,
    sounds: values.sounds,
    internalContexts: values.internal_contexts,
  };
}

function smtpConfig({ host, port, tls, user, from }: SectionValues<'smtp'>): Config['smtp'] {
  return host === undefined || from === undefined ? null : { host, port, tls, user: user ?? null, from };
}

function pushConfig(
  { contact, allow_private: allowPrivate }: SectionValues<'push'>,
  { public_url }: SectionValues<'http'>,
): Config['push'] {
  const named = contact?.includes('@') === true ? `mailto:${contact}` : contact;
  return { subject: named ?? public_url?.replace(/\/+$/, '') ?? null, allowPrivate };
}

function gatewayConfig({ values, tlsCa }: CheckedGateway): GatewayConfig {
  const failoverAfterMs = values.failover_after_seconds * 1_000;
  switch (values.kind) {
    case 'loopback': {
      const { kind, name, latency_ms: latencyMs, receipts } = values;
      return { kind, name, failoverAfterMs, latencyMs, receipts };
    }
    case 'sip-message': {
      const { kind, name, endpoint } = values;
      const { from_domain: fromDomain, did_header: didHeader, max_body_bytes: maxBodyBytes } = values;
      return {
        kind,
        name,
        failoverAfterMs,
        endpoint,
        maxBodyBytes,
        ...(fromDomain === undefined ? {} : { fromDomain }),
        ...(didHeader === undefined ? {} : { didHeader }),
      };
    }
    case 'smpp':
      return smppConfig(values, tlsCa);
  }
}

function smppConfig(
  values: Extract<AnyGatewayValues, { kind: 'smpp' }>,
  tlsCa: string | null,
): SmppGatewayConfig {
  return {
    kind: 'smpp',
    name: values.name,
    failoverAfterMs: values.failover_after_seconds * 1_000,
    host: values.host,
    port: values.port,
    systemId: values.system_id,
    systemType: values.system_type,
    bindMode: values.bind_mode,
    binds: values.binds,
    tls: values.tls,
    ...(tlsCa === null ? {} : { tlsCa }),
    ...(values.tls_server_name === undefined ? {} : { tlsServerName: values.tls_server_name }),
    tlsVerify: values.tls_verify,
    window: values.window,
    ...(values.max_per_second === undefined ? {} : { maxPerSecond: values.max_per_second }),
    enquireLinkMs: values.enquire_link_seconds * 1_000,
    responseTimeoutMs: values.response_timeout_seconds * 1_000,
    bindTimeoutMs: values.bind_timeout_seconds * 1_000,
    ...(values.source_ton === undefined ? {} : { sourceTon: values.source_ton }),
    ...(values.source_npi === undefined ? {} : { sourceNpi: values.source_npi }),
    ...(values.dest_ton === undefined ? {} : { destTon: values.dest_ton }),
    ...(values.dest_npi === undefined ? {} : { destNpi: values.dest_npi }),
    alphabet: values.alphabet,
    ...(values.data_coding === undefined ? {} : { dataCoding: values.data_coding }),
    longMessages: values.long_messages,
    validityPeriod: values.validity_period,
    serviceType: values.service_type,
    registeredDelivery: values.registered_delivery,
  };
}

function httpConfig({ listen, behind_proxy, public_url }: SectionValues<'http'>): Config['http'] {
  return {
    listen: listenAddress(listen),
    behindProxy: behind_proxy,
    publicUrl: public_url?.replace(/\/$/, '') ?? null,
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
