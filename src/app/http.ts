import { createHttpServer, type HttpServer, type ListenOptions } from '../http/http-server.ts';
import { createWebApp, type WebOptions } from '../http/web-app.ts';
import type { AppParts } from './app-parts.ts';

export type HttpOptions = ListenOptions & WebOptions;

/** Pages and API, and the server that they are behind. */
export function createHttp(options: HttpOptions, parts: AppParts): HttpServer {
  return createHttpServer(options, { ...parts, app: createWebApp(options, parts) });
}
