import { randomBytes } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { mayChange } from '../../core/roles.ts';
import {
  TEMPORARY_PASSWORD_BYTES,
  TEMPORARY_PASSWORD_LIFE_MS,
  temporaryPassword,
} from '../../core/temporary-password.ts';
import { USER_SETTINGS } from '../../core/user-settings.ts';
import { NotAllowed } from '../../services/act-as.ts';
import { addUser } from '../../services/add-user.ts';
import { listNoticeChannels } from '../../services/notice-channels.ts';
import { removePasskeyOf } from '../../services/passkeys.ts';
import { SALT_BYTES } from '../../services/password-hash.ts';
import { removeUser } from '../../services/remove-user.ts';
import { endSessions } from '../../services/sessions.ts';
import { setPassword } from '../../services/set-password.ts';
import { listUsers } from '../../services/show-user.ts';
import { AddPersonPage } from '../pages/add-person-page.tsx';
import { TeamPage } from '../pages/team-page.tsx';
import { NEW_PERSON, personSettings, savePerson, shownPerson, typedPerson } from '../person-form.ts';
import { PERSON_ID, personOf, personPage } from '../person-page.tsx';
import { rejected } from '../problem.tsx';
import { formTrouble, saveForm } from '../save-form.ts';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const PERSON = `/settings/team/${PERSON_ID}`;

/** The people of the business: everybody sees them, an owner changes them. */
export function teamRoutes(parts: WebParts): Hono<PersonEnv> {
  const { store, business, clock } = parts;
  return new Hono<PersonEnv>()
    .get('/settings/team', (context) => {
      const { words } = context.get('person');
      const removed = context.req.query('removed');
      const text = removed === undefined ? undefined : words.people.removed(removed.slice(0, 60));
      const notice = text === undefined ? undefined : { isProblem: false, text };
      const users = listUsers(store);
      const channels = listNoticeChannels(store);
      return context.html(<TeamPage {...{ person: context.get('person'), users, channels, notice }} />);
    })
    .get('/settings/team/add', (context) =>
      context.html(<AddPersonPage person={context.get('person')} typed={NEW_PERSON} />),
    )
    .post('/settings/team/add', async (context) => {
      const person = context.get('person');
      const typed = typedPerson(await context.req.parseBody(), NEW_PERSON);
      const filled = USER_SETTINGS.filter((setting) => typed[setting] !== '' || setting === 'name');
      const settings = { ...Object.fromEntries(filled.map((each) => [each, typed[each]])), name: typed.name };
      const request = { settings, dryRun: false };
      const added = addUser(person.store, request, business.country, person.actor.label, clock.now());
      if (added.kind === 'added') return context.redirect(`/settings/team/${added.user.id}?done=added`, 303);
      const { say } = person.words;
      const notice = { isProblem: true, text: `${say(added.problem)} ${say(added.remedy)}` };
      return context.html(<AddPersonPage {...{ person, typed, notice }} />, 422);
    })
    .get(PERSON, (context) => personPage(context, parts))
    .post(PERSON, async (context) => {
      const found = personOf(context, parts);
      if (found.kind !== 'person') return rejected(context, found);
      const person = context.get('person');
      const { user } = found;
      const body = await context.req.parseBody();
      const typed = typedPerson(body, shownPerson(user, person));
      const saved = saveForm(person, personSettings(user), body, (store) =>
        savePerson(store, user, typed, person, parts),
      );
      if (saved.kind === 'saved') return context.redirect(`/settings/team/${user.id}?done=saved`, 303);
      const refusals = saved.kind === 'refused' ? saved.refusals : {};
      return personPage(context, parts, { typed, refusals, trouble: formTrouble(person, saved) });
    })
    .post(`${PERSON}/password`, (context) => givePassword(context, parts))
    .post(`${PERSON}/take-sign-in`, async (context) => {
      const found = personOf(context, parts);
      if (found.kind !== 'person') return rejected(context, found);
      const person = context.get('person');
      const { id, name } = found.user;
      if (id === person.user.id)
        return rejected(context, { kind: 'refused', ...person.words.people.notYourself });
      const request = { name, password: null, salt: Buffer.alloc(0), dryRun: false };
      const set = await setPassword(person.store, request, business, person.actor.label, clock.now());
      return set.kind === 'set'
        ? context.redirect(`/settings/team/${id}?done=taken`, 303)
        : rejected(context, set);
    })
    .post(`${PERSON}/sessions/end`, (context) => signOut(context, parts, null))
    .post(`${PERSON}/sessions/:session{[0-9]{1,15}}/end`, (context) =>
      signOut(context, parts, Number(context.req.param('session'))),
    )
    .post(`${PERSON}/passkeys/:passkey{[0-9]{1,15}}/remove`, (context) => removePasskey(context, parts))
    .post(`${PERSON}/remove`, async (context) => {
      const found = personOf(context, parts);
      if (found.kind !== 'person') return rejected(context, found);
      const { store: own, actor } = context.get('person');
      const { name } = found.user;
      const leadsTo = textField((await context.req.parseBody())['leads-to'], 100) || null;
      const request = { name, leadsTo, dryRun: false };
      // Calls that come in meanwhile have their turn between the pieces.
      const removed = await removeUser(own, request, actor.label, clock.now(), () => others());
      return removed.kind === 'removed'
        ? context.redirect(`/settings/team?removed=${encodeURIComponent(name)}`, 303)
        : rejected(context, removed);
    });
}

/** The answer is the page itself: what is shown once must not stand in an address. */
async function givePassword(context: Context<PersonEnv>, parts: WebParts) {
  const found = personOf(context, parts);
  if (found.kind !== 'person') return rejected(context, found);
  const { store, actor } = context.get('person');
  const now = parts.clock.now();
  const password = temporaryPassword(randomBytes(TEMPORARY_PASSWORD_BYTES));
  const { id, name } = found.user;
  const request = { name, password, salt: randomBytes(SALT_BYTES), isTemporary: true, dryRun: false };
  const set = await setPassword(store, request, parts.business, actor.label, now);
  if (set.kind !== 'set') return rejected(context, set);
  // To load the page again is to see the person, not to make another one.
  context.header('HX-Push-Url', `/settings/team/${id}`);
  const scheme = context.get('client').isSecure ? 'https' : 'http';
  const address = `${scheme}://${context.req.header('Host')}/sign-in`;
  return personPage(context, parts, {
    given: { password, address, until: now + TEMPORARY_PASSWORD_LIFE_MS },
  });
}

function signOut(context: Context<PersonEnv>, parts: WebParts, id: number | null) {
  const found = personOf(context, parts);
  if (found.kind !== 'person') return rejected(context, found);
  const { store, actor, user } = context.get('person');
  // Where nobody is signed in nothing would change, and the store would have nothing to refuse.
  if (!mayChange(user.role, 'user')) throw new NotAllowed(user);
  const request = { name: found.user.name, id, dryRun: false };
  const ended = endSessions(store, request, actor.label, parts.clock.now());
  if (ended.kind !== 'ended') return rejected(context, ended);
  const isFromSafety = context.req.query('back') === 'safety';
  const back = isFromSafety ? '/settings/safety' : `/settings/team/${found.user.id}`;
  return context.redirect(`${back}?done=signedOut`, 303);
}

function removePasskey(context: Context<PersonEnv>, parts: WebParts) {
  const found = personOf(context, parts);
  if (found.kind !== 'person') return rejected(context, found);
  const { store, actor, user } = context.get('person');
  // Where there is none nothing would change, and the store would have nothing to refuse.
  if (!mayChange(user.role, 'user')) throw new NotAllowed(user);
  const { id, name } = found.user;
  const request = { name, id: Number(context.req.param('passkey')), dryRun: false };
  const removed = removePasskeyOf(store, request, actor.label, parts.clock.now());
  return removed.kind === 'removed'
    ? context.redirect(`/settings/team/${id}?done=passkeyRemoved`, 303)
    : rejected(context, removed);
}
