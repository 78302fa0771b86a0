import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { type Notice, Page } from './page.tsx';
import { Tabs } from './tabs.tsx';

interface InboxPageProps {
  readonly person: Person;
  readonly list: Html;
  readonly unreadOnly: boolean;
  /** The open conversation; null where none is. */
  readonly thread: Html | null;
  readonly title: string;
  readonly notice?: Notice | undefined;
}

/** The list, and beside it on a desk, in its place on a phone, the conversation that is open. */
export function InboxPage({ person, list, unreadOnly, thread, title, notice }: InboxPageProps) {
  const { inbox } = person.words;
  return (
    <Page person={person} title={title} place="inbox" notice={notice} full>
      <div class={thread === null ? 'panes' : 'panes open'}>
        <section class="pane" aria-label={inbox.title}>
          <header class="pane-head">
            {/* On a phone it is not there beside a conversation, whose name is the page's heading then. */}
            {thread === null ? <h1>{inbox.title}</h1> : <h2>{inbox.title}</h2>}
            <Tabs
              tabs={[
                { href: '/inbox', label: inbox.all, isOpen: !unreadOnly },
                { href: '/inbox?unread=1', label: inbox.unreadOnly, isOpen: unreadOnly },
              ]}
            />
          </header>
          {list}
        </section>
        {thread ?? <p class="empty pane-empty">{inbox.choose}</p>}
      </div>
    </Page>
  );
}
