import type { PropsWithChildren } from 'hono/jsx';
import { isTemporaryPasswordOver } from '../../core/temporary-password.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';
import { PasskeyLine } from './passkey-line.tsx';
import type { GivenPassword, PersonPageProps } from './person-props.ts';
import { SessionList } from './session-list.tsx';

/** What somebody signs in with, and where they are signed in; for an owner to change. */
export function SignInCard(props: PersonPageProps) {
  const { person, user, signIn } = props;
  const { people } = person.words;
  const path = `/settings/team/${user.id}`;
  return (
    <section class="card stack" aria-labelledby="signing-in">
      <h2 id="signing-in">{people.signIn}</h2>
      <p>{stateOf(props)}</p>
      <div class="buttons">
        <Press person={person} action={`${path}/password`} confirm={people.confirmGive}>
          <button type="submit">{people.give}</button>
        </Press>
        {signIn.password !== null && user.id !== person.user.id && (
          <Press person={person} action={`${path}/take-sign-in`} confirm={people.confirmTake}>
            <button class="danger" type="submit">
              {people.take}
            </button>
          </Press>
        )}
      </div>
      <h3>{person.words.passkeys.title}</h3>
      <PasskeysOf {...props} />
      <h3>{people.sessions}</h3>
      {signIn.sessions.length === 0 ? (
        <p class="quiet">{people.noSessions}</p>
      ) : (
        <>
          <SessionList
            {...{ person, sessions: signIn.sessions }}
            endPath={(session) => `${path}/sessions/${session.id}/end`}
          />
          <Press person={person} action={`${path}/sessions/end`}>
            <button type="submit">{people.signOutAll}</button>
          </Press>
        </>
      )}
    </section>
  );
}

function PasskeysOf({ person, user, signIn }: PersonPageProps) {
  const { words } = person;
  if (signIn.passkeys.length === 0) return <p class="quiet">{words.people.noPasskeys}</p>;
  return (
    <ul class="rows">
      {signIn.passkeys.map((passkey) => (
        <li>
          <PasskeyLine {...{ person, passkey }} />
          <Press
            person={person}
            action={`/settings/team/${user.id}/passkeys/${passkey.id}/remove`}
            confirm={words.passkeys.confirmRemove(passkey.name)}
          >
            <button class="danger" type="submit" aria-label={words.people.removePasskey(passkey.name)}>
              {words.passkeys.remove}
            </button>
          </Press>
        </li>
      ))}
    </ul>
  );
}

function stateOf({ person, signIn, now }: PersonPageProps): string {
  const { words, format } = person;
  const { people } = words;
  if (signIn.password === null) return people.noPassword;
  const { changedAt, temporaryUntil } = signIn.password;
  if (temporaryUntil === null) return people.hasPassword(format.time(changedAt));
  return isTemporaryPasswordOver(temporaryUntil, now)
    ? people.temporaryOver
    : people.temporary(format.time(temporaryUntil));
}

interface GivenProps {
  readonly person: Person;
  readonly given: GivenPassword;
  readonly name: string;
}

/** First on the page: it is there this once. */
export function Given({ person, given, name }: GivenProps) {
  const { words, format } = person;
  const { people } = words;
  return (
    <div class="done stack" role="status">
      <p>{people.given(name)}</p>
      <p>
        <code class="secret">{given.password}</code>
      </p>
      <p>{people.givenHow(given.address, name, format.time(given.until))}</p>
    </div>
  );
}

type PressProps = PropsWithChildren<{
  readonly person: Person;
  readonly action: string;
  /** What is asked before. */
  readonly confirm?: string;
}>;

function Press({ person, action, confirm, children }: PressProps) {
  return (
    <form method="post" action={action} {...(confirm === undefined ? {} : { 'hx-confirm': confirm })}>
      <FormToken person={person} />
      {children}
    </form>
  );
}
