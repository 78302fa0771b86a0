import type { Context, MiddlewareHandler } from 'hono';
import type { TokenScope } from '../../core/api-token.ts';
import { resumeApiToken } from '../../services/api-tokens.ts';
import { formTokenOf } from '../../services/session-token.ts';
import { resumeSession } from '../../services/sessions.ts';
import type { UserRow } from '../../store/queries/users.ts';
import { FORM_TOKEN_HEADER } from '../form-token.ts';
import { sessionToken } from '../guards/session-cookie.ts';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Who asks the API: a program by its token, or a page of ours for who is signed in. */
export interface Caller {
  readonly user: UserRow;
  readonly scope: TokenScope;
  /** What their idempotency keys belong to: `token:3`, `user:1`. */
  readonly asker: string;
}

/** What a handler of the API finds in its context. */
export interface ApiEnv {
  Bindings: WebEnv['Bindings'];
  Variables: WebEnv['Variables'] & { caller: Caller };
}

/** Lets nobody further who is not known, or whose token is not good for it. */
export function requireCaller(parts: WebParts, needs: TokenScope): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const authorization = context.req.header('Authorization');
    const caller = authorization === undefined ? bySession(context, parts) : byToken(parts, authorization);
    if (caller === null) {
      context.header('WWW-Authenticate', 'Bearer realm="textback"');
      return problem(context, 'token-needed');
    }
    if (needs === 'write' && caller.scope !== 'write') return problem(context, 'reading-token');
    // A program sends its token itself; a browser sends its cookie whoever made the page.
    if (needs === 'write' && authorization === undefined && !hasFormToken(context))
      return problem(context, 'old-form');
    context.set('caller', caller);
    return next();
  };
}

/** RFC 6750 §2.1 */
function byToken({ store, clock }: WebParts, authorization: string): Caller | null {
  const [, token] = /^Bearer +([\w~.+/-]{1,200}=*)$/i.exec(authorization) ?? [];
  const resumed = token === undefined ? null : resumeApiToken(store, token, clock.now());
  if (resumed === null) return null;
  const { user, token: row } = resumed;
  return { user, scope: row.scope, asker: `token:${row.id}` };
}

function bySession(context: Context<ApiEnv>, { store, clock }: WebParts): Caller | null {
  const token = sessionToken(context);
  if (token === undefined) return null;
  const resumed = resumeSession(store, token, context.get('client').address, clock.now());
  if (resumed === null) return null;
  return { user: resumed.user, scope: 'write', asker: `user:${resumed.user.id}` };
}

function hasFormToken(context: Context<ApiEnv>): boolean {
  const token = sessionToken(context);
  return token !== undefined && context.req.header(FORM_TOKEN_HEADER) === formTokenOf(token);
}
