import type { Person } from '../web-env.ts';
import { Tabs } from './tabs.tsx';

interface LeadTabsProps {
  readonly person: Person;
  readonly open: 'list' | 'board';
}

/** Between the list of leads and the pipeline. */
export function LeadTabs({ person, open }: LeadTabsProps) {
  const { leads } = person.words;
  return (
    <Tabs
      tabs={[
        { href: '/leads', label: leads.list, isOpen: open === 'list' },
        { href: '/leads/board', label: leads.board, isOpen: open === 'board' },
      ]}
    />
  );
}
