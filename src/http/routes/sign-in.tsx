import { type Context, Hono } from 'hono';
import { recordLockout } from '../../services/record-sign-in.ts';
import { signIn } from '../../services/sign-in.ts';
import { giveSession } from '../guards/session-cookie.ts';
import type { SignInGuard } from '../guards/sign-in-guard.ts';
import { NobodyYetPage, SignInPage } from '../pages/sign-in-page.tsx';
import { wordsOf } from '../problem.tsx';
import { safeNext } from '../safe-next.ts';
import { newToken } from '../session-token.ts';
import { textField } from '../text-field.ts';
import type { WebEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Signing in, and what stands there before anybody can. */
export function signInRoutes(parts: WebParts, guard: SignInGuard): Hono<WebEnv> {
  const { store, clock, log } = parts;
  const business = parts.business.name;
  return new Hono<WebEnv>()
    .get('/sign-in', (context) => {
      const words = wordsOf(context);
      if (parts.setup.isOpen()) return context.redirect('/setup', 303);
      if (!store.read((reader) => reader.signIn.hasAnyPassword()))
        return context.html(<NobodyYetPage business={business} words={words} />);
      const next = safeNext(context.req.query('next'));
      const withPasskey = context.get('passkeySite') !== null;
      return context.html(<SignInPage {...{ business, words, next, withPasskey }} />);
    })
    .post('/sign-in', async (context) => {
      const body = await context.req.parseBody();
      const name = textField(body['name'], 100);
      const password = textField(body['password'], 1_000);
      const next = safeNext(textField(body['next'], 1_000));
      const { address } = context.get('client');
      const userAgent = context.req.header('User-Agent') ?? '';
      const { seconds, isNew } = guard.attempt(name, address);
      if (isNew) recordLockout(store, name, { address, userAgent }, clock.now());
      const { wait, wrong } = wordsOf(context).signIn;
      if (seconds > 0) {
        context.header('Retry-After', String(seconds));
        return again(context, 429, { business, next, name, problem: wait(seconds) });
      }
      const token = newToken();
      const signedIn = await signIn(store, { name, password, token, address, userAgent }, clock);
      if (signedIn.kind === 'wrong') {
        log.warn({ address }, 'somebody tried to sign in with a wrong name or password');
        return again(context, 401, { business, next, name, problem: wrong });
      }
      guard.succeeded(name, address);
      log.info({ user: signedIn.user.id, address }, 'somebody signed in');
      giveSession(context, token);
      return context.redirect(next, 303);
    });
}

interface Again {
  readonly business: string;
  readonly next: string;
  readonly name: string;
  readonly problem: string;
}

function again(context: Context<WebEnv>, status: 401 | 429, tried: Again): Response | Promise<Response> {
  const withPasskey = context.get('passkeySite') !== null;
  return context.html(<SignInPage {...{ words: wordsOf(context), withPasskey, ...tried }} />, status);
}
