import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ErrorPage } from './pages/error-page.tsx';
import { en } from './words/en.ts';

export type ProblemName = keyof typeof en.problems;

const STATUS: { readonly [name in ProblemName]: ContentfulStatusCode } = {
  'bad-request': 400,
  'not-found': 404,
  'too-large': 413,
  'wrong-host': 421,
  'too-many-requests': 429,
  'only-on-this-machine': 403,
  failed: 500,
};

/** An answer that says what happened and what to do: a page for people, problem+json (RFC 9457) for programs. */
export function problem(context: Context, name: ProblemName): Response | Promise<Response> {
  const { title, remedy } = en.problems[name];
  const status = STATUS[name];
  if (wantsPage(context)) return context.html(<ErrorPage title={title} remedy={remedy} />, status);
  context.header('Content-Type', 'application/problem+json');
  return context.body(JSON.stringify({ type: `about:blank#${name}`, title, status, detail: remedy }), status);
}

function wantsPage({ req }: Context): boolean {
  return !req.path.startsWith('/api/') && (req.header('Accept') ?? '').includes('text/html');
}
