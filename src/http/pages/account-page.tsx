import type { PasskeyRow } from '../../store/queries/passkeys.ts';
import type { PushDeviceRow } from '../../store/queries/push.ts';
import type { OpenedSession } from '../../store/queries/sign-in.ts';
import type { Person } from '../web-env.ts';
import { LANGUAGE_NAMES } from '../words/words.ts';
import { AccountTabs } from './account-tabs.tsx';
import { FormToken } from './form-token.tsx';
import { type Notice, Page } from './page.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';
import { PushDevices } from './push-devices.tsx';
import { SessionList } from './session-list.tsx';

interface AccountPageProps {
  readonly person: Person;
  readonly sessions: readonly OpenedSession[];
  readonly devices: readonly PushDeviceRow[];
  readonly publicKey: string | null;
  readonly passkeys: readonly PasskeyRow[];
  /** Whether browsers make passkeys under the address that it was opened at. */
  readonly hasPasskeys: boolean;
  readonly notice?: Notice | undefined;
}

/** A person's own: where alerts show, their language, their password, and where they are signed in. */
export function AccountPage(props: AccountPageProps) {
  const { person, sessions, devices, publicKey, passkeys, hasPasskeys, notice } = props;
  const { words, user } = person;
  const { account } = words;
  return (
    <Page person={person} title={account.title} place="account" notice={notice}>
      <div class="narrow">
        <header class="page-head">
          <h1>{user.name}</h1>
          <AccountTabs person={person} open="account" />
        </header>
        <p>{words.roles[user.role]}</p>
        <PushDevices {...{ person, devices, publicKey }} />
        <LanguageForm person={person} />
        <PasswordForm person={person} current={account.currentPassword} submit={account.changePassword}>
          <h2>{account.changePassword}</h2>
        </PasswordForm>
        <Passkeys {...{ person, passkeys }} isAble={hasPasskeys} />
        <section class="card">
          <h2>{account.sessions}</h2>
          <SessionList
            {...{ person, sessions }}
            endPath={(session) => `/account/sessions/${session.id}/end`}
          />
        </section>
        {/* Loaded whole: the page to sign in has a script of its own. */}
        <form method="post" action="/sign-out" hx-boost="false">
          <FormToken person={person} />
          <button type="submit">{account.signOut}</button>
        </form>
      </div>
    </Page>
  );
}

/** Its answer is loaded whole: a page says itself in which language it is. */
function LanguageForm({ person }: { readonly person: Person }) {
  const { account, save } = person.words;
  const chosen = person.user.language;
  const isOurs = chosen === null || Object.hasOwn(LANGUAGE_NAMES, chosen);
  return (
    <form class="card stack" method="post" action="/account/language" hx-boost="false">
      <FormToken person={person} />
      <label>
        {account.language}
        <select name="value">
          <option value="" selected={chosen === null}>
            {account.asBrowser}
          </option>
          {Object.entries(LANGUAGE_NAMES).map(([language, name]) => (
            <option value={language} lang={language} selected={chosen === language}>
              {name}
            </option>
          ))}
          {!isOurs && (
            <option value={chosen} selected>
              {chosen}
            </option>
          )}
        </select>
      </label>
      <button type="submit">{save}</button>
    </form>
  );
}
