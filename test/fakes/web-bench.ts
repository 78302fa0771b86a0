import { onTestFinished } from 'vitest';
import { type AlertOptions, createPushSetup } from '../../src/app/notifiers.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Role } from '../../src/core/roles.ts';
import { SETUP_CODE_BYTES } from '../../src/core/setup-code.ts';
import { type ChangeFeed, createChangeFeed } from '../../src/http/change-feed.ts';
import { createGuardedApp, type WebApp, type WebOptions } from '../../src/http/guarded-app.ts';
import { createHttpServer, type HttpServer } from '../../src/http/http-server.ts';
import { addRoutes } from '../../src/http/web-app.ts';
import { reportDashboard } from '../../src/services/report-dashboard.ts';
import type { ScorecardRequest } from '../../src/services/report-scorecard.ts';
import { formTokenOf, hashOfToken } from '../../src/services/session-token.ts';
import { createSetupGate } from '../../src/services/setup-gate.ts';
import { createTestDesk } from '../../src/services/test-desk.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { UserRow } from '../../src/store/queries/users.ts';
import { type Answer, type Asked, ask } from './ask.ts';
import type { FakeClock } from './fake-clock.ts';
import { createRecordingLog, type RecordingLog } from './recording-log.ts';
import { createScriptedTestCaller, type ScriptedTestCaller } from './scripted-test-caller.ts';
import { business, openServiceBench, type ServiceBench } from './service-bench.ts';
import { openTemporaryStore } from './temporary-store.ts';

/** As where a proxy with TLS stands in front; the push service is the test's own. */
export const PUSH: AlertOptions['push'] = { subject: 'mailto:maria@acme.example', allowPrivate: true };

export const LOOPBACK: WebOptions = { behindProxy: false, publicUrl: null };

type Fields = Readonly<Record<string, string>> | readonly (readonly string[])[];

/** A browser that somebody is signed in with, or nobody. */
export interface Browser {
  readonly formToken: string;
  /** What its cookie holds; empty where nobody is signed in. */
  readonly token: string;
  /** A page, as a browser asks for it. */
  open(path: string, headers?: Asked['headers'], until?: Asked['until']): Promise<Answer>;
  /** A form of a page of ours; as a list where a field is there more than once. */
  post(path: string, fields?: Fields, headers?: Asked['headers']): Promise<Answer>;
  /** A form with a file (RFC 7578). */
  upload(path: string, fields: Readonly<Record<string, string>>, file: FileToSend): Promise<Answer>;
}

/** A file in a form. */
export interface FileToSend {
  readonly field: string;
  readonly name: string;
  readonly text: string;
}

export interface WebBench {
  readonly services: ServiceBench;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly log: RecordingLog;
  readonly app: WebApp;
  readonly feed: ChangeFeed;
  readonly server: HttpServer;
  /** Base of every address; empty until it listens. */
  readonly url: string;
  addUser(name: string, role: Role, language?: string): UserRow;
  /** Without typing a password. */
  signedIn(user: UserRow): Browser;
  readonly anonymous: Browser;
  /** How often the outbox was woken. */
  readonly queued: () => number;
  /** What lies in the file with the code for setting up; null where there is none. */
  readonly setupCode: () => string | null;
  /** What Asterisk says to test calls. */
  readonly caller: ScriptedTestCaller;
}

export interface WebBenchOptions {
  readonly web?: WebOptions;
  /** Adds routes of the test's own, for everybody. */
  readonly extend?: (app: WebApp) => void;
  readonly port?: number;
  readonly push?: AlertOptions['push'];
  /** What the pages go by, in place of the clock that stands still. */
  readonly pageClock?: Clock;
}

/** The pages on a real socket, on a real database, with a clock that stands still. */
export async function openWebBench(options: WebBenchOptions = {}): Promise<WebBench> {
  const { web = LOOPBACK, extend = () => {}, port = 0 } = options;
  const services = openServiceBench();
  const { store, clock } = services;
  const { pageClock = clock } = options;
  const log = createRecordingLog();
  const metrics = { contentType: 'text/plain', text: async () => 'textback_credits 1\n' };
  const health = { live: () => [], ready: () => ({ ready: true, checks: [] }) };
  const watched = openTemporaryStore(services.path);
  const feed = createChangeFeed(watched, pageClock);
  let queued = 0;
  const onQueued = () => {
    queued += 1;
  };
  const dashboard = async (request: ScorecardRequest) =>
    reportDashboard(store, request, business, pageClock.now());
  const push = createPushSetup({ push: options.push ?? PUSH }, store, pageClock);
  let code: string | null = null;
  const file = {
    path: '/var/lib/textback/setup-code',
    exists: () => code !== null,
    write: (written: string) => {
      code = written;
    },
    remove: () => {
      code = null;
    },
  };
  let codes = 0;
  const randomOctets = () => {
    codes += 1;
    return new Uint8Array(SETUP_CODE_BYTES).fill(codes);
  };
  const setup = createSetupGate({ store, file, clock: pageClock, log, randomOctets });
  const caller = createScriptedTestCaller();
  let calls = 0;
  const newToken = () => {
    calls += 1;
    return `t${calls}`;
  };
  const tests = createTestDesk({
    ...{ store, business, clock: pageClock, log, newToken, openCaller: () => caller, onChange: feed.touch },
  });
  const pages = { push, metrics, health, feed, dashboard, onQueued, setup, tests };
  const parts = { store, business, clock: pageClock, log, ...pages };
  const app = createGuardedApp(web, parts);
  extend(app);
  addRoutes(app, parts);
  const listen = { host: '127.0.0.1', port };
  const server = createHttpServer({ listen }, { app, clock: pageClock, log, random: () => 0 });
  server.start();
  onTestFinished(async () => {
    await tests.close();
    feed.stop();
    await server.stop();
  });
  const url = port === 0 ? await server.listening : '';
  let sessions = 0;
  return {
    ...{ services, store, clock, log, app, feed, server, url },
    anonymous: browser(url, null),
    queued: () => queued,
    setupCode: () => code,
    caller,
    addUser: (name, role, language) =>
      store.transact('progress', (tx) =>
        tx.users.add({
          ...{ name, role, phone: null, email: null, language: language ?? null, login: null },
          ...{ extension: null, createdAt: pageClock.now() },
        }),
      ),
    signedIn(user) {
      sessions += 1;
      const token = `token-${sessions}`;
      const at = pageClock.now();
      store.transact('progress', (tx) =>
        tx.signIn.open({
          ...{ userId: user.id, tokenHash: hashOfToken(token), address: '127.0.0.1' },
          ...{ userAgent: 'Firefox', passkeyId: null, createdAt: at, lastSeenAt: at },
        }),
      );
      return browser(url, token);
    },
  };
}

function browser(url: string, token: string | null): Browser {
  const cookie: Record<string, string> = token === null ? {} : { Cookie: `textback=${token}` };
  const formToken = token === null ? '' : formTokenOf(token);
  return {
    formToken,
    token: token ?? '',
    open: (path, headers = {}, until = 'end') =>
      ask(url + path, { headers: { Accept: 'text/html', ...cookie, ...headers }, until }),
    post: (path, fields = {}, headers = {}) =>
      ask(url + path, {
        method: 'POST',
        body: encode([['_token', formToken], ...(isList(fields) ? fields : Object.entries(fields))]),
        headers: {
          ...{ Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', ...cookie },
          ...{ 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        },
      }),
    upload: (path, fields, file) =>
      ask(url + path, {
        method: 'POST',
        body: multipart({ _token: formToken, ...fields }, file),
        headers: {
          ...{ Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', ...cookie },
          'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        },
      }),
  };
}

const BOUNDARY = 'textback-test-boundary';

function multipart(fields: Readonly<Record<string, string>>, { field, name, text }: FileToSend): string {
  const parts = Object.entries(fields).map(([each, value]) => `name="${each}"\r\n\r\n${value}`);
  const file = `name="${field}"; filename="${name}"\r\nContent-Type: text/calendar\r\n\r\n${text}`;
  const written = [...parts, file].map(
    (part) => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${part}\r\n`,
  );
  return `${written.join('')}--${BOUNDARY}--\r\n`;
}

function isList(fields: Fields): fields is readonly (readonly string[])[] {
  return Array.isArray(fields);
}

/** A field that is there twice, but for the boxes of a list, counts as it came last. */
function encode(fields: readonly (readonly string[])[]): string {
  return fields.map((field) => field.map(encodeURIComponent).join('=')).join('&');
}
