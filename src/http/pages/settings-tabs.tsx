import type { Person } from '../web-env.ts';
import { Tabs } from './tabs.tsx';

const TABS = [
  ['phone', '/settings'],
  ['holidays', '/settings/holidays'],
  ['team', '/settings/team'],
  ['credits', '/settings/credits'],
  ['consent', '/settings/consent'],
  ['blocked', '/settings/blocked'],
] as const;

interface SettingsTabsProps {
  readonly person: Person;
  readonly open: (typeof TABS)[number][0];
}

/** Between the settings. */
export function SettingsTabs({ person, open }: SettingsTabsProps) {
  const { settings } = person.words;
  return <Tabs tabs={TABS.map(([name, href]) => ({ href, label: settings[name], isOpen: name === open }))} />;
}
