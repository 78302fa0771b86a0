import type { Context, MiddlewareHandler } from 'hono';
import { languageOf, localeFor } from '../../core/language.ts';
import { actorOf, storeFor } from '../../services/act-as.ts';
import { formTokenOf } from '../../services/session-token.ts';
import { resumeSession } from '../../services/sessions.ts';
import { FORM_TOKEN_FIELD, FORM_TOKEN_HEADER } from '../form-token.ts';
import { createPageFormat } from '../page-format.ts';
import { ReloadPage } from '../pages/reload-page.tsx';
import { problem, wantsPage } from '../problem.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';
import { WORDS } from '../words/words.ts';
import { isSafeMethod } from './same-origin.ts';
import { sessionToken } from './session-cookie.ts';

/** Lets nobody further who is not signed in, and no form that this session's pages did not make. */
export function requirePerson({ store, business, clock }: WebParts): MiddlewareHandler<PersonEnv> {
  return async (context, next) => {
    const token = sessionToken(context);
    const { address } = context.get('client');
    const resumed = token === undefined ? null : resumeSession(store, token, address, clock.now());
    if (token === undefined || resumed === null) return toSignIn(context);
    const { user, session } = resumed;
    const formToken = formTokenOf(token);
    if (!isSafeMethod(context.req.method) && (await sentToken(context)) !== formToken)
      return problem(context, 'old-form');
    if (resumed.mustChoosePassword && !BEFORE_PASSWORD.has(context.req.path)) return toPassword(context);
    const language = languageOf(user.language ?? context.req.header('Accept-Language') ?? null);
    context.set('person', {
      store: storeFor(store, user),
      actor: actorOf(user),
      user,
      sessionId: session.id,
      mustChoosePassword: resumed.mustChoosePassword,
      isStillSignedIn: () => resumeSession(store, token, address, clock.now()) !== null,
      formToken,
      words: WORDS[language],
      format: createPageFormat(business, localeFor(user.language, language, business.country)),
    });
    return next();
  };
}

/** What somebody reaches who has to choose a password first; `/events` tells only that something changed. */
const BEFORE_PASSWORD: ReadonlySet<string> = new Set(['/account/password', '/sign-out', '/events']);

function toPassword(context: Context<PersonEnv>): Response | Promise<Response> {
  const { req } = context;
  if (req.header('HX-Request') !== undefined) context.header('HX-Redirect', '/account/password');
  const isPage = req.method === 'GET' && wantsPage(context);
  return isPage ? context.redirect('/account/password', 303) : problem(context, 'password-first');
}

async function sentToken({ req }: Context<PersonEnv>): Promise<unknown> {
  return req.header(FORM_TOKEN_HEADER) ?? (await req.parseBody())[FORM_TOKEN_FIELD];
}

function toSignIn(context: Context<PersonEnv>): Response | Promise<Response> {
  const { req } = context;
  const { pathname, search } = new URL(req.url);
  const signIn = `/sign-in?next=${encodeURIComponent(pathname + search)}`;
  if (req.header('HX-Request') !== undefined) {
    context.header('HX-Redirect', '/sign-in');
    return problem(context, 'sign-in-needed');
  }
  if (req.method !== 'GET' || !wantsPage(context)) return problem(context, 'sign-in-needed');
  // A link in a mail or a chat comes without the cookie, which is SameSite=Strict: loaded again, it has it.
  if (req.header('Sec-Fetch-Site') === 'cross-site') return context.html(ReloadPage());
  return context.redirect(signIn, 303);
}
