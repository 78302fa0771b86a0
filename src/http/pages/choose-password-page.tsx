import type { Person } from '../web-env.ts';
import { Document } from './document.tsx';
import { FormToken } from './form-token.tsx';
import { PasswordForm } from './password-form.tsx';

interface ChoosePasswordPageProps {
  readonly person: Person;
  readonly problem?: string | undefined;
}

/** All that somebody sees who signed in with a temporary password. */
export function ChoosePasswordPage({ person, problem }: ChoosePasswordPageProps) {
  const { words, formToken } = person;
  const { account, people } = words;
  return (
    <Document title={people.choose} words={words} formToken={formToken}>
      <main class="narrow alone">
        <h1>{people.choose}</h1>
        <PasswordForm person={person} current={people.currentGiven} submit={people.choose} isMain>
          {problem !== undefined && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <p>{people.chooseWhy}</p>
        </PasswordForm>
        <form method="post" action="/sign-out">
          <FormToken person={person} />
          <button type="submit">{account.signOut}</button>
        </form>
      </main>
    </Document>
  );
}
