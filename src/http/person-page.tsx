import type { Context } from 'hono';
import { countLeadsOf, personById } from '../services/person-by-id.ts';
import { settingsVersion } from '../services/save-unchanged.ts';
import { showSignIn } from '../services/show-sign-in.ts';
import { listUsers } from '../services/show-user.ts';
import type { Notice } from './pages/page.tsx';
import { PersonPage } from './pages/person-page.tsx';
import type { PersonPageProps } from './pages/person-props.ts';
import { personSettings, shownPerson } from './person-form.ts';
import { rejected } from './problem.tsx';
import type { FormTrouble } from './save-form.ts';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Where in an address a person stands. */
export const PERSON_ID = ':user{[0-9]{1,15}}';

/** Whom the address names. */
export function personOf({ req }: Context<PersonEnv>, { store }: WebParts) {
  return personById(store, Number(req.param('user')));
}

/** The page of the person whom the address names, as it stands or with what was just typed or made. */
export function personPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  state: Partial<Pick<PersonPageProps, 'typed' | 'refusals' | 'given'>> & {
    readonly trouble?: FormTrouble;
  } = {},
) {
  const found = personOf(context, parts);
  if (found.kind !== 'person') return rejected(context, found);
  const { user } = found;
  const { store, clock } = parts;
  const person = context.get('person');
  const { typed = shownPerson(user, person), refusals = {}, given, trouble } = state;
  const notice = trouble?.notice ?? doneNotice(context, user.name);
  const others = listUsers(store).flatMap(({ id, name }) => (id === user.id ? [] : [name]));
  const now = clock.now();
  const page = (
    <PersonPage
      {...{ person, user, typed, refusals, given, others, now, notice }}
      signIn={showSignIn(store, user.id, now)}
      version={settingsVersion(store, personSettings(user))}
      leadsOwned={countLeadsOf(store, user.id)}
    />
  );
  return context.html(page, trouble?.status ?? 200);
}

/** What the address says was just done. */
function doneNotice(context: Context<PersonEnv>, name: string): Notice | undefined {
  const { people } = context.get('person').words;
  const { saved, taken, signedOut, passkeyRemoved } = people;
  const told = { saved, taken, signedOut, passkeyRemoved };
  const texts: Readonly<Record<string, string>> = { ...told, added: people.added(name) };
  const text = texts[context.req.query('done') ?? ''];
  return text === undefined ? undefined : { isProblem: false, text };
}
