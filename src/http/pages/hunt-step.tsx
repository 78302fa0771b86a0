import { parseWeek } from '../../core/hours-words.ts';
import { LEAST_RING_SECONDS, MAX_AT_ONCE, MOST_RING_SECONDS } from '../../core/hunt-group.ts';
import { WEEKDAYS } from '../../core/weekly-hours.ts';
import { PHONE_KINDS, type TypedPhone, type TypedStep } from '../hunt-form.ts';
import { readWhen } from '../hunt-hours.ts';
import type { HuntRefusals } from '../hunt-read.ts';
import type { Person } from '../web-env.ts';
import { weekdayWords, weekWords } from '../week-words.ts';
import { EditButton } from './edit-button.tsx';
import { Field, Refused } from './field.tsx';

export interface HuntStepProps {
  readonly person: Person;
  /** Where the form is sent. */
  readonly path: string;
  readonly step: TypedStep;
  /** From 1. */
  readonly position: number;
  /** How many steps there are. */
  readonly count: number;
  readonly refusals: HuntRefusals;
}

/** Phones that ring at once: whom, for how long, when, and where it stands among the others. */
export function HuntStep(props: HuntStepProps) {
  const { person, path, step, position, count, refusals } = props;
  const { hunt: words } = person.words;
  const field = `step-${position}`;
  return (
    <fieldset class="card stack" id={field}>
      <legend>{words.step(position)}</legend>
      <input type="hidden" name={`${field}-phones`} value={String(step.phones.length)} />
      {step.phones.map((phone, index) => (
        <Phone {...props} phone={phone} index={index + 1} />
      ))}
      {step.phones.length < MAX_AT_ONCE && (
        <div class="buttons">
          <EditButton path={path} does={`add-phone:${position}`}>
            {words.addPhone}
          </EditButton>
        </div>
      )}
      <Field person={person} refusal={refusals[`${field}-ring`]} hint={words.ringHint}>
        <label>
          {words.ring}
          <input
            type="number"
            inputmode="numeric"
            name={`${field}-ring`}
            value={step.ring}
            min={LEAST_RING_SECONDS}
            max={MOST_RING_SECONDS}
            aria-invalid={refusals[`${field}-ring`] === undefined ? undefined : 'true'}
          />
        </label>
      </Field>
      <When {...props} />
      <div class="buttons">
        {position > 1 && <EditButton path={path} does={`up:${position}`}>{`↑ ${words.up}`}</EditButton>}
        {position < count && (
          <EditButton path={path} does={`down:${position}`}>{`↓ ${words.down}`}</EditButton>
        )}
        {count > 1 && (
          <EditButton path={path} does={`remove-step:${position}`}>
            {words.removeStep}
          </EditButton>
        )}
      </div>
    </fieldset>
  );
}

interface PhoneProps extends HuntStepProps {
  readonly phone: TypedPhone;
  readonly index: number;
}

function Phone({ person, path, step, position, refusals, phone, index }: PhoneProps) {
  const { hunt: words } = person.words;
  const field = `step-${position}-phone-${index}`;
  const refusal = refusals[field];
  return (
    <fieldset class="hunt-phone stack" aria-label={words.phone(index)}>
      <div class="pair">
        <label>
          {words.kind}
          <select name={`${field}-kind`}>
            {PHONE_KINDS.map((kind) => (
              <option value={kind} selected={kind === phone.kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.to}
          <input
            name={`${field}-to`}
            value={phone.to}
            maxlength={160}
            aria-invalid={refusal === undefined ? undefined : 'true'}
          />
        </label>
      </div>
      <label>
        {words.name}
        <input name={`${field}-name`} value={phone.name} maxlength={80} />
      </label>
      <label class="check">
        <input type="checkbox" name={`${field}-press-1`} value="on" checked={phone.press1} />
        {words.press1}
      </label>
      {refusal !== undefined && <Refused person={person} refusal={refusal} />}
      {step.phones.length > 1 && (
        <div class="buttons">
          <EditButton path={path} does={`remove-phone:${position}.${index}`}>
            {words.removePhone}
          </EditButton>
        </div>
      )}
    </fieldset>
  );
}

/** Folded as long as it says what most want: always. */
function When({ person, path, step, position, refusals }: HuntStepProps) {
  const { words, format } = person;
  const { hunt } = words;
  const { when } = step;
  const field = `step-${position}`;
  const refusal = refusals[`${field}-when`];
  const read = readWhen(when, words);
  const week = read.kind === 'hours' && read.hours !== null ? parseWeek(read.hours) : null;
  const shown = week?.kind === 'hours' ? weekWords(week.hours, format.language) : hunt.always;
  return (
    <details open={refusal !== undefined || when.written !== null}>
      <summary>{`${hunt.when}: ${refusal === undefined ? shown : '?'}`}</summary>
      <div class="stack">
        {when.written === null ? (
          <Days {...{ person, step, field }} />
        ) : (
          <Field person={person} refusal={undefined} hint={hunt.writtenHint}>
            <label>
              {hunt.written}
              <input name={`${field}-written`} value={when.written} maxlength={500} />
            </label>
          </Field>
        )}
        {refusal !== undefined && <Refused person={person} refusal={refusal} />}
        <div class="buttons">
          {when.written === null ? (
            <EditButton path={path} does={`written:${position}`}>
              {hunt.writeOut}
            </EditButton>
          ) : (
            <EditButton path={path} does={`days:${position}`}>
              {hunt.tickDays}
            </EditButton>
          )}
        </div>
      </div>
    </details>
  );
}

type DaysProps = Pick<HuntStepProps, 'person' | 'step'> & { readonly field: string };

function Days({ person, step, field }: DaysProps) {
  const { hunt: words } = person.words;
  const { days, from, to } = step.when;
  return (
    <>
      <div class="days">
        {WEEKDAYS.map((day) => (
          <label class="check">
            <input type="checkbox" name={`${field}-${day}`} value="on" checked={days.includes(day)} />
            {weekdayWords(day, person.format.language)}
          </label>
        ))}
      </div>
      <div class="pair">
        <label>
          {words.from}
          <input type="time" name={`${field}-from`} value={from} />
        </label>
        <label>
          {words.until}
          <input type="time" name={`${field}-to`} value={to} />
        </label>
      </div>
      <small>{words.whenHint}</small>
    </>
  );
}
