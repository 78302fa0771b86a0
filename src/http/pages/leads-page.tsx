import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { LeadFilters, type LeadFiltersProps } from './lead-filters.tsx';
import { LeadTabs } from './lead-tabs.tsx';
import { Page } from './page.tsx';

interface LeadsPageProps extends LeadFiltersProps {
  readonly list: Html;
}

/** All leads, searched or narrowed down. */
export function LeadsPage(props: LeadsPageProps) {
  const { person, list } = props;
  const { leads } = person.words;
  return (
    <Page person={person} title={leads.title} place="leads">
      <header class="page-head">
        <h1>{leads.title}</h1>
        <LeadTabs person={person} open="list" />
      </header>
      <LeadFilters {...props} />
      {list}
      <Export person={person} />
    </Page>
  );
}

function Export({ person }: { readonly person: Person }) {
  const { leads } = person.words;
  return (
    <p class="buttons export">
      <a class="button" href="/leads/export.csv" download hx-boost="false">
        {leads.exportTable}
      </a>
      <a class="button" href="/leads/export.vcf" download hx-boost="false">
        {leads.exportContacts}
      </a>
    </p>
  );
}
