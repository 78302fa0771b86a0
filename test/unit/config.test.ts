import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConfigFiles } from '../../src/config/files.ts';
import { optionNames } from '../../src/config/schema.ts';
import { type ConfigProblem, formatProblem, loadConfig } from '../../src/config.ts';
import { SIP_GATEWAY, SMPP_GATEWAY } from '../../src/http/setup/gateway-samples.ts';

const MAIN = '/etc/textback/textback.toml';
const EXAMPLE = readFileSync(new URL('../../config/textback.example.toml', import.meta.url), 'utf8');

const MINIMAL = `
[business]
name = "Acme HVAC"
time_zone = "America/New_York"
[asterisk]
ari_password_file = "/s/ari"
ami_password = "ami-pass"
[[gateway]]
name = "carrier"
kind = "smpp"
host = "smpp.example"
system_id = "acme"
password = "smpp-pass"
`;

type Entry = string | { readonly text: string; readonly mode: number };

/** A file system made of words; secrets are 0640 unless said otherwise. */
function filesOf(entries: Readonly<Record<string, Entry>>): ConfigFiles {
  const all: Readonly<Record<string, Entry>> = { '/s/ari': 'ari-pass\n', ...entries };
  const find = (path: string) => all[path];
  return {
    read: (path) => {
      const entry = find(path);
      if (entry === undefined) return { ok: false, why: 'ENOENT' };
      return { ok: true, text: typeof entry === 'string' ? entry : entry.text };
    },
    exists: (path) => find(path) !== undefined,
    list: (folder) =>
      Object.keys(all)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1)),
    mode: (path) => {
      const entry = find(path);
      return typeof entry === 'object' ? entry.mode : 0o640;
    },
  };
}

function load(main: string, env: Record<string, string> = {}, others: Readonly<Record<string, Entry>> = {}) {
  return loadConfig({ env, files: filesOf({ [MAIN]: main, ...others }) });
}

function loaded(...args: Parameters<typeof load>) {
  const result = load(...args);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
  return result;
}

function problemsOf(...args: Parameters<typeof load>): readonly ConfigProblem[] {
  const result = load(...args);
  return result.ok ? [] : result.problems;
}

const NO_ALERT_SECRETS = { smtpPassword: null, webhookSecret: null, ntfyToken: null };

describe('a configuration that is right', () => {
  test('given a mail server, a signing secret and a topic token, when loaded, then alerts have what they need', () => {
    const { config, secrets } = loaded(`${MINIMAL}
[smtp]
host = "mail.example"
from = "textback@acme.example"
user = "acme"
password = "hush"
[webhook]
secret = "sign"
[ntfy]
url = "https://ntfy.acme.example/"
token = "tk"
`);
    expect(config.smtp).toEqual({
      host: 'mail.example',
      port: 587,
      tls: 'starttls',
      user: 'acme',
      from: 'textback@acme.example',
    });
    expect(config.ntfy).toEqual({ url: 'https://ntfy.acme.example' });
    expect(secrets).toMatchObject({ smtpPassword: 'hush', webhookSecret: 'sign', ntfyToken: 'tk' });
  });

  test('given a mail server without a sender, when loaded, then it says so', () => {
    expect(
      problemsOf(`${MINIMAL}
[smtp]
host = "mail.example"
`),
    ).toMatchObject([
      { key: 'smtp.from', problem: 'is not set', remedy: expect.stringContaining('textback@acme.example') },
    ]);
  });

  test.each([
    ['', null],
    ['[http]\nbehind_proxy = true\npublic_url = "https://t.acme.example/"', 'https://t.acme.example'],
    ['[push]\ncontact = "maria@acme.example"', 'mailto:maria@acme.example'],
    ['[push]\ncontact = "https://acme.example/contact"', 'https://acme.example/contact'],
  ])('given %j, when loaded, then push services are told to write to %s', (more, subject) => {
    expect(loaded(`${MINIMAL}\n${more}\n`).config.push).toEqual({ subject, allowPrivate: false });
  });

  test.each(['maria', 'http://acme.example', 'mailto:maria@acme.example'])(
    'given the contact %s, when loaded, then it says what to write',
    (contact) => {
      expect(problemsOf(`${MINIMAL}\n[push]\ncontact = "${contact}"\n`)).toMatchObject([
        { key: 'push.contact', remedy: expect.stringContaining('maria@acme.example') },
      ]);
    },
  );

  test('given the least that is needed, when loaded, then everything else has its default', () => {
    const { config, secrets } = loaded(MINIMAL);
    expect(config).toEqual({
      business: { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' },
      database: { path: '/var/lib/textback/textback.db' },
      asterisk: {
        app: 'textback',
        ariUrl: 'http://127.0.0.1:8088',
        ariUser: 'textback',
        amiHost: '127.0.0.1',
        amiPort: 5038,
        amiUser: 'textback',
        dialTemplate: 'PJSIP/{number}@trunk',
        internalContexts: ['from-internal'],
        sounds: expect.stringMatching(/^\/.*\/asterisk\/sounds$/),
      },
      gateways: [
        {
          kind: 'smpp',
          name: 'carrier',
          failoverAfterMs: 10_000,
          host: 'smpp.example',
          port: 2775,
          systemId: 'acme',
          systemType: '',
          bindMode: 'transceiver',
          binds: 1,
          tls: false,
          tlsVerify: true,
          window: 10,
          enquireLinkMs: 30_000,
          responseTimeoutMs: 10_000,
          bindTimeoutMs: 10_000,
          alphabet: 'gsm7',
          longMessages: 'udh',
          validityPeriod: 'none',
          serviceType: '',
          registeredDelivery: 1,
        },
      ],
      smtp: null,
      ntfy: { url: 'https://ntfy.sh' },
      push: { subject: null, allowPrivate: false },
      http: { listen: { host: '127.0.0.1', port: 8480 }, behindProxy: false, publicUrl: null },
      log: { level: 'info', redact: true },
    });
    expect(secrets).toEqual({
      ...NO_ALERT_SECRETS,
      ariPassword: 'ari-pass',
      amiPassword: 'ami-pass',
      gatewayPasswords: { carrier: 'smpp-pass' },
    });
  });

  test('given a configuration, when loaded, then no secret is in what may be shown', () => {
    const { config, options } = loaded(MINIMAL);
    expect(JSON.stringify({ config, options })).not.toMatch(/(ari|ami|smpp)-pass/);
    expect(options).toContainEqual({ key: 'asterisk.ami_password', value: '(set)', where: MAIN });
    expect(options).toContainEqual({ key: 'asterisk.ari_password_file', value: '/s/ari', where: MAIN });
    expect(options).toContainEqual({ key: 'log.level', value: 'info', where: 'default' });
  });

  test('given a configuration, when somebody tries to change it, then it stays', () => {
    const { config, secrets } = loaded(MINIMAL);
    expect(() => Object.assign(config.gateways[0] ?? {}, { host: 'evil' })).toThrow(TypeError);
    expect(() => Object.assign(secrets, { ariPassword: '' })).toThrow(TypeError);
  });

  test('given fragments and variables, when loaded, then the later wins, option by option', () => {
    const { config, options } = loaded(
      `${MINIMAL}[log]\nlevel = "debug"\n`,
      {
        TEXTBACK_HTTP__LISTEN: '[::1]:0',
        TEXTBACK_GATEWAY__CARRIER__TLS: 'true',
        TEXTBACK_LOG__REDACT: 'false',
      },
      {
        '/etc/textback/conf.d/20-b.toml':
          '[log]\nlevel = "error"\n[[gateway]]\nname = "carrier"\nport = 3550\n',
        '/etc/textback/conf.d/10-a.toml':
          '[log]\nlevel = "warn"\n[[gateway]]\nname = "spare"\nkind = "loopback"\nallow_in_production = true\n',
        '/etc/textback/conf.d/notes.txt': 'not TOML',
      },
    );
    expect(config.log).toEqual({ level: 'error', redact: false });
    expect(config.http.listen).toEqual({ host: '::1', port: 0 });
    expect(config.gateways).toMatchObject([
      { name: 'carrier', port: 3550, tls: true },
      { name: 'spare', kind: 'loopback' },
    ]);
    expect(options).toContainEqual({
      key: 'gateway.carrier.tls',
      value: true,
      where: 'TEXTBACK_GATEWAY__CARRIER__TLS',
    });
    expect(options).toContainEqual({
      key: 'log.level',
      value: 'error',
      where: '/etc/textback/conf.d/20-b.toml',
    });
  });

  test('given no file at all but variables, when loaded, then they are enough', () => {
    const env = {
      TEXTBACK_BUSINESS__NAME: '911',
      TEXTBACK_BUSINESS__TIME_ZONE: 'America/New_York',
      TEXTBACK_ASTERISK__ARI_PASSWORD: '12345',
      TEXTBACK_ASTERISK__AMI_PASSWORD: 'true',
      TEXTBACK_ASTERISK__AMI_PORT: '5039',
      TEXTBACK_GATEWAY__MY_CARRIER__KIND: 'smpp',
      TEXTBACK_GATEWAY__MY_CARRIER__HOST: 'smpp.example',
      TEXTBACK_GATEWAY__MY_CARRIER__SYSTEM_ID: '42',
      TEXTBACK_GATEWAY__MY_CARRIER__PASSWORD: '0007',
    };
    const result = loadConfig({ env, files: filesOf({}) });
    if (!result.ok) throw new Error(result.problems.map(formatProblem).join('\n'));
    expect(result.config.business.name).toBe('911');
    expect(result.config.asterisk.amiPort).toBe(5039);
    expect(result.config.gateways).toMatchObject([{ name: 'my-carrier', systemId: '42' }]);
    expect(result.secrets).toEqual({
      ...NO_ALERT_SECRETS,
      ariPassword: '12345',
      amiPassword: 'true',
      gatewayPasswords: { 'my-carrier': '0007' },
    });
  });

  test('given TEXTBACK_CONFIG and a file asked for, when loaded, then the file asked for is read', () => {
    const files = filesOf({ '/a.toml': MINIMAL, '/b.toml': MINIMAL.replace('Acme HVAC', 'B') });
    const name = (options: Parameters<typeof loadConfig>[0]) => {
      const result = loadConfig({ files, ...options });
      return result.ok ? result.config.business.name : null;
    };
    expect(name({ env: { TEXTBACK_CONFIG: '/b.toml' } })).toBe('B');
    expect(name({ env: { TEXTBACK_CONFIG: '/b.toml' }, file: '/a.toml' })).toBe('Acme HVAC');
  });

  test('given a URL with a slash at the end, when loaded, then it is left out', () => {
    const { config } = loaded(MINIMAL, { TEXTBACK_ASTERISK__ARI_URL: 'https://pbx.example:8089/asterisk/' });
    expect(config.asterisk.ariUrl).toBe('https://pbx.example:8089/asterisk');
  });

  test('given every tuning option of SMPP, when loaded, then it arrives in milliseconds and numbers', () => {
    const tuning = `tls_ca_file = "/ca.pem"\nsource_ton = 5\nsource_npi = 0\ndest_ton = 1\ndest_npi = 1\nenquire_link_seconds = 5\n`;
    const pem = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
    const { config } = loaded(MINIMAL + tuning, {}, { '/ca.pem': pem });
    expect(config.gateways[0]).toMatchObject({
      tlsCa: pem,
      sourceTon: 5,
      sourceNpi: 0,
      destTon: 1,
      destNpi: 1,
      enquireLinkMs: 5_000,
    });
  });

  test('given a SIP MESSAGE gateway, when loaded, then its domain is optional', () => {
    const gateway = (more: string) =>
      `${MINIMAL}[[gateway]]\nname = "sip"\nkind = "sip-message"\nendpoint = "trunk"\n${more}`;
    expect(loaded(gateway('')).config.gateways[1]).toEqual({
      kind: 'sip-message',
      name: 'sip',
      failoverAfterMs: 10_000,
      endpoint: 'trunk',
      maxBodyBytes: 700,
    });
    const tuned = 'from_domain = "x.example"\ndid_header = "X-SMS-To"\nmax_body_bytes = 1300\n';
    expect(loaded(gateway(tuned)).config.gateways[1]).toMatchObject({
      fromDomain: 'x.example',
      didHeader: 'X-SMS-To',
      maxBodyBytes: 1_300,
    });
  });

  test.each([
    'endpoint = "trunk>"',
    'endpoint = "t"\nfrom_domain = "a b"',
    'endpoint = "t"\ndid_header = "A: b"',
  ])('given %s of a SIP MESSAGE gateway, when loaded, then that is refused', (options) => {
    const text = `${MINIMAL}[[gateway]]\nname = "sip"\nkind = "sip-message"\n${options}\n`;
    expect(problemsOf(text)).toHaveLength(1);
  });

  test.each(['', 'allow_in_production = false\n'])(
    'given a loopback gateway with "%s", when loaded, then it is refused with the reason',
    (option) => {
      const text = `${MINIMAL}[[gateway]]\nname = "nowhere"\nkind = "loopback"\n${option}`;
      expect(problemsOf(text)).toMatchObject([
        {
          key: 'gateway.nowhere.allow_in_production',
          problem: expect.stringContaining('sends no text to anybody'),
          remedy: expect.stringContaining('allow_in_production = true'),
        },
      ]);
    },
  );

  test('given a loopback gateway that is allowed, when loaded, then its answers are scripted by the options', () => {
    const text = `${MINIMAL}[[gateway]]\nname = "nowhere"\nkind = "loopback"\nallow_in_production = true\n`;
    expect(
      loaded(`${text}latency_ms = 0\nreceipts = false\nfailover_after_seconds = 2\n`).config.gateways[1],
    ).toEqual({
      kind: 'loopback',
      name: 'nowhere',
      failoverAfterMs: 2_000,
      latencyMs: 0,
      receipts: false,
    });
  });
});

describe('a configuration that is wrong', () => {
  test('given many mistakes, when loaded, then each is named with its key, its place and a remedy', () => {
    const text = `
[busines]
[business]
name = ""
country = "usa"
time_zone = "America/NewYork"
[asterisk]
ari_ulr = "x"
ari_url = "http://u:p@127.0.0.1:8088"
ami_port = 99999
dial_template = "PJSIP/trunk"
sounds = "sounds/textback"
[[gateway]]
name = "carrier"
kind = "smpp"
port = "2775"
[http]
listen = "8480"
[log]
level = "verbose"
redact = "yes"
`;
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.key).sort()).toEqual(
      [
        'busines',
        'business.name',
        'business.country',
        'business.time_zone',
        'asterisk.ari_ulr',
        'asterisk.ari_url',
        'asterisk.ari_password',
        'asterisk.ami_password',
        'asterisk.ami_port',
        'asterisk.dial_template',
        'asterisk.sounds',
        'gateway.carrier.host',
        'gateway.carrier.port',
        'gateway.carrier.system_id',
        'gateway.carrier.password',
        'http.listen',
        'log.level',
        'log.redact',
      ].sort(),
    );
    expect(problems.every((problem) => problem.where === MAIN && problem.remedy.length > 10)).toBe(true);
    expect(JSON.stringify(problems)).not.toContain('u:p');
  });

  test.each<[string, string, string, string, string]>([
    ['a misspelt section', '[asterisc]\n', 'asterisc', 'does not exist', 'Did you mean asterisk?'],
    ['a misspelt option', '[log]\nlevle = "info"\n', 'log.levle', 'does not exist', 'Did you mean level?'],
    ['an option like no other', '[log]\nzzz = 1\n', 'log.zzz', 'does not exist', 'there are level, redact'],
    ['a section that is a value', 'log = 1\n', 'log', 'is not a section', '[log]'],
    ['a single gateway table', '', 'gateway', 'is not a list of tables', '[[gateway]]'],
    ['another country', '', 'business.country', 'is "usa"', 'country = "US"'],
    ['a zone that is near', '', 'business.time_zone', 'did you mean "America/New_York"', 'time_zone ='],
    ['a zone that is not', '', 'business.time_zone', 'is "EST5XYZABC", which is no time zone', 'time_zone ='],
  ])('given %s, when loaded, then it says what to do', (what, more, key, problem, remedy) => {
    const changes: Readonly<Record<string, string>> = {
      'a single gateway table': MINIMAL.replace('[[gateway]]', '[gateway]'),
      'another country': MINIMAL.replace('[asterisk]', 'country = "usa"\n[asterisk]'),
      'a zone that is near': MINIMAL.replace('New_York', 'NewYork'),
      'a zone that is not': MINIMAL.replace('America/New_York', 'EST5XYZABC'),
    };
    const found = problemsOf(changes[what] ?? (more.startsWith('[') ? MINIMAL + more : more + MINIMAL));
    const one = found.find((each) => each.key === key);
    expect(one?.problem).toContain(problem);
    expect(one?.remedy).toContain(remedy);
  });

  test.each([
    ['ftp://127.0.0.1', 'begins with neither'],
    ['127.0.0.1', 'is no URL'],
    ['http://127.0.0.1:8088/ari', 'adds by itself'],
    ['http://127.0.0.1:8088/?x=1', 'something after the path'],
    ['http://127.0.0.1:8088/#x', 'something after the path'],
  ])('given the ARI URL %s, when loaded, then it is refused', (url, words) => {
    const problems = problemsOf(MINIMAL, { TEXTBACK_ASTERISK__ARI_URL: url });
    expect(problems).toMatchObject([{ key: 'asterisk.ari_url', where: 'TEXTBACK_ASTERISK__ARI_URL' }]);
    expect(problems[0]?.problem).toContain(words);
  });

  test.each(['127.0.0.1', '127.0.0.1:65536', ':8480', '::1:8480', '127.0.0.1:'])(
    'given the address %s, when loaded, then it is refused',
    (listen) => {
      expect(problemsOf(MINIMAL, { TEXTBACK_HTTP__LISTEN: listen })).toMatchObject([{ key: 'http.listen' }]);
    },
  );

  test.each([
    ['0.0.0.0:8480', 'http.listen'],
    ['[::]:8480', 'http.listen'],
    ['192.168.1.10:8480', 'http.listen'],
  ])('given the address %s and no proxy, when loaded, then it is refused, with what to do', (listen, key) => {
    const problems = problemsOf(MINIMAL, { TEXTBACK_HTTP__LISTEN: listen });
    expect(problems).toMatchObject([
      { key, problem: 'can be reached by other machines, without TLS', where: 'TEXTBACK_HTTP__LISTEN' },
    ]);
    expect(problems[0]?.remedy).toContain('behind_proxy = true');
  });

  test('given a proxy with TLS in front, when loaded, then any address is taken', () => {
    const proxied = `${MINIMAL}[http]\nlisten = "0.0.0.0:8480"\nbehind_proxy = true\npublic_url = "https://t.example/"\n`;
    expect(loaded(proxied).config.http).toEqual({
      listen: { host: '0.0.0.0', port: 8480 },
      behindProxy: true,
      publicUrl: 'https://t.example',
    });
  });

  test.each([
    ['behind_proxy = true', 'http.public_url', 'is not set, but behind_proxy is'],
    ['public_url = "https://t.example"', 'http.behind_proxy', 'is false, though public_url names a proxy'],
    ['behind_proxy = true\npublic_url = "http://t.example"', 'http.public_url', 'is not https://'],
    ['behind_proxy = true\npublic_url = "https://t.example/x"', 'http.public_url', 'nothing after it'],
    ['behind_proxy = true\npublic_url = "t.example"', 'http.public_url', 'is not https://'],
  ])('given [http] %s, when loaded, then %s is wrong', (options, key, words) => {
    const problems = problemsOf(`${MINIMAL}[http]\n${options}\n`);
    expect(problems).toMatchObject([{ key, problem: expect.stringContaining(words) }]);
  });

  test.each([
    ['no gateway', MINIMAL.slice(0, MINIMAL.indexOf('[[gateway]]')), 'gateway'],
    ['a gateway of no kind', MINIMAL.replace('kind = "smpp"\n', ''), 'gateway.carrier.kind'],
    ['a gateway of an unknown kind', MINIMAL.replace('"smpp"', '"smppp"'), 'gateway.carrier.kind'],
    ['a gateway without a name', MINIMAL.replace('name = "carrier"\n', ''), 'gateway.1.name'],
    [
      'two gateways of one name',
      `${MINIMAL}[[gateway]]\nname = "carrier"\nkind = "loopback"\nallow_in_production = true\n`,
      'gateway.carrier.name',
    ],
    ['a certificate that is not there', `${MINIMAL}tls_ca_file = "/nope"\n`, 'gateway.carrier.tls_ca_file'],
    ['a certificate that is none', `${MINIMAL}tls_ca_file = "/s/ari"\n`, 'gateway.carrier.tls_ca_file'],
  ])('given %s, when loaded, then that is the problem', (_case, text, key) => {
    expect(problemsOf(text).map((problem) => problem.key)).toEqual([key]);
  });

  test.each<[string, Entry | null, string, string]>([
    ['is missing', null, 'cannot be read (ENOENT)', 'chmod 0640 /s/ari'],
    ['is readable for everybody', { text: 'x', mode: 0o644 }, 'every user', 'Run: chmod 0640 /s/ari'],
    ['is empty', '\n', 'is empty', 'ari_password_file ='],
    ['has two lines', 'a\nb\n', 'line break', 'ari_password_file ='],
  ])('given a secret file that %s, when loaded, then it is refused', (_case, entry, problem, remedy) => {
    const files = filesOf({ [MAIN]: MINIMAL, '/s/ari': entry ?? '' });
    const missing: ConfigFiles = {
      ...files,
      read: (path) => (path === '/s/ari' ? { ok: false, why: 'ENOENT' } : files.read(path)),
    };
    const result = loadConfig({ files: entry === null ? missing : files });
    const problems = result.ok ? [] : result.problems;
    expect(problems.map((each) => each.key)).toEqual(['asterisk.ari_password_file']);
    expect(problems[0]?.problem).toContain(problem);
    expect(problems[0]?.remedy).toContain(remedy);
  });

  test('given a secret both ways, when loaded, then one of them must go', () => {
    const problems = problemsOf(MINIMAL, { TEXTBACK_ASTERISK__ARI_PASSWORD: 'hush' });
    expect(problems).toMatchObject([
      { key: 'asterisk.ari_password', where: 'TEXTBACK_ASTERISK__ARI_PASSWORD' },
    ]);
    expect(problems[0]?.problem).toContain(`ari_password_file (${MAIN})`);
    expect(JSON.stringify(problems)).not.toContain('hush');
  });

  test.each([
    ['a number for a secret', MINIMAL.replace('"ami-pass"', '42'), 'asterisk.ami_password'],
    ['a number for a secret file', MINIMAL.replace('"/s/ari"', '42'), 'asterisk.ari_password_file'],
  ])('given %s, when loaded, then it must be text', (_case, text, key) => {
    expect(problemsOf(text)).toMatchObject([{ key }]);
  });

  test('given a file that is not there, when loaded, then that alone is said', () => {
    const result = loadConfig({ file: '/nope.toml', files: filesOf({}) });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ where: '/nope.toml', problem: 'cannot be read (ENOENT)' }],
    });
    expect(loadConfig({ files: filesOf({}) })).toMatchObject({ ok: false, problems: [{ where: MAIN }] });
  });

  test('given files that are not TOML, when loaded, then each is named with its line', () => {
    const problems = problemsOf('[business]\nname = Acme\n', {}, { '/etc/textback/conf.d/x.toml': '[log\n' });
    expect(problems.map((problem) => problem.where)).toEqual([
      `${MAIN} line 2`,
      '/etc/textback/conf.d/x.toml line 1',
    ]);
  });

  test.each([
    ['TEXTBACK_ASTERISK_ARI_URL', 'Name it TEXTBACK_ASTERISK__ARI_URL'],
    ['TEXTBACK_ASTERISC__ARI_URL', 'Did you mean asterisk?'],
    ['TEXTBACK_ASTERISK__ARI_ULR', 'Did you mean ari_url?'],
    ['TEXTBACK_GATEWAY__HOST', 'TEXTBACK_GATEWAY__NAME__OPTION'],
  ])('given the variable %s, when loaded, then it is not ignored', (variable, remedy) => {
    const problems = problemsOf(MINIMAL, { [variable]: 'x' });
    expect(problems).toMatchObject([{ where: variable }]);
    expect(problems[0]?.remedy).toContain(remedy);
  });

  test('given a variable of something else, when loaded, then it is left alone', () => {
    expect(problemsOf(MINIMAL, { TEXTBACK_CACHE: '/x', PATH: '/bin' })).toEqual([]);
  });
});

test('given a problem, when written for people, then it reads as one line', () => {
  const problem = { key: 'log.level', problem: 'is not set', remedy: 'Write level = "info"', where: MAIN };
  expect(formatProblem(problem)).toBe(`${MAIN}: log.level is not set. Write level = "info".`);
  expect(formatProblem({ ...problem, key: '', remedy: 'Did you mean x?' })).toBe(
    `${MAIN} is not set. Did you mean x?`,
  );
});

describe('the example file', () => {
  const secretFiles = {
    '/etc/textback/ari.secret': 'a',
    '/etc/textback/ami.secret': 'b',
    '/etc/textback/smpp.secret': 'c',
  };

  test('given the example as it is, when loaded, then it is right', () => {
    expect(loaded(EXAMPLE, {}, secretFiles).config.gateways).toHaveLength(1);
  });

  test('given the example with every commented option, when loaded, then only the doubled secrets are wrong', () => {
    const all = EXAMPLE.replace(/^# (?=[a-z_0-9]+ = |\[\[)/gm, '');
    const pem = { '/etc/textback/carrier-ca.pem': '-----BEGIN CERTIFICATE-----' };
    const keys = problemsOf(all, {}, { ...secretFiles, ...pem }).map((problem) => problem.key);
    expect(keys.toSorted()).toEqual([
      'asterisk.ami_password',
      'asterisk.ari_password',
      'gateway.carrier.password',
      'ntfy.token',
      'smtp.password',
      'webhook.secret',
    ]);
  });

  test('given the example, when its options are counted, then none that exists is left out', () => {
    const parsed = parse(EXAMPLE.replace(/^# (?=[a-z_0-9]+ = |\[\[)/gm, ''));
    const gateways = Array.isArray(parsed['gateway']) ? parsed['gateway'] : [];
    const names = (value: unknown) =>
      Object.keys(typeof value === 'object' && value !== null ? value : {}).sort();
    for (const section of [
      'business',
      'database',
      'asterisk',
      'smtp',
      'webhook',
      'ntfy',
      'push',
      'http',
      'log',
    ] as const) {
      expect(names(parsed[section])).toEqual([...optionNames(section)].sort());
    }
    for (const [index, kind] of (['smpp', 'sip-message', 'loopback'] as const).entries()) {
      expect(names(gateways[index])).toEqual([...optionNames(kind)].sort());
    }
  });
});

describe('on a real file system', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'textback-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(mode: number): string {
    const file = join(folder, 'textback.toml');
    writeFileSync(file, MINIMAL.replace('/s/ari', join(folder, 'ari.secret')));
    writeFileSync(join(folder, 'ari.secret'), 'from-disk\n');
    chmodSync(join(folder, 'ari.secret'), mode);
    return file;
  }

  test('given files, fragments and a closed secret, when loaded, then all are read', () => {
    const file = write(0o640);
    mkdirSync(join(folder, 'conf.d'));
    writeFileSync(join(folder, 'conf.d', 'log.toml'), '[log]\nlevel = "warn"\n');
    const result = loadConfig({ file });
    expect(result).toMatchObject({
      ok: true,
      config: { log: { level: 'warn' } },
      secrets: { ariPassword: 'from-disk' },
    });
  });

  test('given a secret that everybody may read, when loaded, then it is refused', () => {
    expect(loadConfig({ file: write(0o644) })).toMatchObject({
      ok: false,
      problems: [{ key: 'asterisk.ari_password_file' }],
    });
  });

  test('given no file, or a folder in its place, when loaded, then the reason is said', () => {
    const none = loadConfig({ file: join(folder, 'none.toml') });
    expect(none).toMatchObject({ ok: false, problems: [{ problem: 'cannot be read (ENOENT)' }] });
    expect(loadConfig({ file: folder })).toMatchObject({
      ok: false,
      problems: [{ problem: 'cannot be read (EISDIR)' }],
    });
  });

  test('given conf.d that is no folder, when loaded, then it is named', () => {
    const file = write(0o640);
    writeFileSync(join(folder, 'conf.d'), '');
    expect(loadConfig({ file })).toMatchObject({ ok: false, problems: [{ where: join(folder, 'conf.d') }] });
  });
});

test.each([
  ['SMPP', SMPP_GATEWAY],
  ['SIP MESSAGE', SIP_GATEWAY],
])('given the %s gateway that setup says to write, when loaded, then it is sound', (_, sample) => {
  const main = `${MINIMAL.slice(0, MINIMAL.indexOf('[[gateway]]'))}\n${sample}\n`;
  const result = load(main, {}, { '/etc/textback/smpp.secret': 'hush' });
  expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([]);
});
