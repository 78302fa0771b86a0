import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Rejection } from '../services/rejection.ts';
import { ErrorPage } from './pages/error-page.tsx';
import type { Person } from './web-env.ts';
import { type Words, wordsFor } from './words/words.ts';

type ProblemName = keyof Words['problems'];

const STATUS: { readonly [name in ProblemName]: ContentfulStatusCode } = {
  'bad-request': 400,
  'sign-in-needed': 401,
  'other-site': 403,
  'old-form': 403,
  'password-first': 403,
  'only-on-this-machine': 403,
  'not-found': 404,
  'length-needed': 411,
  'token-needed': 401,
  'reading-token': 403,
  'other-method': 405,
  'answer-erased': 409,
  'set-up-already': 410,
  'not-json': 415,
  'bad-json': 400,
  'key-used': 422,
  'too-large': 413,
  'wrong-host': 421,
  'too-many-requests': 429,
  failed: 500,
  'too-many-pages': 503,
};

const REJECTION_STATUS: { readonly [kind in Rejection['kind']]: ContentfulStatusCode } = {
  invalid: 422,
  'not-found': 404,
  refused: 403,
};

/** An answer that says what happened and what to do: a page for people, problem+json (RFC 9457) for programs. */
export function problem(context: Context, name: ProblemName): Response | Promise<Response> {
  const { title, remedy } = wordsOf(context).problems[name];
  return answer(context, STATUS[name], name, title, remedy);
}

/** The same of what a service would not do. */
export function rejected(context: Context, rejection: Rejection): Response | Promise<Response> {
  const { kind, problem: title, remedy } = rejection;
  const { say } = wordsOf(context);
  return answer(context, REJECTION_STATUS[kind], kind, say(title), say(remedy));
}

function answer(context: Context, status: ContentfulStatusCode, type: string, title: string, remedy: string) {
  if (wantsPage(context)) {
    const words = wordsOf(context);
    return context.html(<ErrorPage title={title} remedy={remedy} words={words} />, status);
  }
  context.header('Content-Type', 'application/problem+json');
  return context.body(JSON.stringify({ type: `about:blank#${type}`, title, status, detail: remedy }), status);
}

/** Whether a person sees the answer in a browser. */
export function wantsPage({ req }: Context): boolean {
  return !req.path.startsWith('/api/') && (req.header('Accept') ?? '').includes('text/html');
}

/** Those of the person, or where nobody is signed in, of the browser. */
export function wordsOf(context: Context): Words {
  const person: Person | undefined = context.get('person');
  return person?.words ?? wordsFor(context.req.header('Accept-Language') ?? null);
}
