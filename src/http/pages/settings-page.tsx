import type { PropsWithChildren } from 'hono/jsx';
import { RESUME } from '../setup/setup-steps.ts';
import type { Person } from '../web-env.ts';
import { ChooseLine } from './choose-line.tsx';
import { mayChangeSettings } from './editable.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

type SettingsPageProps = PropsWithChildren<{
  readonly person: Person;
  /** E.164, with the names that callers know. */
  readonly lines: readonly { readonly number: string; readonly name: string }[];
  /** The one that is shown; null where there is none. */
  readonly number: string | null;
  readonly notice?: Notice | undefined;
  readonly polls?: boolean;
}>;

/** What a line does when it is called, for who has no terminal. */
export function SettingsPage({ person, lines, number, notice, polls = false, children }: SettingsPageProps) {
  const { settings } = person.words;
  return (
    <Page {...{ person, notice, polls }} title={settings.title} place="settings">
      <div class="settings stack">
        <header class="page-head">
          <h1>{settings.phone}</h1>
          <SettingsTabs person={person} open="phone" />
        </header>
        {!mayChangeSettings(person) && <p class="silence">{settings.onlyOwners}</p>}
        {lines.length > 1 && (
          <ChooseLine {...{ person, lines, number }} action="/settings" label={settings.line} />
        )}
        {children}
        {mayChangeSettings(person) && lines.length > 0 && (
          <p>
            <a href={RESUME}>{person.words.setup.resume}</a>
          </p>
        )}
      </div>
    </Page>
  );
}

/** Before there is a line. */
export function NoLines({ person }: { readonly person: Person }) {
  const { settings, setup } = person.words;
  return (
    <div class="card stack">
      <p>{settings.noLines}</p>
      {mayChangeSettings(person) && (
        <p>
          <a class="button primary" href={RESUME}>
            {setup.resume}
          </a>
        </p>
      )}
    </div>
  );
}
