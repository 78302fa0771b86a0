import { type BoardColumn, MOST_COUNTED } from '../../services/lead-board.ts';
import type { LeadSummary } from '../../store/queries/leads.ts';
import type { Person } from '../web-env.ts';
import { queryOf } from './lead-list.tsx';
import { live } from './live.tsx';

interface BoardProps {
  readonly person: Person;
  readonly columns: readonly BoardColumn[];
  readonly now: number;
}

/** The pipeline, a column for each stage, live. */
export function board(props: BoardProps) {
  return live({ id: 'board', url: '/leads/board/now', class: 'board' }, <Columns {...props} />);
}

function Columns({ person, columns, now }: BoardProps) {
  const { words, format } = person;
  const { leads } = words;
  return (
    <>
      {columns.map(({ stage, leads: cards, hasMore, count }, index) => {
        const last = cards.at(-1);
        const id = `stage-${index}`;
        return (
          <section class="column" aria-labelledby={id} data-stage={stage.name}>
            <h2 id={id}>
              {stage.name}{' '}
              <small>
                {format.count(count)}
                {count === MOST_COUNTED && '+'}
              </small>
            </h2>
            {last === undefined && <p class="empty">{leads.emptyStage}</p>}
            <ul class="cards">
              {cards.map((lead) => (
                <Card person={person} lead={lead} now={now} />
              ))}
            </ul>
            {last !== undefined && hasMore && (
              <a class="more" href={`/leads?${queryOf({ stage: stage.name, place: `${last.id}` })}`}>
                {leads.moreIn(stage.name)}
              </a>
            )}
          </section>
        );
      })}
    </>
  );
}

interface CardProps {
  readonly person: Person;
  readonly lead: LeadSummary;
  readonly now: number;
}

function Card({ person, lead, now }: CardProps) {
  const { words, format, user } = person;
  const { id, name, number, owner, lastActivityAt } = lead;
  const who = name === '' ? format.phone(number) : name;
  const mayMove = user.role !== 'read-only';
  return (
    <li class="lead-card" data-lead={mayMove ? id : undefined} draggable={mayMove}>
      <a id={`lead-${id}`} href={`/leads/${id}`} data-row="" draggable={false}>
        <strong>{who}</strong>
      </a>
      <span class="row-foot">
        <span class={owner === null ? 'chip warn' : 'chip'}>{owner ?? words.nobody}</span>
        <time>{format.when(lastActivityAt, now)}</time>
        {mayMove && (
          <button
            id={`move-${id}`}
            class="move"
            type="button"
            data-move={id}
            aria-label={words.leads.moveWhom(who)}
          >
            {words.leads.move}
          </button>
        )}
      </span>
    </li>
  );
}
