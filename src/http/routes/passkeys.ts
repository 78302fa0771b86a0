import { type Context, Hono } from 'hono';
import { addPasskey, beginPasskey } from '../../services/add-passkey.ts';
import { createPasskeyChallenges } from '../../services/passkey-challenges.ts';
import { removePasskey, renamePasskey } from '../../services/passkeys.ts';
import { recordLockout } from '../../services/record-sign-in.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { SignInGuard } from '../guards/sign-in-guard.ts';
import { rejected } from '../problem.tsx';
import { newToken } from '../session-token.ts';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const PASSKEY = ':passkey{[0-9]{1,15}}';
/** With every transport that there is, and the statement of a device's maker that nobody asked for. */
export const MAX_REPLY = 20_000;

/** Whoever is signed in with passkeys of their own, whatever their role. */
export function passkeyRoutes({ store, business, clock }: WebParts, guard: SignInGuard): Hono<PersonEnv> {
  const challenges = createPasskeyChallenges(clock, newToken);
  return new Hono<PersonEnv>()
    .post('/account/passkeys/begin', async (context) => {
      const { user, sessionId, words } = context.get('person');
      const site = context.get('passkeySite');
      if (site === null) return rejected(context, noSite(context));
      const password = textField((await context.req.parseBody())['password'], 1_000);
      const visitor = visitorOf(context);
      const { seconds, isNew } = guard.attempt(user.name, visitor.address);
      if (isNew) recordLockout(store, user.name, visitor, clock.now());
      if (seconds > 0)
        return rejected(context, { kind: 'refused', problem: words.signIn.wait(seconds), remedy: '' });
      const names = { site, business: business.name };
      const begun = await beginPasskey(store, { user, sessionId, password }, names, challenges);
      if (begun.kind !== 'refused') guard.succeeded(user.name, visitor.address);
      return begun.kind === 'options' ? context.json(begun.options) : rejected(context, begun);
    })
    .post('/account/passkeys', async (context) => {
      const { user, sessionId, actor } = context.get('person');
      const site = context.get('passkeySite');
      if (site === null) return rejected(context, noSite(context));
      const body = await context.req.parseBody();
      const reply = textField(body['reply'], MAX_REPLY);
      const name = textField(body['name'], 200);
      const passkey = { user, sessionId, reply, name, ...visitorOf(context) };
      return done(context, await addPasskey(store, passkey, { site, challenges }, actor, clock), 'added');
    })
    .post(`/account/passkeys/${PASSKEY}/rename`, async (context) => {
      const { user, actor } = context.get('person');
      const name = textField((await context.req.parseBody())['name'], 200);
      const passkey = { user, id: Number(context.req.param('passkey')), name };
      return done(context, renamePasskey(store, passkey, actor, clock.now()), 'renamed');
    })
    .post(`/account/passkeys/${PASSKEY}/remove`, (context) => {
      const { user, actor } = context.get('person');
      const passkey = { user, id: Number(context.req.param('passkey')), ...visitorOf(context) };
      return done(context, removePasskey(store, passkey, actor, clock.now()), 'removed');
    });
}

function visitorOf(context: Context<PersonEnv>) {
  return { address: context.get('client').address, userAgent: context.req.header('User-Agent') ?? '' };
}

function noSite(context: Context<PersonEnv>): Rejection {
  const { needsName, whatToSet } = context.get('person').words.passkeys;
  return { kind: 'refused', problem: needsName, remedy: whatToSet };
}

function done(context: Context<PersonEnv>, result: { readonly kind: string } | Rejection, what: string) {
  return 'problem' in result
    ? rejected(context, result)
    : context.redirect(`/account?done=passkey-${what}`, 303);
}
