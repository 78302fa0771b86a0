import { randomBytes } from 'node:crypto';
import type { AmiOptions } from '../asterisk/ami-connection.ts';
import type { AriOptions } from '../asterisk/ari-http.ts';
import { createTestCaller } from '../asterisk/test-caller.ts';
import { SETUP_CODE_BYTES } from '../core/setup-code.ts';
import { createChangeFeed } from '../http/change-feed.ts';
import type { WebOptions } from '../http/guarded-app.ts';
import { createHttpServer, type HttpServer, type ListenOptions } from '../http/http-server.ts';
import { createWebApp } from '../http/web-app.ts';
import type { WebParts } from '../http/web-parts.ts';
import { createSetupGate } from '../services/setup-gate.ts';
import { createTestDesk } from '../services/test-desk.ts';
import { openDatabaseWatch } from '../store/database-watch.ts';
import type { AppParts } from './app-parts.ts';
import { createReportWorker } from './report-worker.ts';
import { setupCodeFile } from './setup-code-file.ts';

export type HttpOptions = ListenOptions & WebOptions;

interface HttpParts extends AppParts, Omit<WebParts, 'feed' | 'dashboard' | 'setup' | 'tests'> {
  readonly databasePath: string;
  /** For test calls. */
  readonly ari: AriOptions;
  readonly ami: Omit<AmiOptions, 'events'>;
}

/** Pages and API, and the server that they are behind. */
export function createHttp(options: HttpOptions, parts: HttpParts): Pick<HttpServer, 'start' | 'stop'> {
  // A connection of its own, which sees what every other one commits, ours among them.
  const watched = openDatabaseWatch(parts.databasePath);
  const feed = createChangeFeed(watched, parts.clock);
  const { databasePath, business } = parts;
  const reports = createReportWorker({ databasePath, business }, parts.clock);
  const setup = createSetupGate({
    ...parts,
    file: setupCodeFile(databasePath),
    randomOctets: () => randomBytes(SETUP_CODE_BYTES),
  });
  const tests = createTestDesk({
    ...parts,
    openCaller: () => createTestCaller(parts.ari, parts.ami, parts),
    newToken: () => randomBytes(5).toString('hex'),
    onChange: feed.touch,
  });
  const app = createWebApp(options, { ...parts, feed, dashboard: reports.ask, setup, tests });
  const server = createHttpServer(options, { ...parts, app });
  return {
    start() {
      // Writes the code, and says where it is, before anybody can ask for the page.
      setup.place();
      server.start();
    },
    async stop() {
      feed.stop();
      await tests.close();
      await server.stop();
      await reports.stop();
      watched.close();
    },
  };
}
