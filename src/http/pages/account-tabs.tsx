import type { Person } from '../web-env.ts';
import { Tabs } from './tabs.tsx';

interface AccountTabsProps {
  readonly person: Person;
  readonly open: 'account' | 'alerts' | 'signIns';
}

/** Between a person's own pages. */
export function AccountTabs({ person, open }: AccountTabsProps) {
  const { account, alerts, safety } = person.words;
  const tabs = [
    { name: 'account', href: '/account', label: account.title },
    { name: 'alerts', href: '/account/alerts', label: alerts.title },
    { name: 'signIns', href: '/account/sign-ins', label: safety.tabs.signIns },
  ];
  return <Tabs tabs={tabs.map(({ name, ...tab }) => ({ ...tab, isOpen: name === open }))} />;
}
