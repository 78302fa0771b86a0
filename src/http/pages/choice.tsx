export interface ChoiceProps {
  /** Of the form's field. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly value: string;
}

/** One of a list. */
export function Choice({ name, label, options, value }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map(([each, words]) => (
          <option value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
