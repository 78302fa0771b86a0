import type { LeadView } from '../../services/show-lead.ts';
import type { Person } from '../web-env.ts';
import { ConsentLinks } from './consent-list.tsx';
import { Fields } from './fields.tsx';

interface LeadFactsProps {
  readonly person: Person;
  readonly lead: LeadView;
}

/** Who it is, where they stand, and who looks after them. */
export function LeadFacts({ person, lead }: LeadFactsProps) {
  const { words, format } = person;
  const { leads, thread } = words;
  const { numbers, tags, optedOut, block, stage, owner, source, createdAt, lastActivityAt, closedAt } = lead;
  return (
    <section class="card stack">
      <h2>{leads.facts}</h2>
      <p class="row-foot">
        {tags.map((tag) => (
          <span class="chip">{tag}</span>
        ))}
        {optedOut.length > 0 && <span class="chip bad">{thread.optedOutShort}</span>}
        {block !== null && <span class="chip bad">{thread.blocked}</span>}
        {closedAt !== null && <span class="chip">{words.inbox.closed}</span>}
      </p>
      <Fields
        rows={[
          [leads.numbers, numbers.map((number) => format.phone(number)).join(', ')],
          [thread.stageLabel, stage],
          [thread.owner, owner ?? words.nobody],
          [leads.source, leads.sources[source]],
          [leads.response, responseWords(person, lead)],
          [leads.created, format.time(createdAt)],
          [leads.activity, format.time(lastActivityAt)],
        ]}
      />
      <ConsentLinks {...{ person, numbers }} />
    </section>
  );
}

/** How long the latest miss waited for a person; null where nobody waited. */
function responseWords({ words }: Person, { response }: LeadView): string | null {
  if (response === null) return null;
  const { leads } = words;
  const { missedAt, endedAt, escalations, by } = response;
  const raised = escalations === 0 ? [] : [leads.escalated(escalations)];
  // A clock that was stopped without a response asks for none any more.
  if (endedAt !== null && response.response === null) return null;
  const how =
    endedAt === null
      ? leads.waiting
      : leads.answeredAfter(words.duration(endedAt - missedAt), by ?? leads.somebody);
  return [how, ...raised].join(', ');
}
