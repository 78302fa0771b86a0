import type { Change } from '../../services/list-changes.ts';
import type { Person } from '../web-env.ts';
import { valueFor } from './change-words.ts';
import { SafetyFrame } from './safety-tabs.tsx';

interface ChangesPageProps {
  readonly person: Person;
  readonly changes: readonly Change[];
  /** Of what only; empty for everything. */
  readonly subject: string;
  /** Where the next page is; null where there is none. */
  readonly older: string | null;
}

/** Who changed what, from what to what. */
export function ChangesPage({ person, changes, subject, older }: ChangesPageProps) {
  const { safety } = person.words;
  return (
    <SafetyFrame person={person} open="changes">
      <p class="quiet">{safety.changesMeans}</p>
      <search>
        <form class="search" method="get" action="/settings/safety/changes">
          <label>
            {safety.subject}
            <input type="search" name="subject" value={subject} maxlength={200} aria-describedby="of-what" />
          </label>
          <button type="submit">{safety.find}</button>
        </form>
        <small id="of-what">{safety.subjectHint}</small>
      </search>
      {changes.length === 0 ? (
        <p class="empty">{safety.noEntries}</p>
      ) : (
        <ul class="card rows">
          {changes.map((change) => (
            <ChangeItem {...{ person, change }} />
          ))}
        </ul>
      )}
      {older !== null && (
        <a class="more" href={older}>
          {safety.older}
        </a>
      )}
    </SafetyFrame>
  );
}

function ChangeItem({ person, change }: { readonly person: Person; readonly change: Change }) {
  const { words, format } = person;
  const { safety } = words;
  const { at, actor, action, subject, keptSubject, before, after } = change;
  const said = (value: unknown) => valueFor(person, action, value);
  return (
    <li>
      <div class="stack">
        <div>
          <strong>{safety.changed(subject, action)}</strong>
          {' · '}
          <a href={`/settings/safety/changes?subject=${encodeURIComponent(keptSubject)}`}>{subject}</a>
          <br />
          <small>{`${format.time(at)} · ${safety.by(actor)}`}</small>
        </div>
        <dl class="fields">
          <Value label={safety.before} value={said(before)} />
          <Value label={safety.after} value={said(after)} />
        </dl>
      </div>
    </li>
  );
}

/** What is null was not there, or is not told. */
function Value({ label, value }: { readonly label: string; readonly value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{valueWords(value)}</dd>
    </div>
  );
}

/** As it is, with what an object holds one after the other. */
function valueWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(valueWords).join('; ');
  return Object.entries(value)
    .filter(([, each]) => each !== null)
    .map(([key, each]) => `${key}: ${valueWords(each)}`)
    .join(', ');
}
