import { OWNER_RULES } from '../../core/ownership.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { LineView } from '../../services/show-line.ts';
import type { TypedOwners } from '../owners-form.ts';
import type { Person } from '../web-env.ts';
import { Editable, linePath } from './editable.tsx';
import { Refused } from './field.tsx';

interface OwnersFormProps {
  readonly person: Person;
  readonly line: LineView;
  readonly typed: TypedOwners;
  /** Everybody who may look after a line, by name. */
  readonly names: readonly string[];
  readonly refusal: Rejection | undefined;
  readonly version: string;
}

/** Who owns what a line misses, in order. */
export function OwnersForm({ person, line, typed, names, refusal, version }: OwnersFormProps) {
  const words = person.words.line;
  return (
    <form class="card stack" method="post" action={linePath(line, 'owners')}>
      <h2>{words.owners}</h2>
      <p class="quiet">{words.ownersHint}</p>
      <Editable person={person} version={version}>
        <label>
          {words.rule}
          <select name="rule">
            {OWNER_RULES.map((rule) => (
              <option value={rule} selected={rule === typed.rule}>
                {words.rules[rule]}
              </option>
            ))}
          </select>
        </label>
        {typed.people.map(({ name, hours }, index) => (
          <div class="pair">
            <label>
              {words.person(index + 1)}
              <select name={`owner-${index + 1}`}>
                <option value="">{person.words.nobody}</option>
                {names.map((each) => (
                  <option value={each} selected={each === name}>
                    {each}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {words.theirHours(index + 1)}
              <input name={`owner-hours-${index + 1}`} value={hours} maxlength={500} />
            </label>
          </div>
        ))}
        <small>{words.theirHoursHint}</small>
        {refusal !== undefined && <Refused person={person} refusal={refusal} />}
      </Editable>
    </form>
  );
}
