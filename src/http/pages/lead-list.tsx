import type { FoundLead } from '../../services/search-leads.ts';
import type { LeadSummary } from '../../store/queries/leads.ts';
import type { Person } from '../web-env.ts';
import { live } from './live.tsx';

/** As it stands in the address; `''` where nothing was asked for. */
export interface LeadsAsked {
  readonly search: string;
  /** `unassigned`, `owner:Maria`, `stage:Booked`, `tag:vip`, `source:text`. */
  readonly show: string;
  /** Where the page begins. */
  readonly place: string;
}

export interface LeadsShown {
  readonly rows: readonly {
    readonly lead: LeadSummary;
    /** Where a search found it. */
    readonly hit: Pick<FoundLead, 'where' | 'excerpt'> | null;
  }[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

interface LeadListProps {
  readonly person: Person;
  readonly asked: LeadsAsked;
  readonly shown: LeadsShown;
  readonly now: number;
}

/** Leads, those that nobody looks after first, live. */
export function leadList(props: LeadListProps) {
  const url = `/leads/list?${queryOf(props.asked)}`;
  return live({ id: 'leads', url }, <Leads {...props} />);
}

/** Without what was not asked for. */
export function queryOf({ search, show, place }: LeadsAsked): string {
  const asked = Object.entries({ q: search, show, place }).filter(([, value]) => value !== '');
  return new URLSearchParams(Object.fromEntries(asked)).toString();
}

function Leads({ person, asked, shown, now }: LeadListProps) {
  const words = person.words.leads;
  if (shown.rows.length === 0 && shown.next === null)
    return <p class="empty">{queryOf(asked) === '' ? words.empty : words.noneFound}</p>;
  return (
    <>
      <ul class="card list-card">
        {shown.rows.map((row) => (
          <LeadRow person={person} {...row} now={now} />
        ))}
      </ul>
      {shown.next !== null && (
        <a class="more" href={`/leads?${queryOf({ ...asked, place: shown.next })}`}>
          {words.more}
        </a>
      )}
    </>
  );
}

type LeadRowProps = LeadsShown['rows'][number] & Pick<LeadListProps, 'person' | 'now'>;

function LeadRow({ person, lead, hit, now }: LeadRowProps) {
  const { words, format } = person;
  const { id, name, number, stage, owner, source, lastActivityAt, closedAt } = lead;
  return (
    <li>
      <a href={`/leads/${id}`} class="row" data-row="">
        <span class="row-head">
          <strong>{name === '' ? format.phone(number) : name}</strong>
          <time>{format.when(lastActivityAt, now)}</time>
        </span>
        {name !== '' && <span class="row-text">{format.phone(number)}</span>}
        {hit !== null && (hit.where === 'note' || hit.where === 'text') && (
          <span class="row-text">{words.leads.foundIn(words.leads.places[hit.where], hit.excerpt)}</span>
        )}
        <span class="row-foot">
          <span class="chip">{stage}</span>
          <span class={owner === null ? 'chip warn' : 'chip'}>{owner ?? words.nobody}</span>
          <span class="chip">{words.leads.sources[source]}</span>
          {closedAt !== null && <span class="chip">{words.inbox.closed}</span>}
        </span>
      </a>
    </li>
  );
}
