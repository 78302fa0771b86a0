import type { Rejection } from '../../services/rejection.ts';
import type { Person } from '../web-env.ts';
import { Field } from './field.tsx';

interface RingTimeoutProps {
  readonly person: Person;
  /** In seconds, as it was typed. */
  readonly value: string;
  readonly refusal: Rejection | undefined;
}

/** For how long phones ring: a slider that says where it stands, with the advice. */
export function RingTimeoutField({ person, value, refusal }: RingTimeoutProps) {
  const { settings } = person.words;
  return (
    <Field person={person} refusal={refusal} hint={settings.ringAdvice}>
      <label>
        <span>
          {settings.ringTimeout}: <output id="ring-timeout">{value}</output>
        </span>
        <input
          type="range"
          name="ring-timeout"
          min={10}
          max={60}
          value={value}
          autocomplete="off"
          data-output="#ring-timeout"
        />
      </label>
    </Field>
  );
}
