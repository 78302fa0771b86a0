import { IANAZone } from 'luxon';
import { z } from 'zod';
import { didYouMean } from '../core/did-you-mean.ts';
import { isLoopback } from '../core/loopback.ts';
import { isCountry } from '../core/phone.ts';
import { SHIPPED_SOUNDS } from './shipped-sounds.ts';

/** Says "is not set" for a missing value, and otherwise what the value must be. */
function saying(what: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? 'is not set' : what) };
}

function text(what = 'must be text in quotes', maxLength = 255) {
  return z
    .string(saying(what))
    .refine((value) => value.trim() !== '', 'is empty')
    .refine((value) => value.length <= maxLength, `is longer than ${maxLength} characters`)
    .refine((value) => !/\p{Cc}/u.test(value), 'has a line break or another control character in it');
}

function integer(min: number, max: number) {
  const what = `must be a whole number from ${min} to ${max}`;
  return z.int(saying(what)).min(min, what).max(max, what);
}

function oneOf<const Names extends readonly [string, ...string[]]>(...names: Names) {
  return z.enum(names, saying(`must be ${names.map((name) => `"${name}"`).join(' or ')}`));
}

const flag = () => z.boolean(saying('must be true or false'));
const port = () => integer(1, 65_535);
const octet = () => integer(0, 255);

const country = text('must be a country code in quotes').refine(isCountry, {
  error: ({ input }) => `is "${String(input)}", which is no country code in capitals`,
});

const timeZone = text('must be the name of a time zone in quotes').refine(
  (zone) => IANAZone.isValidZone(zone),
  {
    error: ({ input }) => {
      const zone = String(input);
      const meant = didYouMean(zone, Intl.supportedValuesOf('timeZone'));
      return `is "${zone}", which is no time zone${meant === null ? '' : ` (did you mean "${meant}"?)`}`;
    },
  },
);

const ariUrl = text('must be a URL in quotes').superRefine((value, context) => {
  const problem = urlProblem(value);
  if (problem !== null) context.addIssue(problem);
});

function urlProblem(value: string): string | null {
  if (!URL.canParse(value)) return 'is no URL';
  const url = new URL(value);
  if (url.username !== '' || url.password !== '')
    return 'has a user or password in it, which belong in ari_user and ari_password_file';
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return 'begins with neither http:// nor https://';
  if (/\/ari\/?$/.test(url.pathname)) return 'ends in /ari, which textback adds by itself';
  return url.search === '' && url.hash === '' ? null : 'has something after the path';
}

const dialTemplate = text()
  .refine((value) => value.includes('{number}'), 'has no {number} in it')
  .refine((value) => /^[A-Za-z0-9]+\/\S+$/.test(value), 'does not look like Technology/resource');

/** ARI takes a comma for the end of one thing to play and the beginning of the next. */
/** A list, which a variable gives with commas between. */
const contexts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value),
  z
    .array(z.string(), saying('must be a list of names in quotes'))
    .refine(
      (names) => names.length <= 50 && names.every((name) => /^[\w.+-]{1,80}$/.test(name)),
      'has a name that no context of the dialplan has',
    ),
);

const soundsFolder = text()
  .refine((path) => path.startsWith('/'), 'does not begin with /')
  .refine((path) => !path.includes(','), 'has a comma in it');

/** `host:port`, or `[IPv6]:port`; port 0 takes any free one. */
const LISTEN = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/;
const listen = text().refine(
  (value) => Number(LISTEN.exec(value)?.[3] ?? Number.NaN) <= 65_535,
  'is not an address and a port, with a colon between',
);

/** `listen` in its two parts. */
export function listenAddress(listen: string): { readonly host: string; readonly port: number } {
  const [, ipv6, host, port] = LISTEN.exec(listen) ?? [];
  return { host: ipv6 ?? host ?? '127.0.0.1', port: Number(port) };
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}

const publicUrl = text().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url?.protocol === 'https:' && url.origin === value.replace(/\/$/, '');
}, 'is not https:// and a name, with nothing after it');

interface HttpValues {
  readonly listen: string;
  readonly behind_proxy: boolean;
  readonly public_url?: string | undefined;
}

/** Passwords and customers' texts must not cross a network in the clear; TLS is the proxy's work. */
function httpProblems({ listen, behind_proxy, public_url }: HttpValues): Readonly<Record<string, string>> {
  if (behind_proxy) return public_url === undefined ? { public_url: 'is not set, but behind_proxy is' } : {};
  return {
    ...(isLoopback(listenAddress(listen).host)
      ? {}
      : { listen: 'can be reached by other machines, without TLS' }),
    ...(public_url === undefined ? {} : { behind_proxy: 'is false, though public_url names a proxy' }),
  };
}

/** The sections of the file, each option under its own name. Secrets are taken out before (see secrets.ts). */
export const SECTIONS = {
  business: z.strictObject({
    name: text(undefined, 100),
    country: country.default('US'),
    time_zone: timeZone,
  }),
  database: z.strictObject({ path: text().default('/var/lib/textback/textback.db') }),
  asterisk: z.strictObject({
    app: text()
      .refine((app) => /^[\w-]+$/.test(app), 'has characters other than letters, digits, _ and -')
      .default('textback'),
    ari_url: ariUrl.default('http://127.0.0.1:8088'),
    ari_user: text().default('textback'),
    ami_host: text().default('127.0.0.1'),
    ami_port: port().default(5038),
    ami_user: text().default('textback'),
    dial_template: dialTemplate.default('PJSIP/{number}@trunk'),
    sounds: soundsFolder.default(SHIPPED_SOUNDS),
    internal_contexts: contexts.default(['from-internal']),
  }),
  smtp: z
    .strictObject({
      host: text().optional(),
      port: port().default(587),
      tls: oneOf('starttls', 'implicit', 'none').default('starttls'),
      user: text().optional(),
      from: text()
        .refine((address) => /^[^\s@<>]+@[^\s@<>]+$/.test(address), 'is no e-mail address')
        .optional(),
    })
    .superRefine(({ host, from }, context) => {
      if (host !== undefined && from === undefined)
        context.addIssue({ code: 'custom', path: ['from'], message: 'is not set' });
    }),
  webhook: z.strictObject({}),
  ntfy: z.strictObject({
    url: text()
      .refine((url) => /^https?:\/\//.test(url) && URL.canParse(url), 'is no web address')
      .default('https://ntfy.sh'),
  }),
  push: z.strictObject({
    contact: text()
      .refine(
        (contact) => /^[^\s@<>:]+@[^\s@<>]+$/.test(contact) || isHttps(contact),
        'is neither an e-mail address nor a web address with https',
      )
      .optional(),
    allow_private: flag().default(false),
  }),
  http: z
    .strictObject({
      listen: listen.default('127.0.0.1:8480'),
      behind_proxy: flag().default(false),
      public_url: publicUrl.optional(),
    })
    .superRefine((http, context) => {
      for (const [path, message] of Object.entries(httpProblems(http)))
        context.addIssue({ code: 'custom', path: [path], message });
    }),
  log: z.strictObject({
    level: oneOf('debug', 'info', 'warn', 'error').default('info'),
    redact: flag().default(true),
  }),
} as const;

const gatewayName = text().refine((name) => /^[a-z0-9][a-z0-9-]{0,31}$/.test(name), {
  error: 'must be up to 32 small letters, digits and hyphens',
});

/** How long a text is tried at a gateway before the next has it. */
const failoverAfter = () => integer(1, 3_600).default(10);

/** `[[gateway]]`, by its kind. */
export const GATEWAYS = {
  smpp: z.strictObject({
    name: gatewayName,
    kind: z.literal('smpp'),
    failover_after_seconds: failoverAfter(),
    host: text(),
    port: port().default(2775),
    // SMPP 3.4 §4.1.1: 15 characters and a terminator; system_type 12.
    system_id: text(undefined, 15),
    system_type: z
      .string(saying('must be text in quotes'))
      .max(12, 'is longer than 12 characters')
      .default(''),
    bind_mode: oneOf('transceiver', 'transmitter-receiver').default('transceiver'),
    binds: integer(1, 16).default(1),
    tls: flag().default(false),
    tls_ca_file: text().optional(),
    tls_server_name: text().optional(),
    tls_verify: flag().default(true),
    window: integer(1, 1_000).default(10),
    max_per_second: integer(1, 10_000).optional(),
    enquire_link_seconds: integer(1, 3_600).default(30),
    response_timeout_seconds: integer(1, 600).default(10),
    bind_timeout_seconds: integer(1, 600).default(10),
    source_ton: octet().optional(),
    source_npi: octet().optional(),
    dest_ton: octet().optional(),
    dest_npi: octet().optional(),
    alphabet: oneOf('gsm7', 'gsm7-packed', 'latin1', 'ucs2').default('gsm7'),
    data_coding: octet().optional(),
    long_messages: oneOf('udh', 'udh16', 'sar', 'payload').default('udh'),
    validity_period: oneOf('none', 'relative', 'absolute').default('none'),
    // SMPP 3.4 §5.2.11: 5 characters and a terminator.
    service_type: z
      .string(saying('must be text in quotes'))
      .max(5, 'is longer than 5 characters')
      .default(''),
    registered_delivery: octet().default(1),
  }),
  'sip-message': z.strictObject({
    name: gatewayName,
    kind: z.literal('sip-message'),
    failover_after_seconds: failoverAfter(),
    // Both stand in SIP addresses as they are.
    endpoint: text().refine(
      (name) => /^[\w.+-]+$/.test(name),
      'has characters other than letters, digits, _ . + and -',
    ),
    from_domain: text()
      .refine((domain) => /^[\w.:[\]-]+$/.test(domain), 'is no host name or address')
      .optional(),
    // RFC 3261 §25.1 allows a few more; no carrier uses them.
    did_header: text(undefined, 64)
      .refine((name) => /^[A-Za-z0-9-]+$/.test(name), 'is no name of a header')
      .optional(),
    max_body_bytes: integer(160, 1_300).default(700),
  }),
  loopback: z.strictObject({
    name: gatewayName,
    kind: z.literal('loopback'),
    failover_after_seconds: failoverAfter(),
    latency_ms: integer(0, 60_000).default(100),
    receipts: flag().default(true),
    allow_in_production: flag()
      .default(false)
      .refine((allowed) => allowed, 'is not true, and a loopback gateway sends no text to anybody'),
  }),
} as const;

export type SectionName = keyof typeof SECTIONS;
export type SectionValues<Name extends SectionName> = z.output<(typeof SECTIONS)[Name]>;
export type GatewayKind = keyof typeof GATEWAYS;
export type GatewayValues<Kind extends GatewayKind> = z.output<(typeof GATEWAYS)[Kind]>;

/** Options whose value is a secret; each has a twin that ends in `_file`. */
const SECRETS: Readonly<Record<SectionName | GatewayKind, readonly string[]>> = {
  business: [],
  database: [],
  asterisk: ['ari_password', 'ami_password'],
  smtp: ['password'],
  webhook: ['secret'],
  ntfy: ['token'],
  push: [],
  http: [],
  log: [],
  smpp: ['password'],
  'sip-message': [],
  loopback: [],
};

/** Secrets that need not be there: without them, e-mail goes out without a login, a webhook unsigned. */
const OPTIONAL: readonly (SectionName | GatewayKind)[] = ['smtp', 'webhook', 'ntfy'];

export function mayLackSecrets(group: SectionName | GatewayKind): boolean {
  return OPTIONAL.includes(group);
}

export function secretsOf(group: SectionName | GatewayKind): readonly string[] {
  return SECRETS[group];
}

/** Whether an option of any group is a secret, by its name without the group. */
export function isSecret(option: string): boolean {
  return Object.values(SECRETS).some((names) => names.includes(option));
}

export function isSection(name: string): name is SectionName {
  return Object.hasOwn(SECTIONS, name);
}

export function isGatewayKind(kind: unknown): kind is GatewayKind {
  return typeof kind === 'string' && Object.hasOwn(GATEWAYS, kind);
}

/** The schema of each option of a section or of a kind of gateway, by name. */
export function optionsOf(group: SectionName | GatewayKind): Readonly<Record<string, z.ZodType>> {
  return isSection(group) ? SECTIONS[group].shape : GATEWAYS[group].shape;
}

/** Every name that may stand in a section, secrets and their `_file` twins among them. */
export function optionNames(group: SectionName | GatewayKind): readonly string[] {
  return [...Object.keys(optionsOf(group)), ...secretNames(group)];
}

/** The secrets of a group and their `_file` twins. */
export function secretNames(group: SectionName | GatewayKind): readonly string[] {
  return secretsOf(group).flatMap((name) => [name, `${name}_file`]);
}
