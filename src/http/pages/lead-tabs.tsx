import type { Person } from '../web-env.ts';

interface LeadTabsProps {
  readonly person: Person;
  readonly open: 'list' | 'board';
}

/** Between the list of leads and the pipeline. */
export function LeadTabs({ person, open }: LeadTabsProps) {
  const { leads } = person.words;
  return (
    <div class="tabs">
      <a href="/leads" aria-current={open === 'list' ? 'page' : undefined}>
        {leads.list}
      </a>
      <a href="/leads/board" aria-current={open === 'board' ? 'page' : undefined}>
        {leads.board}
      </a>
    </div>
  );
}
