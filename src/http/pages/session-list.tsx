import { browserName } from '../../core/browser-name.ts';
import type { OpenedSession } from '../../store/queries/sign-in.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';

interface SessionListProps {
  readonly person: Person;
  readonly sessions: readonly OpenedSession[];
  /** Where the button to sign one out leads. */
  readonly endPath: (session: OpenedSession) => string;
  /** What stands before the browser, e.g. whose it is. */
  readonly label?: (session: OpenedSession) => string;
}

/** Browsers that somebody is signed in with; each can be signed out but the one that looks. */
export function SessionList({ person, sessions, endPath, label }: SessionListProps) {
  const { account } = person.words;
  return (
    <ul class="rows">
      {sessions.map((session) => {
        const isThis = session.id === person.sessionId;
        const browser = session.userAgent === '' ? account.unknownBrowser : browserName(session.userAgent);
        return (
          <li>
            <div>
              <strong>{label === undefined ? browser : `${label(session)} · ${browser}`}</strong>
              <br />
              <small>
                {session.address} ·{' '}
                {isThis ? account.thisBrowser : account.lastSeen(person.format.time(session.lastSeenAt))}
                {session.passkey !== null && ` · ${account.withPasskey(session.passkey)}`}
              </small>
            </div>
            {!isThis && (
              <form method="post" action={endPath(session)}>
                <FormToken person={person} />
                <button type="submit">{account.signOut}</button>
              </form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
