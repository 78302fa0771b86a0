import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the daemon under test is to find Asterisk and the carrier. */
export interface Peers {
  readonly asterisk: {
    readonly ariUrl: string;
    readonly ariUser: string;
    readonly ariPassword: string;
    readonly amiHost: string;
    readonly amiPort: number;
    readonly amiUser: string;
    readonly amiPassword: string;
    readonly sounds: string;
  };
  /** Port of the SMPP server on 127.0.0.1, which takes any system_id and password unless told otherwise. */
  readonly smppPort: number;
  /** Where a plain number is forwarded to. Default: the harness's silent phone. */
  readonly dialTemplate?: string;
}

/** A folder with a `textback.toml` and room for the database; nothing outside it is touched. */
export interface Workspace extends AsyncDisposable {
  readonly folder: string;
  readonly configPath: string;
  readonly databasePath: string;
  /** Writes another configuration in place of the first, e.g. one with a mistake in it. */
  writeConfig(toml: string): Promise<void>;
}

export async function createWorkspace(peers: Peers): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'textback-e2e-'));
  const configPath = join(folder, 'textback.toml');
  const databasePath = join(folder, 'textback.db');
  // It holds passwords: for nobody else to read, as the daemon asks of every such file.
  const writeConfig = (toml: string) => writeFile(configPath, toml, { mode: 0o600 });
  await writeConfig(configFor(peers, databasePath));
  return {
    folder,
    configPath,
    databasePath,
    writeConfig,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The configuration a test starts from; edit it with `replace` to make a mistake on purpose. */
export function configFor(peers: Peers, databasePath: string): string {
  const { asterisk } = peers;
  return `[business]
name = "Acme HVAC"
country = "US"
time_zone = "America/New_York"

[database]
path = "${databasePath}"

[asterisk]
app = "textback"
ari_url = "${asterisk.ariUrl}"
ari_user = "${asterisk.ariUser}"
ari_password = "${asterisk.ariPassword}"
ami_host = "${asterisk.amiHost}"
ami_port = ${asterisk.amiPort}
ami_user = "${asterisk.amiUser}"
ami_password = "${asterisk.amiPassword}"
dial_template = "${peers.dialTemplate ?? 'PJSIP/{number}@phone-silent'}"
sounds = "${asterisk.sounds}"

[[gateway]]
name = "carrier"
kind = "smpp"
host = "127.0.0.1"
port = ${peers.smppPort}
system_id = "acme"
password = "secret"

[http]
listen = "127.0.0.1:0"

[log]
level = "debug"
`;
}
