import type { Person } from '../web-env.ts';

interface CallTabsProps {
  readonly person: Person;
  readonly open: 'in' | 'out';
}

/** Between calls that came in and calls that extensions made. */
export function CallTabs({ person, open }: CallTabsProps) {
  const { calls } = person.words;
  return (
    <div class="tabs">
      <a href="/calls" aria-current={open === 'in' ? 'page' : undefined}>
        {calls.incoming}
      </a>
      <a href="/calls/outbound" aria-current={open === 'out' ? 'page' : undefined}>
        {calls.outgoing}
      </a>
    </div>
  );
}
