import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { changeOwnPassword } from '../../services/change-own-password.ts';
import { changeUser } from '../../services/change-user.ts';
import { listPasskeys } from '../../services/passkeys.ts';
import { SALT_BYTES } from '../../services/password-hash.ts';
import { listPushDevices } from '../../services/push-devices.ts';
import { recordLockout } from '../../services/record-sign-in.ts';
import { endSessions, listSessions } from '../../services/sessions.ts';
import { signIn } from '../../services/sign-in.ts';
import { giveSession, takeSession } from '../guards/session-cookie.ts';
import type { SignInGuard } from '../guards/sign-in-guard.ts';
import { AccountPage } from '../pages/account-page.tsx';
import { ChoosePasswordPage } from '../pages/choose-password-page.tsx';
import type { Notice } from '../pages/page.tsx';
import { rejected } from '../problem.tsx';
import { newToken } from '../session-token.ts';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** What belongs to whoever is signed in, whatever their role. */
export function accountRoutes(parts: WebParts, guard: SignInGuard): Hono<PersonEnv> {
  const { store, business, clock } = parts;
  return new Hono<PersonEnv>()
    .get('/account', (context) => {
      const { account, passkeys, push } = context.get('person').words;
      const { changed, ended, languageChanged } = account;
      const texts: Readonly<Record<string, string>> = {
        password: changed,
        session: ended,
        language: languageChanged,
        'passkey-added': passkeys.added,
        'passkey-renamed': passkeys.renamed,
        'passkey-removed': passkeys.removed,
        'alerts-on': push.on,
        'alerts-off': push.off,
        'alerts-tested': push.tested,
      };
      const text = texts[context.req.query('done') ?? ''];
      return page(context, parts, text === undefined ? undefined : { isProblem: false, text });
    })
    .post('/account/language', async (context) => {
      const { user, actor } = context.get('person');
      const value = textField((await context.req.parseBody())['value'], 35) || 'none';
      const request = { name: user.name, setting: 'language', value, dryRun: false };
      const changed = changeUser(store, request, business.country, actor.label, clock.now());
      return 'problem' in changed
        ? rejected(context, changed)
        : context.redirect('/account?done=language', 303);
    })
    .get('/account/password', (context) => {
      const person = context.get('person');
      return person.mustChoosePassword
        ? context.html(<ChoosePasswordPage person={person} />)
        : context.redirect('/account', 303);
    })
    .post('/account/password', async (context) => {
      const { user, actor, words } = context.get('person');
      const body = await context.req.parseBody();
      const password = textField(body['password'], 1_000);
      const { address } = context.get('client');
      const userAgent = context.req.header('User-Agent') ?? '';
      const { seconds, isNew } = guard.attempt(user.name, address);
      if (isNew) recordLockout(store, user.name, { address, userAgent }, clock.now());
      if (seconds > 0) return page(context, parts, { isProblem: true, text: words.signIn.wait(seconds) });
      const change = {
        user,
        current: textField(body['current'], 1_000),
        password,
        salt: randomBytes(SALT_BYTES),
      };
      const changed = await changeOwnPassword(store, change, business, actor, clock);
      if (changed.kind !== 'refused') guard.succeeded(user.name, address);
      if (changed.kind !== 'set')
        return page(context, parts, { isProblem: true, text: `${changed.problem} ${changed.remedy}` });
      const token = newToken();
      await signIn(store, { name: user.name, password, token, address, userAgent }, clock);
      giveSession(context, token);
      return context.redirect('/account?done=password', 303);
    })
    .post('/account/sessions/:session{[0-9]{1,15}}/end', (context) => {
      const { user, actor } = context.get('person');
      const request = { name: user.name, id: Number(context.req.param('session')), dryRun: false };
      const ended = endSessions(store, request, actor.label, clock.now());
      return ended.kind === 'ended'
        ? context.redirect('/account?done=session', 303)
        : rejected(context, ended);
    })
    .post('/sign-out', (context) => {
      const { user, actor, sessionId } = context.get('person');
      endSessions(store, { name: user.name, id: sessionId, dryRun: false }, actor.label, clock.now());
      takeSession(context);
      return context.redirect('/sign-in', 303);
    });
}

function page(context: Context<PersonEnv>, { store, clock, push }: WebParts, notice: Notice | undefined) {
  const person = context.get('person');
  if (person.mustChoosePassword)
    return context.html(<ChoosePasswordPage {...{ person, problem: notice?.text }} />, 422);
  const listed = listSessions(store, person.user.name, clock.now());
  if (listed.kind !== 'sessions') return rejected(context, listed);
  const problem = notice?.isProblem === true;
  return context.html(
    <AccountPage
      {...{ person, notice, sessions: listed.sessions, devices: listPushDevices(store, person.user) }}
      publicKey={push?.publicKey() ?? null}
      passkeys={listPasskeys(store, person.user)}
      hasPasskeys={context.get('passkeySite') !== null}
    />,
    problem ? 422 : 200,
  );
}
