import type { LineField, LineRefusals, TypedLine } from '../line-form.ts';
import type { Person } from '../web-env.ts';
import { Field } from './field.tsx';

export interface LineFieldProps {
  readonly person: Person;
  readonly field: LineField;
  readonly label: string;
  readonly hint: string;
  readonly typed: TypedLine;
  readonly refusals: LineRefusals;
  readonly placeholder?: string;
}

/** A setting of a line that is typed. */
export function LineTextField({ person, field, label, hint, typed, refusals, placeholder }: LineFieldProps) {
  return (
    <Field person={person} refusal={refusals[field]} hint={hint}>
      <label>
        {label}
        <input
          name={field}
          value={typed[field]}
          maxlength={160}
          placeholder={placeholder}
          aria-invalid={refusals[field] === undefined ? undefined : 'true'}
        />
      </label>
    </Field>
  );
}

/** One that is on or off. */
export function LineSwitch({ person, field, label, hint, typed, refusals }: LineFieldProps) {
  return (
    <Field person={person} refusal={refusals[field]} hint={hint}>
      <input type="hidden" name={field} value="off" />
      <label class="check">
        <input type="checkbox" name={field} value="on" checked={typed[field] === 'on'} />
        {label}
      </label>
    </Field>
  );
}

interface LineChoiceProps extends LineFieldProps {
  /** What stands for each value. */
  readonly options: Readonly<Record<string, string>>;
}

/** One of a few. */
export function LineChoice({ person, field, label, hint, typed, refusals, options }: LineChoiceProps) {
  return (
    <Field person={person} refusal={refusals[field]} hint={hint}>
      <label>
        {label}
        <select name={field}>
          {Object.entries(options).map(([value, words]) => (
            <option value={value} selected={value === typed[field]}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </Field>
  );
}
