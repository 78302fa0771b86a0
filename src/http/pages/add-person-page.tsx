import type { TypedPerson } from '../person-form.ts';
import type { Person } from '../web-env.ts';
import { Editable } from './editable.tsx';
import { type Notice, Page } from './page.tsx';
import { PersonFields } from './person-fields.tsx';
import { PersonHead } from './person-page.tsx';

interface AddPersonPageProps {
  readonly person: Person;
  readonly typed: TypedPerson;
  readonly notice?: Notice | undefined;
}

export function AddPersonPage({ person, typed, notice }: AddPersonPageProps) {
  const { people } = person.words;
  return (
    <Page person={person} title={people.addTitle} place="settings" notice={notice}>
      <div class="settings stack">
        <PersonHead person={person} title={people.addTitle} />
        <form class="card stack" method="post" action="/settings/team/add">
          <Editable person={person} button={people.add}>
            <PersonFields {...{ person, typed }} refusals={{}} />
          </Editable>
        </form>
      </div>
    </Page>
  );
}
