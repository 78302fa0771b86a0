import { mayAudit, mayMoveData } from '../../core/roles.ts';
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
  ['safety', '/settings/safety'],
] as const;

interface SettingsTabsProps {
  readonly person: Person;
  readonly open: (typeof TABS)[number][0];
}

/** Between the settings. */
export function SettingsTabs({ person, open }: SettingsTabsProps) {
  const { settings } = person.words;
  const { role } = person.user;
  // Where events go, who signs in and who changes what is for owners alone.
  const isHidden = { webhooks: !mayMoveData(role), safety: !mayAudit(role) };
  const tabs = TABS.filter(([name]) => !((name === 'webhooks' || name === 'safety') && isHidden[name]));
  return <Tabs tabs={tabs.map(([name, href]) => ({ href, label: settings[name], isOpen: name === open }))} />;
}
