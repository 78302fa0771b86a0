import { CALL_ENDS } from '../../services/search-calls.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import type { CallFilter, CallListProps } from './call-list.tsx';
import { CallTabs } from './call-tabs.tsx';
import { Page } from './page.tsx';

interface CallsPageProps extends Pick<CallListProps, 'lines'> {
  readonly person: Person;
  readonly filter: CallFilter;
  readonly list: Html;
}

/** The log of calls that came in. */
export function CallsPage({ person, filter, lines, list }: CallsPageProps) {
  const { calls } = person.words;
  return (
    <Page person={person} title={calls.title} place="calls">
      <header class="page-head">
        <h1>{calls.title}</h1>
        <CallTabs person={person} open="in" />
      </header>
      <Filters {...{ person, filter, lines }} />
      {list}
    </Page>
  );
}

function Filters({ person, filter, lines }: Omit<CallsPageProps, 'list'>) {
  const { words, format } = person;
  const { calls } = words;
  return (
    <form class="filters" method="get" action="/calls" data-autosubmit="">
      <label>
        {calls.outcome}
        <select name="outcome">
          <option value="">{calls.anyOutcome}</option>
          {CALL_ENDS.map((end) => (
            <option value={end} selected={end === filter.outcome}>
              {calls.ends[end]}
            </option>
          ))}
        </select>
      </label>
      {lines.length > 1 && (
        <label>
          {calls.line}
          <select name="line">
            <option value="">{calls.anyLine}</option>
            {lines.map(({ number, name }) => (
              <option value={number} selected={number === filter.line}>
                {[name, format.phone(number)].filter((part) => part !== '').join(' · ')}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {calls.day}
        <input type="date" name="day" value={filter.day} />
      </label>
      <noscript>
        <button type="submit">{words.filter}</button>
      </noscript>
    </form>
  );
}
