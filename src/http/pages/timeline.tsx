import { explainOutbound } from '../../core/explain-outbound.ts';
import { explainVoicemail } from '../../core/voicemail.ts';
import type { TimelineEntry } from '../../services/lead-timeline.ts';
import type { LeadView } from '../../services/show-lead.ts';
import type { Person } from '../web-env.ts';
import type { Back } from './lead-panel.tsx';
import { live } from './live.tsx';

interface TimelineProps {
  readonly person: Person;
  readonly lead: LeadView;
  /** The page of it that is shown; null for the newest. */
  readonly before: string | null;
  /** The page that it stands on. */
  readonly back?: Back;
}

/** Calls, texts and all else that happened with a lead, in one order, live. */
export function timeline({ person, lead, before, back = 'inbox' }: TimelineProps) {
  const query = before === null ? '' : `?before=${before}`;
  const content = (
    <>
      {lead.before !== null && (
        <a class="more" href={`/${back}/${lead.id}?before=${lead.before}`}>
          {person.words.thread.earlier}
        </a>
      )}
      <ol>
        {lead.timeline.map((entry) => (
          <Entry person={person} entry={entry} />
        ))}
      </ol>
    </>
  );
  return live({ id: 'timeline', url: `/${back}/${lead.id}/timeline${query}` }, content);
}

function Entry({ person, entry }: { readonly person: Person; readonly entry: TimelineEntry }) {
  if (entry.kind === 'text') return <Text person={person} entry={entry} />;
  const { format } = person;
  return (
    <li class={entry.kind === 'note' ? 'note' : 'event'}>
      {entry.kind === 'call' ? (
        <a href={`/calls/${entry.id}`}>{eventWords(person, entry)}</a>
      ) : (
        <span>{eventWords(person, entry)}</span>
      )}
      <small>
        {' · '}
        <time>{format.time(entry.at)}</time>
      </small>
    </li>
  );
}

type TextEntry = Extract<TimelineEntry, { kind: 'text' }>;

function Text({ person, entry }: { readonly person: Person; readonly entry: TextEntry }) {
  const { words, format } = person;
  const { message, direction, by, at } = entry;
  const { thread } = words;
  const state = direction === 'in' ? '' : ` · ${thread.states[message.state]}`;
  const hasFailed = direction === 'out' && ['failed', 'undelivered', 'expired'].includes(message.state);
  return (
    <li class={`text ${direction}`}>
      <p dir="auto">{message.erasedAt === null ? message.text : thread.erased}</p>
      <small class={hasFailed ? 'bad' : undefined}>
        {direction === 'out' && `${by ?? thread.automatic} · `}
        <time>{format.time(at)}</time>
        {state}
        {message.detail !== '' && `: ${words.say(message.detail)}`}
      </small>
    </li>
  );
}

function eventWords({ words, format }: Person, entry: Exclude<TimelineEntry, TextEntry>): string {
  const { thread } = words;
  switch (entry.kind) {
    case 'call': {
      const { outcome, bridgedAt, finishedAt, voicemail, voicemailSeconds } = entry;
      const what = outcome ?? (finishedAt === null ? 'in-progress' : 'not-known');
      const talked =
        bridgedAt === null || finishedAt === null ? null : words.duration(finishedAt - bridgedAt);
      const left = explainVoicemail(voicemail, voicemailSeconds);
      return [
        thread.calls[what],
        talked === null ? null : thread.talked(talked),
        left === null ? null : words.say(left),
      ]
        .filter((part) => part !== null)
        .join(', ');
    }
    case 'outbound-call':
      return thread.calledFrom(entry.extension, words.say(explainOutbound({ ...entry, dialedAt: entry.at })));
    case 'note':
      return `${personOf(entry.actor)}: ${entry.body}`;
    case 'stage':
      return thread.stage(entry.to, personOf(entry.actor));
    case 'assignment':
      return thread.assigned(
        entry.to ?? words.nobody,
        entry.reason === 'by-hand' ? personOf(entry.actor) : thread.reasons[entry.reason],
      );
    case 'consent':
      return `${entry.state === 'opted-out' ? thread.optedOut : thread.optedIn}: ${entry.wording}`;
    case 'merge':
      return thread.merged(format.phone(entry.otherNumber), personOf(entry.actor));
  }
}

/** A person by name; anything else as the audit has it. */
function personOf(actor: string): string {
  return actor.replace(/^user:/, '');
}
