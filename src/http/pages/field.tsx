import type { PropsWithChildren } from 'hono/jsx';
import type { Rejection } from '../../services/rejection.ts';
import type { Person } from '../web-env.ts';
import { Prose } from './prose.tsx';

type FieldProps = PropsWithChildren<{
  readonly person: Pick<Person, 'words'>;
  /** Empty where there is nothing to say. */
  readonly hint: string;
  readonly refusal: Rejection | undefined;
}>;

/** What is typed, and beside it what is wrong with it. */
export function Field({ person, hint, refusal, children }: FieldProps) {
  return (
    <div class="field">
      {children}
      {hint !== '' && <small>{hint}</small>}
      {refusal !== undefined && <Refused person={person} refusal={refusal} />}
    </div>
  );
}

interface RefusedProps {
  readonly person: Pick<Person, 'words'>;
  readonly refusal: Rejection;
}

export function Refused({ person, refusal }: RefusedProps) {
  const { say } = person.words;
  return (
    <p class="bad" role="alert">
      <Prose text={`${say(refusal.problem)} ${say(refusal.remedy)}`} />
    </p>
  );
}
