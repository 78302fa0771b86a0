import type { PropsWithChildren } from 'hono/jsx';
import type { Person } from '../web-env.ts';
import { Document } from './document.tsx';
import { KEYS_ID, KeyList } from './key-list.tsx';
import { PLACES, type Place } from './navigation.ts';

type PageProps = PropsWithChildren<{
  readonly person: Person;
  readonly title: string;
  /** Where in the navigation it belongs. */
  readonly place: Place['name'];
  /** What came of what was just done, or why it was not. */
  readonly notice?: Notice | undefined;
  /** Fills the window, and what is in it scrolls: for panes beside each other. */
  readonly full?: boolean;
  readonly polls?: boolean;
}>;

export interface Notice {
  readonly isProblem: boolean;
  readonly text: string;
  /** More of it, a line each. */
  readonly details?: readonly string[];
}

/** The frame of every page of somebody signed in. */
export function Page({ person, title, place, notice, full = false, polls = false, children }: PageProps) {
  const { words, formToken } = person;
  return (
    <Document {...{ title, words, polls, formToken }}>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <nav class="places" aria-label={words.navigation}>
        {PLACES.map((each) => (
          <a href={each.path} aria-current={each.name === place ? 'page' : undefined}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={each.icon} />
            </svg>
            <span>{words.places[each.name]}</span>
          </a>
        ))}
        <button type="button" data-opens={KEYS_ID} aria-haspopup="dialog">
          {words.keys.open}
        </button>
      </nav>
      <main id="main" class={full ? 'full' : 'wide'}>
        <p class="offline-note" role="status">
          {words.offline}
        </p>
        {notice !== undefined && <NoticeLine person={person} notice={notice} />}
        {children}
      </main>
      <KeyList words={words} />
    </Document>
  );
}

function NoticeLine({ person, notice }: { readonly person: Person; readonly notice: Notice }) {
  const { say } = person.words;
  const { isProblem, text, details = [] } = notice;
  return (
    <div class={isProblem ? 'problem' : 'done'} role={isProblem ? 'alert' : 'status'}>
      <p>{say(text)}</p>
      {details.length > 0 && (
        <ul class="told">
          {details.map((line) => (
            <li>{say(line)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
