import type { CallEnd, ListedCall } from '../../services/search-calls.ts';
import type { Person } from '../web-env.ts';
import { callerNumber, callerWords, isMissed, outcomeWords, rangWords, talkedWords } from './call-words.ts';
import { live } from './live.tsx';

/** As it stands in the address; `''` where nothing was chosen. */
export interface CallFilter {
  readonly outcome: CallEnd | '';
  readonly line: string;
  readonly day: string;
  /** The last call of the page before. */
  readonly before: string;
}

export interface CallListProps {
  readonly person: Person;
  readonly calls: readonly ListedCall[];
  readonly filter: CallFilter;
  readonly lines: readonly { readonly number: string; readonly name: string }[];
  /** Whether there may be more after these. */
  readonly isFull: boolean;
}

/** Newest first, live. */
export function callList(props: CallListProps) {
  const query = queryOf(props.filter);
  return live({ id: 'calls', url: `/calls/list?${query}` }, <Calls {...props} />);
}

/** Without what was not chosen. */
function queryOf(filter: CallFilter): string {
  const chosen = Object.entries(filter).filter(([, value]) => value !== '');
  return new URLSearchParams(Object.fromEntries(chosen)).toString();
}

function Calls(props: CallListProps) {
  const { person, calls, filter, isFull } = props;
  const words = person.words.calls;
  const last = calls.at(-1);
  if (last === undefined) return <p class="empty">{isFiltered(filter) ? words.noneFound : words.empty}</p>;
  return (
    <>
      <ul class="card list-card">
        {calls.map((call) => (
          <CallRow {...props} call={call} />
        ))}
      </ul>
      {isFull && (
        <a class="more" href={`/calls?${queryOf({ ...filter, before: String(last.id) })}`}>
          {words.older}
        </a>
      )}
    </>
  );
}

function isFiltered({ outcome, line, day, before }: CallFilter): boolean {
  return [outcome, line, day, before].some((each) => each !== '');
}

function CallRow({ person, call, lines }: CallListProps & { readonly call: ListedCall }) {
  const { words, format } = person;
  const number = callerNumber(person, call);
  const who = callerWords(person, call);
  const how = [outcomeWords(person, call), talkedWords(person, call)].filter((part) => part !== null);
  const rang = rangWords(person, call);
  return (
    <li>
      <a id={`call-${call.id}`} href={`/calls/${call.id}`} class="row" data-row="">
        <span class="row-head">
          <strong>{who}</strong>
          <time>{format.time(call.arrivedAt)}</time>
        </span>
        <span class={isMissed(call) ? 'row-text bad' : 'row-text'}>{how.join(', ')}</span>
        <span class="row-foot">
          {number !== null && number !== who && <small>{number}</small>}
          {lines.length > 1 && (
            <span class="chip">
              {call.line.name === '' ? format.phone(call.line.number) : call.line.name}
            </span>
          )}
          {rang !== null && <span class="chip">{rang}</span>}
          {call.isTest && <span class="chip">{words.calls.test}</span>}
          {call.handling !== 'controlled' && <span class="chip">{words.calls.handlings[call.handling]}</span>}
          {call.verdict !== null && <TextChip person={person} call={call} />}
        </span>
      </a>
    </li>
  );
}

function TextChip({ person, call }: { readonly person: Person; readonly call: ListedCall }) {
  const { texted, notTexted, reasons } = person.words.calls;
  if (call.reason === null) return <span class="chip good">{texted}</span>;
  return call.reason === 'answered' ? null : <span class="chip">{notTexted(reasons[call.reason])}</span>;
}
