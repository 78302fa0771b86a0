import { type Context, Hono } from 'hono';
import { createPasskeyChallenges } from '../../services/passkey-challenges.ts';
import { readPasskeyReply } from '../../services/read-passkey-reply.ts';
import { recordLockout } from '../../services/record-sign-in.ts';
import {
  beginPasskeySignIn,
  notAccepted,
  ownerOfPasskey,
  signInWithPasskey,
} from '../../services/sign-in-with-passkey.ts';
import { giveSession } from '../guards/session-cookie.ts';
import type { SignInGuard } from '../guards/sign-in-guard.ts';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { rejected, wordsOf } from '../problem.tsx';
import { safeNext } from '../safe-next.ts';
import { newToken } from '../session-token.ts';
import { textField } from '../text-field.ts';
import type { WebEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';
import { MAX_REPLY } from './passkeys.ts';

/** Signing in with a passkey, by nobody's name: the device knows whose it is. */
export function passkeySignInRoutes(parts: WebParts, guard: SignInGuard): Hono<WebEnv> {
  const { store, clock, log } = parts;
  // Of its own, so that strangers who ask for many push out nobody who is adding one.
  const challenges = createPasskeyChallenges(clock, newToken);
  const business = parts.business.name;
  const again = (context: Context<WebEnv>, next: string, problem: string, status: 401 | 429) =>
    context.html(
      <SignInPage {...{ business, next, problem, words: wordsOf(context), withPasskey: true }} />,
      status,
    );
  return new Hono<WebEnv>()
    .post('/sign-in/passkey/begin', (context) => {
      const site = context.get('passkeySite');
      return site === null
        ? rejected(context, notAccepted())
        : context.json(beginPasskeySignIn(site, challenges));
    })
    .post('/sign-in/passkey', async (context) => {
      const { say, signIn } = wordsOf(context);
      const body = await context.req.parseBody();
      const next = safeNext(textField(body['next'], 1_000));
      const reply = readPasskeyReply(textField(body['reply'], MAX_REPLY));
      const { address } = context.get('client');
      const userAgent = context.req.header('User-Agent') ?? '';
      const owner = reply === null ? null : ownerOfPasskey(store, reply);
      const account = owner ?? `passkey of nobody at ${address}`;
      const { seconds, isNew } = guard.attempt(account, address);
      if (isNew) recordLockout(store, account, { address, userAgent }, clock.now());
      if (seconds > 0) {
        context.header('Retry-After', String(seconds));
        return again(context, next, signIn.wait(seconds), 429);
      }
      const site = context.get('passkeySite');
      const token = newToken();
      const signedIn =
        reply === null || site === null
          ? notAccepted()
          : await signInWithPasskey(store, { reply, token, address, userAgent }, { site, challenges }, clock);
      if (signedIn.kind !== 'signed-in') {
        log.warn({ address }, 'somebody tried to sign in with a passkey that was not accepted');
        return again(context, next, `${say(signedIn.problem)} ${say(signedIn.remedy)}`, 401);
      }
      guard.succeeded(account, address);
      log.info({ user: signedIn.user.id, address }, 'somebody signed in with a passkey');
      giveSession(context, token);
      return context.redirect(next, 303);
    });
}
