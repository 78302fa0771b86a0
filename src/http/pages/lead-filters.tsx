import { LEAD_SOURCES } from '../../core/pipeline.ts';
import type { Person } from '../web-env.ts';
import { Choice } from './choice.tsx';
import { type LeadsAsked, NOBODY, queryOf } from './lead-list.tsx';

export interface LeadFiltersProps {
  readonly person: Person;
  readonly asked: LeadsAsked;
  readonly choices: {
    readonly owners: readonly string[];
    readonly stages: readonly string[];
    readonly tags: readonly string[];
  };
}

type Option = readonly [value: string, label: string];

/** What leads can be narrowed down by: all of it at once, by search, owner, stage, source and tag. */
export function LeadFilters(props: LeadFiltersProps) {
  const { person, asked } = props;
  const { words } = person;
  const { leads } = words;
  return (
    <search>
      <form class="lead-filters" method="get" action="/leads" data-autosubmit="">
        <div class="search">
          <label>
            {leads.search}
            <input
              type="search"
              name="q"
              value={asked.search}
              placeholder={leads.searchHint}
              maxlength={200}
            />
          </label>
          <button type="submit">{leads.find}</button>
        </div>
        <details class="narrowing" data-open-wide="">
          <summary>{leads.narrow}</summary>
          <div class="choices">
            <Choices {...props} />
          </div>
          <noscript>
            <button type="submit">{words.filter}</button>
          </noscript>
        </details>
      </form>
      <Chips {...props} />
    </search>
  );
}

function Choices({ person, asked, choices }: LeadFiltersProps) {
  const { words } = person;
  const { leads, thread } = words;
  const named = (names: readonly string[]): Option[] => names.map((name) => [name, name]);
  const isAll = queryOf({ ...asked, search: '', order: '', place: '' }) === '' && asked.search === '';
  return (
    <>
      <Choice
        name="source"
        label={leads.source}
        value={asked.source}
        options={[['', leads.anySource], ...LEAD_SOURCES.map((each): Option => [each, leads.sources[each]])]}
      />
      <Choice
        name="owner"
        label={thread.owner}
        value={asked.owner}
        options={[['', leads.anyOwner], [NOBODY, leads.unassigned], ...named(choices.owners)]}
      />
      <Choice
        name="stage"
        label={thread.stageLabel}
        value={asked.stage}
        options={[['', leads.anyStage], ...named(choices.stages)]}
      />
      {(choices.tags.length > 0 || asked.tag !== '') && (
        <Choice
          name="tag"
          label={leads.tag}
          value={asked.tag}
          options={[['', leads.anyTag], ...named([...new Set([...choices.tags, asked.tag])].filter(Boolean))]}
        />
      )}
      {isAll && (
        <Choice
          name="order"
          label={leads.order}
          value={asked.order}
          options={[
            ['', leads.nobodysFirst],
            ['latest', leads.latest],
          ]}
        />
      )}
    </>
  );
}

/** What is set, each a link to the list without it. */
function Chips({ person, asked }: LeadFiltersProps) {
  const { leads, thread } = person.words;
  const set = (
    [
      ['search', leads.search, asked.search === '' ? '' : `“${asked.search}”`],
      ['source', leads.source, asked.source === '' ? '' : leads.sources[asked.source]],
      ['owner', thread.owner, asked.owner === NOBODY ? leads.unassigned : asked.owner],
      ['stage', thread.stageLabel, asked.stage],
      ['tag', leads.tag, asked.tag],
    ] as const
  ).filter(([, , value]) => value !== '');
  if (set.length === 0) return null;
  return (
    <ul class="set" aria-label={leads.narrowedBy}>
      {set.map(([name, label, value]) => (
        <li>
          <a
            href={`/leads?${queryOf({ ...asked, [name]: '', place: '' })}`}
            aria-label={leads.without(label, value)}
          >
            {label}: <strong>{value}</strong> <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {set.length > 1 && (
        <li>
          <a href="/leads">{leads.withoutAll}</a>
        </li>
      )}
    </ul>
  );
}
