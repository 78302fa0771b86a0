import type { PropsWithChildren } from 'hono/jsx';
import type { Person } from '../web-env.ts';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';
import { Tabs } from './tabs.tsx';

const TABS = [
  ['signIns', '/settings/safety'],
  ['changes', '/settings/safety/changes'],
  ['tokens', '/settings/safety/tokens'],
] as const;

type SafetyFrameProps = PropsWithChildren<{
  readonly person: Person;
  readonly open: (typeof TABS)[number][0];
  readonly notice?: Notice | undefined;
}>;

/** What an owner looks after: who signs in, who changes what, which programs may ask. */
export function SafetyFrame({ person, open, notice, children }: SafetyFrameProps) {
  const { safety } = person.words;
  return (
    <Page person={person} title={safety.tabs[open]} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{safety.title}</h1>
          <SettingsTabs person={person} open="safety" />
        </header>
        <Tabs
          tabs={TABS.map(([name, href]) => ({ href, label: safety.tabs[name], isOpen: name === open }))}
        />
        {children}
      </div>
    </Page>
  );
}
