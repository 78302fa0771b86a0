import { explainOutbound } from '../../core/explain-outbound.ts';
import type { OutboundView } from '../../services/show-outbound.ts';
import type { Person } from '../web-env.ts';
import { CallTabs } from './call-tabs.tsx';
import { Page } from './page.tsx';

interface OutboundPageProps {
  readonly person: Person;
  readonly calls: readonly OutboundView[];
  /** Whether there may be more after these. */
  readonly isFull: boolean;
}

/** Calls that extensions made, the newest first. */
export function OutboundPage({ person, calls, isFull }: OutboundPageProps) {
  const words = person.words.calls;
  const last = calls.at(-1);
  return (
    <Page person={person} title={words.outgoingTitle} place="calls">
      <header class="page-head">
        <h1>{words.outgoingTitle}</h1>
        <CallTabs person={person} open="out" />
      </header>
      {last === undefined ? (
        <p class="empty">{words.noneOutgoing}</p>
      ) : (
        <ul class="card list-card">
          {calls.map((call) => (
            <OutboundRow person={person} call={call} />
          ))}
        </ul>
      )}
      {last !== undefined && isFull && (
        <a class="more" href={`/calls/outbound?before=${last.id}`}>
          {words.older}
        </a>
      )}
    </Page>
  );
}

function OutboundRow({ person, call }: { readonly person: Person; readonly call: OutboundView }) {
  const { words, format } = person;
  const { id, dialledNumber, dialledRaw, erasedAt, leadId, dialedAt, extension } = call;
  const number = dialledNumber === null ? dialledRaw : format.phone(dialledNumber);
  const content = (
    <>
      <span class="row-head">
        <strong>{erasedAt === null ? number : words.thread.erased}</strong>
        <time>{format.time(dialedAt)}</time>
      </span>
      <span class="row-text">{words.thread.calledFrom(extension, words.say(explainOutbound(call)))}</span>
    </>
  );
  return (
    <li id={`call-${id}`}>
      {leadId === null ? (
        <div class="row">{content}</div>
      ) : (
        <a class="row" data-row="" href={`/leads/${leadId}`}>
          {content}
        </a>
      )}
    </li>
  );
}
