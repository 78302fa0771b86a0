import type { Person } from '../web-env.ts';
import { Tabs } from './tabs.tsx';

interface CallTabsProps {
  readonly person: Person;
  readonly open: 'in' | 'out';
}

/** Between calls that came in and calls that extensions made. */
export function CallTabs({ person, open }: CallTabsProps) {
  const { calls } = person.words;
  return (
    <Tabs
      tabs={[
        { href: '/calls', label: calls.incoming, isOpen: open === 'in' },
        { href: '/calls/outbound', label: calls.outgoing, isOpen: open === 'out' },
      ]}
    />
  );
}
