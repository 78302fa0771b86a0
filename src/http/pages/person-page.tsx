import type { UserView } from '../../services/show-user.ts';
import type { Person } from '../web-env.ts';
import { Editable, mayChangeSettings } from './editable.tsx';
import { FormToken } from './form-token.tsx';
import { Page } from './page.tsx';
import { PersonFields } from './person-fields.tsx';
import type { PersonPageProps } from './person-props.ts';
import { Given, SignInCard } from './sign-in-card.tsx';
import { Tabs } from './tabs.tsx';

/** One of the people of the business: an owner changes them, others look. */
export function PersonPage(props: PersonPageProps) {
  const { person, user, typed, refusals, version, given, notice } = props;
  const { people } = person.words;
  const mayChange = mayChangeSettings(person);
  return (
    <Page person={person} title={user.name} place="settings" notice={notice}>
      <div class="settings stack">
        <PersonHead {...{ person, user }} title={user.name} open="details" />
        {given !== undefined && <Given {...{ person, given }} name={user.name} />}
        {!mayChange && <p class="silence">{people.onlyOwners}</p>}
        <form class="card stack" method="post" action={`/settings/team/${user.id}`}>
          <h2>{people.facts}</h2>
          <Editable {...{ person, version }}>
            <PersonFields {...{ person, typed, refusals }} />
          </Editable>
          {user.lines.length > 0 && (
            <p>{person.words.settings.looksAfter(user.lines.map(person.format.phone).join(', '))}</p>
          )}
        </form>
        {mayChange && (
          <>
            <SignInCard {...props} />
            <RemoveCard {...props} />
          </>
        )}
      </div>
    </Page>
  );
}

interface PersonHeadProps {
  readonly person: Person;
  readonly title: string;
  /** Whom the pages are about; absent for one who is not there yet. */
  readonly user?: UserView;
  readonly open?: 'details' | 'alerts';
}

export function PersonHead({ person, title, user, open }: PersonHeadProps) {
  const { alerts } = person.words;
  const path = `/settings/team/${user?.id}`;
  return (
    <header class="page-head">
      <a class="button" href="/settings/team" aria-label={person.words.people.back}>
        ‹
      </a>
      <h1>{title}</h1>
      {user !== undefined && mayChangeSettings(person) && (
        <Tabs
          tabs={[
            { href: path, label: alerts.details, isOpen: open === 'details' },
            { href: `${path}/alerts`, label: alerts.title, isOpen: open === 'alerts' },
          ]}
        />
      )}
    </header>
  );
}

function RemoveCard({ person, user, others, leadsOwned }: PersonPageProps) {
  const { words, format } = person;
  const { people } = words;
  return (
    <form
      class="card stack"
      method="post"
      action={`/settings/team/${user.id}/remove`}
      hx-confirm={people.confirmRemove(user.name)}
    >
      <h2>{people.remove}</h2>
      <FormToken person={person} />
      <p>{people.removeMeans}</p>
      {leadsOwned > 0 && (
        <>
          <p>{people.leadsOwned(format.count(leadsOwned))}</p>
          <label>
            {people.leadsTo}
            <select name="leads-to">
              <option value="">{words.nobody}</option>
              {others.map((name) => (
                <option value={name}>{name}</option>
              ))}
            </select>
          </label>
        </>
      )}
      <div class="buttons">
        <button class="danger" type="submit">
          {people.remove}
        </button>
      </div>
    </form>
  );
}
