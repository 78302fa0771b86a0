import { LEAD_SOURCES } from '../../core/pipeline.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import type { LeadsAsked } from './lead-list.tsx';
import { LeadTabs } from './lead-tabs.tsx';
import { Page } from './page.tsx';

interface LeadsPageProps {
  readonly person: Person;
  readonly asked: LeadsAsked;
  readonly list: Html;
  readonly choices: {
    readonly owners: readonly string[];
    readonly stages: readonly string[];
    readonly tags: readonly string[];
  };
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
      <div class="filters">
        <Search {...props} />
        <Filter {...props} />
      </div>
      {list}
      <Export person={person} />
    </Page>
  );
}

function Search({ person, asked }: LeadsPageProps) {
  const { leads } = person.words;
  return (
    <search>
      <form class="search" method="get" action="/leads">
        <label>
          {leads.search}
          <input type="search" name="q" value={asked.search} placeholder={leads.searchHint} maxlength={200} />
        </label>
        <button type="submit">{leads.find}</button>
      </form>
    </search>
  );
}

function Filter({ person, asked, choices }: LeadsPageProps) {
  const { words } = person;
  const { leads } = words;
  const groups: readonly (readonly [label: string, options: readonly (readonly [string, string])[]])[] = [
    [leads.source, LEAD_SOURCES.map((source) => [`source:${source}`, leads.sources[source]])],
    [words.thread.owner, choices.owners.map((name) => [`owner:${name}`, name])],
    [words.thread.stageLabel, choices.stages.map((name) => [`stage:${name}`, name])],
    [leads.tag, choices.tags.map((tag) => [`tag:${tag}`, tag])],
  ];
  return (
    <form method="get" action="/leads" data-autosubmit="">
      <label>
        {leads.show}
        <select name="show">
          <option value="">{leads.all}</option>
          <option value="unassigned" selected={asked.show === 'unassigned'}>
            {leads.unassigned}
          </option>
          <option value="latest" selected={asked.show === 'latest'}>
            {leads.latest}
          </option>
          {groups.map(
            ([label, options]) =>
              options.length > 0 && (
                <optgroup label={label}>
                  {options.map(([value, name]) => (
                    <option value={value} selected={value === asked.show}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ),
          )}
        </select>
      </label>
      <noscript>
        <button type="submit">{words.filter}</button>
      </noscript>
    </form>
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
