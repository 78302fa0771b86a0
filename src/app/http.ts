import { createChangeFeed } from '../http/change-feed.ts';
import type { WebOptions } from '../http/guarded-app.ts';
import { createHttpServer, type HttpServer, type ListenOptions } from '../http/http-server.ts';
import { createWebApp } from '../http/web-app.ts';
import type { WebParts } from '../http/web-parts.ts';
import { openDatabaseWatch } from '../store/database-watch.ts';
import type { AppParts } from './app-parts.ts';
import { createReportWorker } from './report-worker.ts';

export type HttpOptions = ListenOptions & WebOptions;

interface HttpParts extends AppParts, Omit<WebParts, 'feed' | 'dashboard'> {
  readonly databasePath: string;
}

/** Pages and API, and the server that they are behind. */
export function createHttp(options: HttpOptions, parts: HttpParts): Pick<HttpServer, 'start' | 'stop'> {
  // A connection of its own, which sees what every other one commits, ours among them.
  const watched = openDatabaseWatch(parts.databasePath);
  const feed = createChangeFeed(watched, parts.clock);
  const { databasePath, business } = parts;
  const reports = createReportWorker({ databasePath, business }, parts.clock);
  const app = createWebApp(options, { ...parts, feed, dashboard: reports.ask });
  const server = createHttpServer(options, { ...parts, app });
  return {
    start: server.start,
    async stop() {
      feed.stop();
      await server.stop();
      await reports.stop();
      watched.close();
    },
  };
}
