import { createHash } from 'node:crypto';
import { type Context, type Handler, Hono } from 'hono';
import { actorOf, storeFor } from '../../services/act-as.ts';
import { answerOnce } from '../../services/answer-once.ts';
import type { Store } from '../../store/open-store.ts';
import { problem, rejected } from '../problem.tsx';
import type { WebParts } from '../web-parts.ts';
import { openApiDocument } from './open-api.ts';
import type { Asking, Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { type ApiEnv, requireCaller } from './require-caller.ts';

/** RFC draft-ietf-httpapi-idempotency-key-header-07, without its quotes too. */
const KEY_HEADER = 'Idempotency-Key';
const KEY = /^[\x21-\x7e]{1,200}$/;

/** The API, under /api; what is not there is said as problem+json too. */
export function apiRoutes(parts: WebParts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  const document = openApiDocument(OPERATIONS);
  api.get('/api/openapi.json', (context) => context.json(document));
  for (const operation of OPERATIONS) {
    const needs = operation.method === 'GET' ? 'read' : 'write';
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    api.on(operation.method, path, requireCaller(parts, needs), handlerOf(operation, parts));
  }
  api.all('/api/*', (context) => nothingHere(context));
  return api;
}

function handlerOf(operation: Operation, parts: WebParts): Handler<ApiEnv> {
  return async (context) => {
    const { req } = context;
    const sent = operation.body === null ? '' : await req.text();
    const read = operation.body === null ? NO_BODY : readBody(req.header('Content-Type'), sent);
    if (read.kind !== 'json') return problem(context, read.kind);
    const request = operation.read({ path: req.param(), query: req.query(), body: read.json });
    if (request.kind === 'nowhere') return problem(context, 'not-found');
    if (request.kind !== 'ready') return rejected(context, request);
    const perform = (store: Store) => request.perform(asking(context, parts, store));
    if (operation.method !== 'GET') return write(context, operation, parts, sent, perform);
    const answer = perform(parts.store);
    return 'problem' in answer ? rejected(context, answer) : context.json(answer);
  };
}

function asking(context: Context<ApiEnv>, { business, clock }: WebParts, store: Store): Asking {
  const { user, scope } = context.get('caller');
  return {
    ...{ store: storeFor(store, user), ownStore: store, actor: actorOf(user), user, scope, business },
    now: clock.now(),
  };
}

/** All of it in one transaction: a request that comes again by its key is not done again. */
function write(
  context: Context<ApiEnv>,
  { status = 200, queuesText = false }: Operation,
  { store, clock, onQueued }: WebParts,
  sent: string,
  perform: (store: Store) => ReturnType<Parameters<typeof answerOnce>[3]>,
): Response | Promise<Response> {
  const key = context.req.header(KEY_HEADER) ?? null;
  if (key !== null && !KEY.test(key)) return rejected(context, BAD_KEY);
  const { asker } = context.get('caller');
  const request = { asker, key, hash: hashOf(context, sent) };
  const done = answerOnce(store, request, clock.now(), perform);
  switch (done.kind) {
    case 'answered':
      if (queuesText && !done.isRepeat) onQueued();
      if (done.isRepeat) context.header('Idempotency-Replayed', 'true');
      context.header('Content-Type', 'application/json');
      return context.body(done.answer, status);
    case 'other-request':
      return problem(context, 'key-used');
    case 'answer-erased':
      return problem(context, 'answer-erased');
    default:
      return rejected(context, done);
  }
}

const BAD_KEY = {
  kind: 'invalid',
  problem: `The ${KEY_HEADER} cannot be read.`,
  remedy: 'Nothing was changed. Send 1 to 200 printable ASCII characters without spaces, such as a UUID.',
} as const;

function hashOf({ req }: Context<ApiEnv>, sent: string): string {
  return createHash('sha256').update(`${req.method} ${req.path}\n${sent}`).digest('hex');
}

type ReadBody =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'not-json' | 'bad-json' };

const NO_BODY: ReadBody = { kind: 'json', json: undefined };

function readBody(type: string | undefined, sent: string): ReadBody {
  if (!/^application\/json\s*(?:;|$)/i.test(type ?? '')) return { kind: 'not-json' };
  try {
    return { kind: 'json', json: JSON.parse(sent) };
  } catch {
    return { kind: 'bad-json' };
  }
}

/** 405 where only the method is wrong (RFC 9110 §15.5.6), else 404. */
function nothingHere(context: Context<ApiEnv>): Response | Promise<Response> {
  const { path } = context.req;
  const methods = OPERATIONS.filter((each) => patternOf(each).test(path)).map(({ method }) => method);
  if (path === '/api/openapi.json') methods.push('GET');
  if (methods.length === 0) return problem(context, 'not-found');
  context.header('Allow', [...new Set(methods)].join(', '));
  return problem(context, 'other-method');
}

function patternOf({ path }: Operation): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
