import { createRequire } from 'node:module';
import { type AriHttp, AriRequestError, type HttpAnswer } from './ari-http.ts';
import { isRecord, parseJson } from './json.ts';

/** What swagger-client hands to its HTTP layer. */
interface SwaggerExchange {
  readonly url: string;
  readonly method: string;
  /** JSON, or nothing. */
  readonly body?: unknown;
  readonly on: {
    response(answer: { status: number; data: string; obj?: unknown }): void;
    error(answer: { status: number; statusText: string } | AriRequestError): void;
  };
}

interface SwaggerHttpClass {
  readonly prototype: { execute: (exchange: SwaggerExchange) => void };
}

/** The last one wins: ari-client tells only the origin, and a process has one adapter per Asterisk outside tests. */
const routes: { readonly origin: string; readonly http: AriHttp }[] = [];
let routed = false;

/**
 * Makes ari-client send its requests to `origin` through `http`. Returns a function that ends this.
 *
 * ari-client 2.2.0 leaves HTTP to swagger-client 2.0.26, whose own transport opens a connection per request, has no
 * deadline, keeps credentials in a module-wide variable, and throws uncaught from its callbacks when it meets a
 * refusal, a reset or anything that is not JSON. All of swagger-client's traffic passes one method, so replacing
 * that method neutralises all of these at once, and keeps ari-client's own operations usable.
 */
export function routeAriClientThrough(origin: string, http: AriHttp): () => void {
  if (!routed) {
    swaggerHttpOfAriClient().prototype.execute = execute;
    routed = true;
  }
  const route = { origin, http };
  routes.push(route);
  return () => {
    const index = routes.indexOf(route);
    if (index >= 0) routes.splice(index, 1);
  };
}

function execute(exchange: SwaggerExchange): void {
  const { origin } = new URL(exchange.url);
  const http = routes.findLast((route) => route.origin === origin)?.http;
  const sent =
    http === undefined
      ? Promise.reject(new AriRequestError('the connection to Asterisk has been closed', null))
      : http.request(exchange.method.toUpperCase(), exchange.url, bodyOf(exchange));
  sent.then(
    (answer) => settle(exchange, answer),
    (error: unknown) => fail(exchange, error instanceof AriRequestError ? error : lost(error)),
  );
}

function bodyOf({ body }: SwaggerExchange) {
  return typeof body === 'string' && body !== '' ? { json: body, isRepeatable: true } : undefined;
}

function settle(exchange: SwaggerExchange, answer: HttpAnswer): void {
  if (answer.status >= 400) {
    fail(exchange, new AriRequestError(messageOf(answer), answer.status));
    return;
  }
  const parsed = answer.body === '' ? undefined : parseJson(answer.body);
  if (answer.body !== '' && parsed === undefined) {
    fail(exchange, new AriRequestError('the answer is not JSON', answer.status));
    return;
  }
  contain(() =>
    exchange.on.response({ status: answer.status, data: answer.body, obj: withoutVersionNotice(parsed) }),
  );
}

function fail(exchange: SwaggerExchange, error: AriRequestError): void {
  const statusText = error.message;
  contain(() => exchange.on.error(Object.assign(error, { statusText })));
}

/** swagger-client throws what it has already reported through its failure callback. */
function contain(callback: () => void): void {
  try {
    callback();
  } catch {
    // Reported already, see above; a promise that stays open has its deadline in the adapter.
  }
}

/** Asterisk's documents are of version 1.1, at which swagger-client prints a notice on stdout; 1.2 is read alike. */
function withoutVersionNotice(document: unknown): unknown {
  return isRecord(document) && document['swaggerVersion'] === '1.1'
    ? { ...document, swaggerVersion: '1.2' }
    : document;
}

/** ARI says why in `message` or, for a failed originate, in `error`. */
function messageOf(answer: HttpAnswer): string {
  const body = parseJson(answer.body);
  const words = isRecord(body) ? (body['message'] ?? body['error']) : undefined;
  return typeof words === 'string' ? words.slice(0, 200) : `HTTP ${answer.status}`;
}

function lost(error: unknown): AriRequestError {
  return new AriRequestError(error instanceof Error ? error.message : String(error), null);
}

function swaggerHttpOfAriClient(): SwaggerHttpClass {
  // Resolved from ari-client's own place, so that it is the copy that ari-client loads.
  const fromHere = createRequire(import.meta.url);
  const loaded: unknown = createRequire(fromHere.resolve('ari-client'))('swagger-client');
  const found = isRecord(loaded) ? loaded['SwaggerHttp'] : undefined;
  if (!isSwaggerHttp(found)) throw new Error('swagger-client is not the version that ari-client 2.2.0 needs');
  return found;
}

function isSwaggerHttp(value: unknown): value is SwaggerHttpClass {
  return typeof value === 'function' && isRecord(value.prototype) && 'execute' in value.prototype;
}
