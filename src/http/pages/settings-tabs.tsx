import { mayMoveData } from '../../core/roles.ts';
import type { Person } from '../web-env.ts';
import { Tabs } from './tabs.tsx';

const TABS = [
  ['phone', '/settings'],
  ['holidays', '/settings/holidays'],
  ['business', '/settings/business'],
  ['team', '/settings/team'],
  ['credits', '/settings/credits'],
  ['consent', '/settings/consent'],
  ['blocked', '/settings/blocked'],
  ['webhooks', '/settings/webhooks'],
] as const;

interface SettingsTabsProps {
  readonly person: Person;
  readonly open: (typeof TABS)[number][0];
}

/** Between the settings. */
export function SettingsTabs({ person, open }: SettingsTabsProps) {
  const { settings } = person.words;
  // Where events go is for owners alone.
  const tabs = TABS.filter(([name]) => name !== 'webhooks' || mayMoveData(person.user.role));
  return <Tabs tabs={tabs.map(([name, href]) => ({ href, label: settings[name], isOpen: name === open }))} />;
}
