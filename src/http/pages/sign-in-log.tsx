import { browserName } from '../../core/browser-name.ts';
import { isFailedSignIn } from '../../core/sign-in-action.ts';
import type { SignInEntry } from '../../services/list-sign-ins.ts';
import type { SessionOfUser } from '../../store/queries/sign-in.ts';
import type { Person } from '../web-env.ts';
import { AccountTabs } from './account-tabs.tsx';
import { type Notice, Page } from './page.tsx';
import { SafetyFrame } from './safety-tabs.tsx';
import { SessionList } from './session-list.tsx';

interface SignInLogProps {
  readonly person: Person;
  readonly entries: readonly SignInEntry[];
  /** Where the next page is; null where there is none. */
  readonly older: string | null;
}

interface SignInsPageProps extends SignInLogProps {
  readonly sessions: readonly SessionOfUser[];
  readonly notice?: Notice | undefined;
}

/** Where everybody is signed in, and all that happened with it: for owners. */
export function SignInsPage({ person, sessions, entries, older, notice }: SignInsPageProps) {
  const { safety } = person.words;
  const users = new Map(sessions.map(({ id, user }) => [id, user]));
  return (
    <SafetyFrame {...{ person, notice }} open="signIns">
      <section class="card" aria-labelledby="sessions">
        <h2 id="sessions">{safety.sessions}</h2>
        {sessions.length === 0 && <p class="quiet">{safety.noSessions}</p>}
        <SessionList
          {...{ person, sessions }}
          endPath={({ id, userId }) => `/settings/team/${userId}/sessions/${id}/end?back=safety`}
          label={({ id }) => users.get(id) ?? ''}
        />
      </section>
      <section class="card" aria-labelledby="log">
        <h2 id="log">{safety.log}</h2>
        <SignInLog {...{ person, entries, older }} />
      </section>
    </SafetyFrame>
  );
}

/** What happened with one's own. */
export function OwnSignInsPage({ person, entries, older }: SignInLogProps) {
  const { safety } = person.words;
  return (
    <Page person={person} title={safety.ownTitle} place="account">
      <div class="settings stack">
        <header class="page-head">
          <h1>{safety.ownTitle}</h1>
          <AccountTabs person={person} open="signIns" />
        </header>
        <p class="quiet">{safety.ownMeans}</p>
        <section class="card">
          <SignInLog {...{ person, entries, older }} />
        </section>
      </div>
    </Page>
  );
}

function SignInLog({ person, entries, older }: SignInLogProps) {
  const { safety } = person.words;
  return (
    <>
      {entries.length === 0 && <p class="quiet">{safety.noEntries}</p>}
      <ul class="rows">
        {entries.map((entry) => (
          <li>
            <div>
              <strong class={isFailedSignIn(entry.action) ? 'bad' : undefined}>
                {safety.actions[entry.action]}
              </strong>
              {` · ${entry.who ?? safety.somebody}`}
              <br />
              <small>{detailWords(person, entry)}</small>
            </div>
          </li>
        ))}
      </ul>
      {older !== null && (
        <a class="more" href={older}>
          {safety.older}
        </a>
      )}
    </>
  );
}

function detailWords({ words, format }: Person, { at, by, places, name }: SignInEntry): string {
  const from = places.map(({ address, userAgent }) =>
    [userAgent === '' ? words.account.unknownBrowser : browserName(userAgent), address].join(', '),
  );
  const who = by === null ? [] : [words.safety.by(by)];
  return [format.time(at), ...(name === null ? [] : [name]), ...who, ...from].join(' · ');
}
