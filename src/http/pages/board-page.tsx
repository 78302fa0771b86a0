import type { BoardColumn } from '../../services/lead-board.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';
import { LeadTabs } from './lead-tabs.tsx';
import { type Notice, Page } from './page.tsx';

interface BoardPageProps {
  readonly person: Person;
  readonly columns: readonly BoardColumn[];
  readonly board: Html;
  readonly notice?: Notice | undefined;
}

/** The pipeline: cards are dragged on a desk, and moved by a menu on a phone or with keys. */
export function BoardPage({ person, columns, board, notice }: BoardPageProps) {
  const { leads } = person.words;
  return (
    <Page person={person} title={leads.boardTitle} place="leads" notice={notice} full>
      <header class="pane-head">
        <h1>{leads.boardTitle}</h1>
        <LeadTabs person={person} open="board" />
      </header>
      {board}
      {person.user.role !== 'read-only' && <MoveMenu person={person} columns={columns} />}
    </Page>
  );
}

/** One menu for all cards: the script says whose it is as it opens. */
function MoveMenu({ person, columns }: Pick<BoardPageProps, 'person' | 'columns'>) {
  const { leads } = person.words;
  return (
    <dialog id="move" aria-labelledby="move-title">
      <form class="stack" method="post" action="/leads/board/move">
        <FormToken person={person} />
        <input type="hidden" name="lead" />
        <h2 id="move-title">{leads.moveTo}</h2>
        {columns.map(({ stage }) => (
          <button type="submit" name="value" value={stage.name}>
            {stage.name}
          </button>
        ))}
        <button type="button" class="quiet" data-close="">
          {leads.cancel}
        </button>
      </form>
    </dialog>
  );
}
