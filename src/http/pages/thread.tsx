import type { TextCount } from '../../services/count-text.ts';
import type { LeadView } from '../../services/show-lead.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';
import { LeadPanel, type LeadPanelProps } from './lead-panel.tsx';

interface ThreadProps extends LeadPanelProps {
  readonly timeline: Html;
  readonly count: TextCount;
  /** What was typed, where it could not be sent. */
  readonly draft: string;
  readonly bookingLink: string | null;
  /** Put into the box at a press. */
  readonly quickReplies: readonly string[];
}

/** One conversation: who it is, what happened, and the answer. */
export function Thread(props: ThreadProps) {
  const { person, lead, timeline } = props;
  const { words, format } = person;
  return (
    <section class="pane thread" aria-label={words.thread.title}>
      <header class="pane-head">
        <a class="back" href="/inbox" aria-label={words.thread.back}>
          ‹
        </a>
        <div class="who">
          <h1>{lead.name === '' ? format.phone(lead.number) : lead.name}</h1>
          <small>
            {lead.name !== '' && `${format.phone(lead.number)} · `}
            {lead.stage} · {lead.owner ?? words.nobody}
          </small>
        </div>
        <a class="button" href={`tel:${lead.number}`} hx-boost="false">
          {words.thread.call}
        </a>
      </header>
      <LeadPanel {...props} />
      <div class="scroll" data-to-end="" tabindex={0} role="log" aria-label={words.thread.timeline}>
        {timeline}
      </div>
      <Answer {...props} />
    </section>
  );
}

/** The box to write in, or why there is none. */
function Answer({ person, lead, count, draft, bookingLink, quickReplies }: ThreadProps) {
  const { thread } = person.words;
  const why = silence(person, lead);
  if (why !== null) return <p class="silence">{why}</p>;
  return (
    <form class="answer" method="post" action={`/inbox/${lead.id}/reply`}>
      <FormToken person={person} />
      {quickReplies.length > 0 && (
        <fieldset class="quick">
          <legend class="hidden">{thread.quickReplies}</legend>
          {quickReplies.map((reply) => (
            <button type="button" data-insert={reply} data-into="#reply">
              {reply}
            </button>
          ))}
        </fieldset>
      )}
      <label class="hidden" for="reply">
        {thread.reply}
      </label>
      <textarea
        id="reply"
        name="text"
        rows={2}
        maxlength={1530}
        required
        placeholder={thread.reply}
        hx-post={`/inbox/${lead.id}/count`}
        hx-trigger="input changed delay:150ms"
        hx-target="#count"
        hx-swap="innerHTML"
      >
        {draft}
      </textarea>
      <div class="answer-foot">
        <small id="count" aria-live="polite">
          <CountLine person={person} count={count} />
        </small>
        {bookingLink !== null && (
          <button type="button" data-insert={bookingLink} data-into="#reply">
            {thread.bookingLink}
          </button>
        )}
        <button class="primary" type="submit">
          {thread.send}
        </button>
      </div>
    </form>
  );
}

export function CountLine({ person, count }: { readonly person: Person; readonly count: TextCount }) {
  return <>{person.words.thread.count(count)}</>;
}

function silence({ words, user }: Person, { optedOut, numbers, block }: LeadView): string | null {
  const { thread } = words;
  if (optedOut.length === numbers.length) return thread.noTexts;
  if (block !== null) return thread.blockedNoTexts;
  return user.role === 'read-only' ? thread.readOnly : null;
}
