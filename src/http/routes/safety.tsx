import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { API_TOKEN_BYTES, apiTokenOf, TOKEN_SCOPES } from '../../core/api-token.ts';
import { mayAudit } from '../../core/roles.ts';
import { addApiToken, listApiTokens, revokeApiToken } from '../../services/api-tokens.ts';
import { listChanges } from '../../services/list-changes.ts';
import { listAllSessions, listOwnSignIns, listSignIns, ownersOnly } from '../../services/list-sign-ins.ts';
import { listUsers } from '../../services/show-user.ts';
import { ChangesPage } from '../pages/changes-page.tsx';
import { OwnSignInsPage, SignInsPage } from '../pages/sign-in-log.tsx';
import { TOKEN_LIVES, TokensPage, type TypedToken } from '../pages/tokens-page.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Entries on a page. */
const PAGE = 50;
const MAX_SUBJECT = 200;

/** Who signs in, who changes what, which programs may ask: an owner's to see, one's own sign-ins everybody's. */
export function safetyRoutes(parts: WebParts): Hono<PersonEnv> {
  const { store, clock } = parts;
  const app = new Hono<PersonEnv>();
  app.use('/settings/safety/*', async (context, next) => {
    const { user } = context.get('person');
    return mayAudit(user.role) ? next() : rejected(context, ownersOnly(user));
  });
  return app
    .get('/settings/safety', (context) => {
      const person = context.get('person');
      const before = cursorOf(context);
      const listed = listSignIns(store, person.user, { limit: PAGE, before });
      if (listed.kind !== 'entries') return rejected(context, listed);
      const all = listAllSessions(store, person.user, clock.now());
      if (all.kind !== 'sessions') return rejected(context, all);
      const { entries } = listed;
      const older = entries.length < PAGE ? null : `/settings/safety?before=${entries.at(-1)?.id}`;
      const { signedOut } = person.words.safety;
      const isDone = context.req.query('done') === 'signedOut';
      const notice = isDone ? { isProblem: false, text: signedOut } : undefined;
      return context.html(<SignInsPage {...{ person, entries, older, notice }} sessions={all.sessions} />);
    })
    .get('/settings/safety/changes', (context) => {
      const person = context.get('person');
      const subject = (context.req.query('subject') ?? '').trim().slice(0, MAX_SUBJECT);
      const before = cursorOf(context);
      const question = { subject: subject || null, limit: PAGE, ...(before === undefined ? {} : { before }) };
      const listed = listChanges(store, question);
      if (listed.kind !== 'changes') return rejected(context, listed);
      const { changes } = listed;
      const of = subject === '' ? '' : `subject=${encodeURIComponent(subject)}&`;
      const next = `/settings/safety/changes?${of}before=${changes.at(-1)?.id}`;
      const older = changes.length < PAGE ? null : next;
      return context.html(<ChangesPage {...{ person, changes, subject, older }} />);
    })
    .get('/settings/safety/tokens', (context) => tokensPage(context, parts))
    .post('/settings/safety/tokens', (context) => makeToken(context, parts))
    .post('/settings/safety/tokens/:token{[0-9]{1,15}}/revoke', (context) => {
      const { store: own, actor } = context.get('person');
      const id = Number(context.req.param('token'));
      const name = listApiTokens(store).find((token) => token.id === id)?.name ?? String(id);
      const revoked = revokeApiToken(own, { name, dryRun: false }, actor.label, clock.now());
      return revoked.kind === 'revoked'
        ? context.redirect('/settings/safety/tokens?done=1', 303)
        : rejected(context, revoked);
    })
    .get('/account/sign-ins', (context) => {
      const person = context.get('person');
      const entries = listOwnSignIns(store, person.user, { limit: PAGE, before: cursorOf(context) });
      const older = entries.length < PAGE ? null : `/account/sign-ins?before=${entries.at(-1)?.id}`;
      return context.html(<OwnSignInsPage {...{ person, entries, older }} />);
    });
}

function cursorOf({ req }: Context<PersonEnv>): number | undefined {
  const before = req.query('before') ?? '';
  return /^\d{1,15}$/.test(before) ? Number(before) : undefined;
}

/** The answer is the page itself: what is shown once must not stand in an address. */
async function makeToken(context: Context<PersonEnv>, parts: WebParts) {
  const { store, actor } = context.get('person');
  const body = await context.req.parseBody();
  const typed: TypedToken = {
    name: textField(body['name'], 100),
    user: textField(body['user'], 100),
    scope: textField(body['scope'], 10),
    expires: textField(body['expires'], 10),
  };
  const scope = TOKEN_SCOPES.find((known) => known === typed.scope) ?? 'read';
  const secret = apiTokenOf(randomBytes(API_TOKEN_BYTES));
  const request = { ...typed, scope, expires: typed.expires || null, token: secret, dryRun: false };
  const added = addApiToken(store, request, actor.label, parts.clock.now());
  if (added.kind !== 'added') return tokensPage(context, parts, { typed: { ...typed, refusal: added } });
  context.header('HX-Push-Url', '/settings/safety/tokens');
  return tokensPage(context, parts, { made: { name: added.token.name, secret } });
}

interface TokensState {
  readonly typed?: TypedToken;
  readonly made?: { readonly name: string; readonly secret: string };
}

function tokensPage(context: Context<PersonEnv>, { store, clock }: WebParts, state: TokensState = {}) {
  const person = context.get('person');
  const { typed = { name: '', user: person.user.name, scope: 'read', expires: TOKEN_LIVES[0] }, made } =
    state;
  const isRefused = typed.refusal !== undefined;
  const { settings, safety } = person.words;
  const isDone = context.req.query('done') === '1';
  const done = isDone ? { isProblem: false, text: safety.revoked } : undefined;
  const notice = isRefused ? { isProblem: true, text: settings.notSaved } : done;
  const tokens = listApiTokens(store);
  const people = listUsers(store).map(({ name }) => name);
  const page = <TokensPage {...{ person, tokens, people, typed, made, notice }} now={clock.now()} />;
  return context.html(page, isRefused ? 422 : 200);
}
