import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashOfToken } from '../../src/services/session-token.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type PageQuestion, pageQuestions } from './page-questions.ts';

interface AnsweredPage {
  readonly question: PageQuestion;
  /** From the request to the last octet of the page, in ms. */
  readonly samples: readonly number[];
}

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TOKEN = 'bench-of-pages';
/** Its limit is 20 requests a second from one address, on and on: this stays under it. */
const PAUSE_MS = 60;
const WARM_UPS = 5;

/** Asks the built daemon, as a process of its own on the database at `path`, for each page `asks` times, as an owner. */
export async function askPages(path: string, asks: number): Promise<readonly AnsweredPage[]> {
  const sizes = signIn(path);
  const daemon = await startDaemon(path);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const questions = pageQuestions(sizes);
    const answered: AnsweredPage[] = [];
    // A daemon runs for weeks: what its first seconds take is told by the start, not here.
    for (let n = 0; n < WARM_UPS; n += 1)
      for (const question of questions) await ask(agent, daemon.url + question.path(n));
    for (const question of questions) {
      const samples: number[] = [];
      for (let n = 0; n < asks; n += 1) {
        samples.push(await ask(agent, daemon.url + question.path(n)));
        await sleep(PAUSE_MS);
      }
      answered.push({ question, samples });
    }
    return answered;
  } finally {
    agent.destroy();
    await daemon.stop();
    signOut(path);
  }
}

async function ask(agent: Agent, url: string): Promise<number> {
  const since = performance.now();
  const headers = { Accept: 'text/html', Cookie: `textback=${TOKEN}`, 'Accept-Encoding': 'gzip' };
  const [response] = await once(get(url, { agent, headers }), 'response');
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`${url} was answered with ${response.statusCode}`);
  return performance.now() - since;
}

/** A session of the first owner, and how much there is. */
function signIn(path: string): { readonly leads: number; readonly calls: number } {
  const store = openStore(path);
  try {
    return store.transact('progress', (tx) => {
      const owner = tx.users.all().find(({ role }) => role === 'owner');
      if (owner === undefined)
        throw new Error(`Nobody owns the business of ${path}: is it of \`npm run seed\`?`);
      const [at, tokenHash] = [Date.now(), hashOfToken(TOKEN)];
      const browser = { address: '127.0.0.1', userAgent: 'bench', createdAt: at, lastSeenAt: at };
      if (tx.signIn.byToken(tokenHash) === undefined)
        tx.signIn.open({ ...browser, userId: owner.id, passkeyId: null, tokenHash });
      return {
        leads: tx.leadLists.newest(1)[0]?.id ?? 0,
        calls: tx.calls.newest(1)[0]?.id ?? 0,
      };
    });
  } finally {
    store.close();
  }
}

function signOut(path: string): void {
  const store = openStore(path);
  store.transact('progress', (tx) => {
    const found = tx.signIn.byToken(hashOfToken(TOKEN));
    if (found !== undefined) tx.signIn.end(found.session.id);
  });
  store.close();
}

/** Without Asterisk and without a carrier: pages do without. */
async function startDaemon(path: string) {
  const folder = mkdtempSync(join(tmpdir(), 'textback-pages-'));
  const config = join(folder, 'textback.toml');
  writeFileSync(
    config,
    `[business]
name = "Acme"
country = "US"
time_zone = "America/New_York"
[database]
path = ${JSON.stringify(resolve(path))}
[asterisk]
ari_url = "http://127.0.0.1:1"
ari_password = "none"
ami_port = 1
ami_password = "none"
dial_template = "PJSIP/{number}@trunk"
[[gateway]]
name = "carrier"
kind = "loopback"
allow_in_production = true
[http]
listen = "127.0.0.1:0"
`,
  );
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const exited = once(child, 'close');
  const until = Date.now() + 60_000;
  while (!printed.includes('"url":')) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`The daemon did not open its pages:\n${printed}`);
    await sleep(50);
  }
  return {
    url: /"url":"([^"]+)"/.exec(printed)?.[1] ?? '',
    async stop() {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}
