import type { Conversation } from '../../services/list-inbox.ts';
import type { Person } from '../web-env.ts';
import { live } from './live.tsx';

export interface ConversationListProps {
  readonly person: Person;
  readonly conversations: readonly Conversation[];
  readonly unreadOnly: boolean;
  /** The one that is open beside the list. */
  readonly openId: number | null;
  /** Whether there may be more after these. */
  readonly isFull: boolean;
  /** The last one of the page before. */
  readonly before: number | null;
  readonly now: number;
}

/** Unread first, live. */
export function conversationList(props: ConversationListProps) {
  const { unreadOnly, openId, before } = props;
  const query = new URLSearchParams({
    ...(unreadOnly ? { unread: '1' } : {}),
    ...(openId === null ? {} : { open: String(openId) }),
    ...(before === null ? {} : { before: String(before) }),
  }).toString();
  return live(
    { id: 'conversations', url: `/inbox/list?${query}`, class: 'list' },
    <Conversations {...props} />,
  );
}

function Conversations(props: ConversationListProps) {
  const { person, conversations, unreadOnly, isFull } = props;
  const { inbox } = person.words;
  const last = conversations.at(-1);
  if (last === undefined) return <p class="empty">{unreadOnly ? inbox.allRead : inbox.empty}</p>;
  return (
    <>
      <ul>
        {conversations.map((conversation) => (
          <ConversationRow {...props} conversation={conversation} />
        ))}
      </ul>
      {isFull && (
        <a class="more" href={`/inbox?before=${last.id}${unreadOnly ? '&unread=1' : ''}`}>
          {inbox.older}
        </a>
      )}
    </>
  );
}

function ConversationRow({
  person,
  conversation,
  openId,
  now,
}: ConversationListProps & { readonly conversation: Conversation }) {
  const { words, format } = person;
  const { id, name, number, unread, newest, owner, closedAt } = conversation;
  return (
    <li>
      {/* By its id, whoever goes through the list by keyboard keeps their place when it is told anew. */}
      <a
        id={`conversation-${id}`}
        href={`/inbox/${id}`}
        class={unread > 0 ? 'row unread' : 'row'}
        data-row=""
        data-conversation=""
        aria-current={id === openId ? 'true' : undefined}
      >
        <span class="row-head">
          <strong>{name === '' ? format.phone(number) : name}</strong>
          {newest !== null && <time>{format.when(newest.createdAt, now)}</time>}
        </span>
        <span class="row-text">
          {newest !== null && newest.direction === 'out' && <span class="quiet">{words.inbox.you} </span>}
          {newest !== null && (
            <span dir="auto">{newest.erasedAt === null ? newest.text : words.thread.erased}</span>
          )}
        </span>
        <span class="row-foot">
          <span class="chip">{conversation.stage}</span>
          <span class={owner === null ? 'chip warn' : 'chip'}>{owner ?? words.nobody}</span>
          {closedAt !== null && <span class="chip">{words.inbox.closed}</span>}
          {unread > 0 && (
            <span class="badge" title={words.inbox.unread(unread)}>
              {unread}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
