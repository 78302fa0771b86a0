import type { PropsWithChildren } from 'hono/jsx';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';

interface PasswordFormProps {
  readonly person: Person;
  /** What the password until now is called. */
  readonly current: string;
  readonly submit: string;
  readonly isMain?: boolean;
}

/** Where somebody chooses a password in place of the one until now, below what is said of it. */
export function PasswordForm(props: PropsWithChildren<PasswordFormProps>) {
  const { person, current, submit, isMain = false, children } = props;
  return (
    <form class="card stack" method="post" action="/account/password">
      {children}
      <FormToken person={person} />
      <input type="hidden" name="username" autocomplete="username" value={person.user.name} />
      <label>
        {current}
        <input name="current" type="password" autocomplete="current-password" required maxlength={1000} />
      </label>
      <label>
        {person.words.account.newPassword}
        <input name="password" type="password" autocomplete="new-password" required maxlength={1000} />
      </label>
      <button class={isMain ? 'primary' : undefined} type="submit">
        {submit}
      </button>
    </form>
  );
}
