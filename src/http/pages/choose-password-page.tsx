import type { Person } from '../web-env.ts';
import { Document } from './document.tsx';
import { FormToken } from './form-token.tsx';

interface ChoosePasswordPageProps {
  readonly person: Person;
  readonly problem?: string | undefined;
}

/** All that somebody sees who signed in with a temporary password. */
export function ChoosePasswordPage({ person, problem }: ChoosePasswordPageProps) {
  const { words, user, formToken } = person;
  const { account, people } = words;
  return (
    <Document title={people.choose} words={words} formToken={formToken}>
      <main class="narrow alone">
        <h1>{people.choose}</h1>
        <form class="card stack" method="post" action="/account/password">
          {problem !== undefined && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <p>{people.chooseWhy}</p>
          <FormToken person={person} />
          <input type="hidden" name="username" autocomplete="username" value={user.name} />
          <label>
            {people.currentGiven}
            <input name="current" type="password" autocomplete="current-password" required maxlength={1000} />
          </label>
          <label>
            {account.newPassword}
            <input name="password" type="password" autocomplete="new-password" required maxlength={1000} />
          </label>
          <button class="primary" type="submit">
            {people.choose}
          </button>
        </form>
        <form method="post" action="/sign-out">
          <FormToken person={person} />
          <button type="submit">{account.signOut}</button>
        </form>
      </main>
    </Document>
  );
}
