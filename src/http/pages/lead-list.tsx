import type { LeadSource } from '../../core/pipeline.ts';
import type { FoundLead } from '../../services/search-leads.ts';
import type { LeadSummary } from '../../store/queries/leads.ts';
import type { Person } from '../web-env.ts';
import { live } from './live.tsx';

/** As it stands in the address; `''` where nothing was asked for. */
export interface LeadsAsked {
  readonly search: string;
  /** A person's name, or `NOBODY`. */
  readonly owner: string;
  readonly stage: string;
  readonly source: LeadSource | '';
  readonly tag: string;
  /** Of all leads: empty for nobody's first. */
  readonly order: 'latest' | '';
  /** Where the page begins. */
  readonly place: string;
}

/** Those that nobody looks after; no person may have this name. */
export const NOBODY = 'nobody';

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
export function queryOf({ search = '', ...asked }: Partial<LeadsAsked>): string {
  const given = Object.entries({ q: search, ...asked }).filter(([, value]) => value !== '');
  return new URLSearchParams(Object.fromEntries(given)).toString();
}

function Leads({ person, asked, shown, now }: LeadListProps) {
  const words = person.words.leads;
  const { rows, next } = shown;
  const none = next !== null ? words.noneSoFar : queryOf(asked) === '' ? words.empty : words.noneFound;
  return (
    <>
      {rows.length === 0 ? (
        <p class="empty">{none}</p>
      ) : (
        <ul class="card list-card">
          {rows.map((row) => (
            <LeadRow person={person} {...row} now={now} />
          ))}
        </ul>
      )}
      {next !== null && (
        <a class="more" href={`/leads?${queryOf({ ...asked, place: next })}`}>
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
      <a id={`lead-${id}`} href={`/leads/${id}`} class="row" data-row="">
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
