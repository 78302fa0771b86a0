import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_CAST } from './demo-cast.ts';
import type { DemoPbx } from './demo-pbx.ts';

/** Everything the demo writes, in one temporary folder that nobody else may enter. */
export interface DemoFolder {
  readonly path: string;
  readonly configPath: string;
  readonly databasePath: string;
  readonly logPath: string;
  readonly smppPassword: string;
  /** Writes textback.toml and the files with the secrets, as an installation has them. */
  configure(pbx: DemoPbx, smppPort: number): Promise<void>;
  remove(): Promise<void>;
}

export const DEMO_SYSTEM_ID = 'acme';

export async function createDemoFolder(): Promise<DemoFolder> {
  // mkdtemp makes it 0700.
  const path = await mkdtemp(join(tmpdir(), 'textback-demo-'));
  const configPath = join(path, 'textback.toml');
  const databasePath = join(path, 'textback.db');
  const smppPassword = randomBytes(4).toString('hex');
  const keep = (name: string, text: string) => writeFile(join(path, name), `${text}\n`, { mode: 0o600 });
  return {
    path,
    configPath,
    databasePath,
    logPath: join(path, 'daemon.log'),
    smppPassword,
    async configure(pbx, smppPort) {
      await keep('ari.secret', pbx.ariPassword);
      await keep('ami.secret', pbx.amiPassword);
      await keep('smpp.secret', smppPassword);
      await keep('textback.toml', configuration(path, databasePath, pbx, smppPort));
    },
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The time zone is this machine's, so that the CLI tells the same times as the demo. */
function configuration(folder: string, databasePath: string, pbx: DemoPbx, smppPort: number): string {
  return `# Made by \`textback demo\`; it goes away with the demo.
[business]
name = ${JSON.stringify(DEMO_CAST.business)}
country = "${DEMO_CAST.country}"
time_zone = "${Intl.DateTimeFormat().resolvedOptions().timeZone}"

[database]
path = ${JSON.stringify(databasePath)}

[asterisk]
app = "textback"
ari_url = "${pbx.ariUrl}"
ari_user = "textback"
ari_password_file = ${JSON.stringify(join(folder, 'ari.secret'))}
ami_host = "127.0.0.1"
ami_port = ${pbx.amiPort}
ami_user = "textback"
ami_password_file = ${JSON.stringify(join(folder, 'ami.secret'))}
dial_template = "${pbx.dialTemplate}"
sounds = ${JSON.stringify(pbx.sounds)}

[[gateway]]
name = "demo-carrier"
kind = "smpp"
host = "127.0.0.1"
port = ${smppPort}
system_id = "${DEMO_SYSTEM_ID}"
password_file = ${JSON.stringify(join(folder, 'smpp.secret'))}

[http]
listen = "127.0.0.1:0"
`;
}
