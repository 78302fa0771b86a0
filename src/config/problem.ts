import type { GatewayKind, SectionName } from './schema.ts';

/** One thing wrong with the configuration. */
export interface ConfigProblem {
  /** The option, e.g. `asterisk.ari_url` or `gateway.carrier.port`; `''` where a whole file is meant. */
  readonly key: string;
  /** What is wrong with it, to be read after the key: "is not set". */
  readonly problem: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The file or environment variable it came from; for a missing option, where it belongs. */
  readonly where: string;
}

/** One line for people. */
export function formatProblem({ key, problem, remedy, where }: ConfigProblem): string {
  const place = [where, key].filter((part) => part !== '').join(': ');
  return `${place} ${problem}. ${remedy}${remedy.endsWith('?') ? '' : '.'}`;
}

const INTEGER = 'Write it as a number without quotes within those bounds, or leave it out';
const FLAG = 'Write true or false without quotes';
const CARRIER = 'as the carrier gave it to you, or leave it out';

const REMEDIES: { readonly [group in SectionName | GatewayKind]: Readonly<Record<string, string>> } = {
  business: {
    name: 'Write the name that customers know, e.g. name = "Acme HVAC"',
    country: 'Write two capital letters, e.g. country = "US"',
    time_zone: 'Write the zone the business keeps its hours in, e.g. time_zone = "America/New_York"',
  },
  database: { path: 'Write where the database file lies, e.g. path = "/var/lib/textback/textback.db"' },
  asterisk: {
    app: 'Write the name given to Stasis() in the dialplan, e.g. app = "textback"',
    ari_url:
      'Write the address of Asterisk\'s HTTP server (http.conf), e.g. ari_url = "http://127.0.0.1:8088"',
    ari_user: 'Write the user named in ari.conf, e.g. ari_user = "textback"',
    ari_password:
      'Put the password of ari.conf into a file and name it: ari_password_file = "/etc/textback/ari.secret"',
    ami_host: 'Write where manager.conf is bound to, e.g. ami_host = "127.0.0.1"',
    ami_port: 'Write the port of manager.conf without quotes, e.g. ami_port = 5038',
    ami_user: 'Write the user named in manager.conf, e.g. ami_user = "textback"',
    ami_password:
      'Put the password of manager.conf into a file and name it: ami_password_file = "/etc/textback/ami.secret"',
    dial_template: 'Write how Asterisk dials a phone number, e.g. dial_template = "PJSIP/{number}@trunk"',
    internal_contexts:
      'Write the contexts that your own phones dial into, e.g. internal_contexts = ["from-internal"], or leave it out',
    sounds:
      'Write the folder as Asterisk sees it, e.g. sounds = "/var/lib/asterisk/sounds/textback", or leave it out',
  },
  smtp: {
    host: 'Write your mail provider\'s server, e.g. host = "smtp.example.com", or leave [smtp] out',
    port: 'Write the port without quotes: 587 for tls = "starttls", 465 for "implicit"',
    tls: 'Write one of those, e.g. tls = "starttls"',
    user: 'Write the user that the mail provider gave you, or leave it out',
    password: 'Put the password into a file and name it: password_file = "/etc/textback/smtp.secret"',
    from: 'Write who alerts come from, e.g. from = "textback@acme.example"',
  },
  webhook: {
    secret: 'Put it into a file and name it: secret_file = "/etc/textback/webhook.secret"',
  },
  ntfy: {
    url: 'Write the address of the ntfy server, e.g. url = "https://ntfy.sh"',
    token: 'Put the access token into a file and name it: token_file = "/etc/textback/ntfy.secret"',
  },
  push: {
    contact:
      'Write whom push services may write to, e.g. contact = "maria@acme.example", or leave it out where public_url is set',
    allow_private: FLAG,
  },
  http: {
    listen:
      'Write listen = "127.0.0.1:8480"; for other machines put a proxy with TLS in front, and write behind_proxy = true',
    behind_proxy: 'Write true where a proxy with TLS stands in front, else leave it and public_url out',
    public_url: 'Write what people type, e.g. public_url = "https://textback.example.com", or leave it out',
  },
  log: { level: 'Write one of those, e.g. level = "info"', redact: FLAG },
  smpp: {
    host: 'Write the carrier\'s SMPP server, e.g. host = "smpp.carrier.example"',
    port: 'Write the port without quotes, e.g. port = 2775',
    system_id: 'Write the system id (SMPP user) that the carrier gave you, at most 15 characters',
    password: 'Put the SMPP password into a file and name it: password_file = "/etc/textback/smpp.secret"',
    system_type: `Write it ${CARRIER}`,
    bind_mode: 'Leave it out, or write the other where the carrier wants one link to send and one to receive',
    binds: INTEGER,
    tls: FLAG,
    tls_ca_file: "Name a file with the certificate, in PEM, that signed the carrier's, or leave it out",
    tls_server_name:
      "Write the name in the carrier's certificate where it is not that of host, or leave it out",
    tls_verify: FLAG,
    window: INTEGER,
    max_per_second: INTEGER,
    enquire_link_seconds: INTEGER,
    failover_after_seconds: INTEGER,
    response_timeout_seconds: INTEGER,
    bind_timeout_seconds: INTEGER,
    source_ton: `Write the number ${CARRIER}`,
    source_npi: `Write the number ${CARRIER}`,
    dest_ton: `Write the number ${CARRIER}`,
    dest_npi: `Write the number ${CARRIER}`,
    alphabet: 'Write what the carrier reads plain texts as, or leave it out',
    data_coding: `Write the number ${CARRIER}`,
    long_messages: 'Write how the carrier takes texts of several segments, or leave it out',
    validity_period: 'Write which form of time the carrier takes, or leave it out',
    service_type: `Write it ${CARRIER}`,
    registered_delivery: 'Leave it out, or write 1 to have delivery receipts',
  },
  'sip-message': {
    endpoint: 'Write the PJSIP endpoint that carries messages, e.g. endpoint = "trunk"',
    from_domain: 'Write the domain that the carrier expects in From, or leave it out',
    did_header:
      'Write the header in which the carrier names the number texted, e.g. did_header = "X-SMS-To", or leave it out',
    max_body_bytes: INTEGER,
    failover_after_seconds: INTEGER,
  },
  loopback: {
    latency_ms: INTEGER,
    failover_after_seconds: INTEGER,
    receipts: FLAG,
    allow_in_production:
      'Set up a gateway of kind "smpp" or "sip-message", or, to try things out with no customer waiting, write allow_in_production = true',
  },
};

/** What to do about an option that is missing or wrong. */
export function remedyFor(group: SectionName | GatewayKind, option: string): string {
  if (option === 'name' && group !== 'business')
    return 'Give each gateway a short name of its own, e.g. name = "carrier"';
  return REMEDIES[group][option] ?? 'See config/textback.example.toml';
}
