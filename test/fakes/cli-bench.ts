import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/run.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createFakeWorld, type FakeWorld, type WorldOptions } from './fake-world.ts';
import { FROM_SOURCES } from './from-sources.ts';
import { expectDescribedJson } from './json-output.ts';
import { openTemporaryStore, temporaryDatabasePath } from './temporary-store.ts';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliBench {
  readonly configFile: string;
  readonly databasePath: string;
  /** The database that the commands use, open in this process too. */
  readonly store: Store;
  /** Runs a command line in this process, without a terminal. */
  textback(...args: readonly string[]): Promise<Ran>;
  /** The same where somebody sits at a terminal. */
  textbackIn(
    options: Omit<WorldOptions, 'env'> & { readonly env?: WorldOptions['env'] },
    ...args: readonly string[]
  ): Promise<Ran & { readonly world: FakeWorld }>;
  /** Runs it as a process of its own, without a terminal. */
  spawnTextback(...args: readonly string[]): Promise<Ran>;
  /** The same with something piped into it. */
  pipeIntoTextback(input: string, ...args: readonly string[]): Promise<Ran>;
}

export const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/**
 * A business in New York with a database of its own, and the command line on it.
 * @param database one that is there already, in a folder of its own
 */
export function createCliBench(database: string = temporaryDatabasePath()): CliBench {
  const configFile = join(dirname(database), 'textback.toml');
  writeFileSync(configFile, soundConfig(database));
  const store = openTemporaryStore(database);
  const textbackIn: CliBench['textbackIn'] = async (options, ...args) => {
    const world = createFakeWorld({ ...options, env: { TEXTBACK_CONFIG: configFile, ...options.env } });
    const code = await run(args, world);
    if (args.includes('--json') && world.stdout !== '') expectDescribedJson(args, world.stdout);
    return { code, stdout: world.stdout, stderr: world.stderr, world };
  };
  return {
    configFile,
    databasePath: database,
    store,
    textbackIn,
    textback: (...args) => textbackIn({}, ...args),
    spawnTextback: (...args) => spawnNode([MAIN, ...args], { TEXTBACK_CONFIG: configFile }),
    pipeIntoTextback: (input, ...args) => spawnNode([MAIN, ...args], { TEXTBACK_CONFIG: configFile }, input),
  };
}

/** The Node that runs the tests runs the command line: it reads TypeScript as it stands. */
function spawnNode(args: readonly string[], env: Readonly<Record<string, string>>, input = ''): Promise<Ran> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, args, { env: { PATH, ...FROM_SOURCES, ...env }, stdio: 'pipe' });
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function soundConfig(database: string): string {
  return `
[business]
name = "Acme HVAC"
country = "US"
time_zone = "America/New_York"
[database]
path = ${JSON.stringify(database)}
[asterisk]
app = "textback"
ari_url = "http://127.0.0.1:8088"
ari_user = "textback"
ari_password = "hush-ari"
ami_host = "127.0.0.1"
ami_port = 5038
ami_user = "textback"
ami_password = "hush-ami"
dial_template = "PJSIP/{number}@trunk"
[[gateway]]
name = "carrier"
kind = "smpp"
host = "127.0.0.1"
port = 2775
system_id = "acme"
password = "hush-1"
[http]
listen = "127.0.0.1:0"
[log]
level = "info"
`;
}
