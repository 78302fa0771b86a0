import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { type ClaimField, claimInstallation, type TypedClaim } from '../../services/claim-installation.ts';
import { SALT_BYTES } from '../../services/password-hash.ts';
import { giveSession } from '../guards/session-cookie.ts';
import { createSignInGuard } from '../guards/sign-in-guard.ts';
import { ClaimPage, NoCodePage } from '../pages/claim-page.tsx';
import { problem, wordsOf } from '../problem.tsx';
import { newToken } from '../session-token.ts';
import { FIRST_STEP, RESUME } from '../setup/setup-steps.ts';
import { textField } from '../text-field.ts';
import type { WebEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** The guard knows accounts: there is one here, whoever tries. */
const ACCOUNT = 'setup';
const NOTHING: TypedClaim = { code: '', name: '', phone: '', password: '' };
const MAX_FIELD = 1_000;

/** Before anybody is known: who has the code becomes the owner. Afterwards it is gone. */
export function claimRoutes(parts: WebParts): Hono<WebEnv> {
  const { store, clock, log, business, setup: gate } = parts;
  const guard = createSignInGuard(clock);
  return new Hono<WebEnv>()
    .get('/setup', (context) => {
      // Whoever is signed in looks for the steps; anybody else is asked to sign in there.
      if (!gate.isOpen()) return context.redirect(RESUME, 303);
      return page(context, parts, { typed: NOTHING, refusals: {} });
    })
    .post('/setup', async (context) => {
      if (!gate.isOpen()) return problem(context, 'set-up-already');
      const typed = typedClaim(await context.req.parseBody());
      const { address } = context.get('client');
      const { seconds } = guard.attempt(ACCOUNT, address);
      if (seconds > 0) {
        context.header('Retry-After', String(seconds));
        const wait = wordsOf(context).setup.wait(seconds);
        return page(context, parts, { typed, refusals: {}, problem: wait }, 429);
      }
      const token = newToken();
      const session = { token, address, userAgent: context.req.header('User-Agent') ?? '' };
      const salt = randomBytes(SALT_BYTES);
      const claimed = await claimInstallation({ store, gate, business, clock }, typed, session, salt);
      if (claimed.kind === 'too-late') return problem(context, 'set-up-already');
      const isWrong = claimed.kind === 'refused' && claimed.refusals.code !== undefined;
      if (isWrong) log.warn({ address }, 'somebody tried to set textback up with a wrong code');
      else guard.succeeded(ACCOUNT, address);
      if (claimed.kind === 'refused') return page(context, parts, { typed, refusals: claimed.refusals }, 422);
      log.info({ user: claimed.user.id, address }, 'textback has its first owner');
      giveSession(context, token);
      return context.redirect(FIRST_STEP, 303);
    });
}

function typedClaim(body: Readonly<Record<string, unknown>>): TypedClaim {
  const typed = (field: ClaimField) => textField(body[field], MAX_FIELD);
  return { code: typed('code'), name: typed('name'), phone: typed('phone'), password: typed('password') };
}

function page(
  context: Context<WebEnv>,
  { business, setup }: WebParts,
  state: Pick<Parameters<typeof ClaimPage>[0], 'typed' | 'refusals' | 'problem'>,
  status: 200 | 422 | 429 = 200,
) {
  const words = wordsOf(context);
  const place = setup.place();
  if (place === null) return context.html(<NoCodePage business={business.name} words={words} />, 503);
  return context.html(<ClaimPage {...{ words, place, business: business.name }} {...state} />, status);
}
