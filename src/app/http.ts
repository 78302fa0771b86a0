import type { WebOptions } from '../http/guarded-app.ts';
import { createHttpServer, type HttpServer, type ListenOptions } from '../http/http-server.ts';
import { createWebApp } from '../http/web-app.ts';
import type { WebParts } from '../http/web-parts.ts';
import type { AppParts } from './app-parts.ts';

export type HttpOptions = ListenOptions & WebOptions;

/** Pages and API, and the server that they are behind. */
export function createHttp(options: HttpOptions, parts: AppParts & WebParts): HttpServer {
  return createHttpServer(options, { ...parts, app: createWebApp(options, parts) });
}
