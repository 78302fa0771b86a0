import { type ConsentState, STAFF_SOURCES } from '../../core/consent.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { Person } from '../web-env.ts';
import { Field, Refused } from './field.tsx';
import { FormToken } from './form-token.tsx';

/** What was typed of what a customer said. */
export interface TypedConsent {
  readonly number: string;
  readonly state: ConsentState;
  readonly source: string;
  readonly note: string;
  readonly refusal?: Rejection;
}

interface RecordFormProps {
  readonly person: Person;
  readonly typed: TypedConsent;
  /** Whether the page is about this number alone, so that it need not be typed. */
  readonly isKnown: boolean;
}

/** An opt-out, however it came; or, with proof, that texts are welcome again. */
export function RecordForm({ person, typed, isKnown }: RecordFormProps) {
  const { consent } = person.words;
  const isLift = typed.state === 'opted-in';
  return (
    <form
      class="card stack"
      method="post"
      action="/settings/consent/record"
      {...(isLift ? { 'hx-confirm': consent.confirmLift } : {})}
    >
      <h2>{isLift ? consent.lift : consent.record}</h2>
      <FormToken person={person} />
      <input type="hidden" name="state" value={typed.state} />
      <p>{isLift ? consent.liftMeans : consent.recordMeans}</p>
      {typed.refusal !== undefined && <Refused person={person} refusal={typed.refusal} />}
      {isKnown ? (
        <input type="hidden" name="number" value={typed.number} />
      ) : (
        <label>
          {consent.search}
          <input name="number" value={typed.number} inputmode="tel" maxlength={40} required />
        </label>
      )}
      <label>
        {consent.source}
        <select name="source">
          {STAFF_SOURCES.map((source) => (
            <option value={source} selected={source === typed.source}>
              {consent.sources[source]}
            </option>
          ))}
        </select>
      </label>
      <Field person={person} refusal={undefined} hint={consent.noteHint}>
        <label>
          {isLift ? consent.liftNote : consent.note}
          <textarea name="note" rows={2} maxlength={1000} required>
            {typed.note}
          </textarea>
        </label>
      </Field>
      <div class="buttons">
        <button class={isLift ? 'danger' : 'primary'} type="submit">
          {isLift ? consent.lift : consent.record}
        </button>
      </div>
    </form>
  );
}

interface DecideFormProps {
  readonly person: Person;
  readonly number: string;
}

/** What a customer meant who asked to stop in other words than STOP. */
export function DecideForm({ person, number }: DecideFormProps) {
  const { consent } = person.words;
  return (
    <form class="card stack" method="post" action="/settings/consent/resolve">
      <FormToken person={person} />
      <input type="hidden" name="number" value={number} />
      <label>
        {consent.decideNote}
        <input name="note" maxlength={500} />
      </label>
      <div class="buttons">
        <button class="primary" type="submit" name="verdict" value="opted-out">
          {consent.decideOut}
        </button>
        <button type="submit" name="verdict" value="dismissed">
          {consent.decideNot}
        </button>
      </div>
    </form>
  );
}
