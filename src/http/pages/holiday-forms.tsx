import { HOLIDAY_REPEATS } from '../../core/holiday-days.ts';
import { FormVersion } from './editable.tsx';
import { Field, Refused } from './field.tsx';
import { FormToken } from './form-token.tsx';
import type { HolidaysPageProps } from './holidays-props.ts';

/** Whose holidays a form is about, and what it has seen of them. */
function About({ person, number, version }: HolidaysPageProps) {
  return (
    <>
      <FormToken person={person} />
      <FormVersion version={version} />
      <input type="hidden" name="line" value={number ?? ''} />
    </>
  );
}

/** Pointed at in a calendar, with how it comes again. */
export function AddHolidayForm(props: HolidaysPageProps) {
  const { person, typed, refusals } = props;
  const { holidays: words } = person.words;
  return (
    <form class="card stack" method="post" action="/settings/holidays/add">
      <h2>{words.add}</h2>
      <About {...props} />
      {refusals.all !== undefined && <Refused person={person} refusal={refusals.all} />}
      <div class="pair">
        <Field person={person} refusal={refusals.day} hint="">
          <label>
            {words.day}
            <input type="date" name="day" value={typed.day} required />
          </label>
        </Field>
        <Field person={person} refusal={refusals.until} hint="">
          <label>
            {words.until}
            <input type="date" name="until" value={typed.until} />
          </label>
        </Field>
      </div>
      <Field person={person} refusal={refusals.name} hint="">
        <label>
          {words.name}
          <input name="name" value={typed.name} maxlength={100} required />
        </label>
      </Field>
      <Field person={person} refusal={refusals.repeat} hint="">
        <label>
          {words.repeat}
          <select name="repeat">
            {HOLIDAY_REPEATS.map((repeat) => (
              <option value={repeat} selected={repeat === typed.repeat}>
                {words.repeatWords[repeat]}
              </option>
            ))}
          </select>
        </label>
      </Field>
      <Field person={person} refusal={refusals.hours} hint={words.hoursHint}>
        <label>
          {words.hours}
          <input name="hours" value={typed.hours} maxlength={200} />
        </label>
      </Field>
      <div class="buttons">
        <button class="primary" type="submit">
          {words.add}
        </button>
      </div>
    </form>
  );
}

/** All of them by one button. */
export function FederalForm(props: HolidaysPageProps) {
  const { holidays: words } = props.person.words;
  return (
    <form class="card stack" method="post" action="/settings/holidays/federal">
      <About {...props} />
      <p class="quiet">{words.federalHint}</p>
      <div class="buttons">
        <button class="long" type="submit">
          {words.federal}
        </button>
      </div>
    </form>
  );
}

/** From a calendar program. */
export function ImportForm(props: HolidaysPageProps) {
  const { person, importRefusal } = props;
  const { holidays: words } = person.words;
  return (
    <form
      class="card stack"
      method="post"
      action="/settings/holidays/import"
      enctype="multipart/form-data"
      hx-encoding="multipart/form-data"
    >
      <h2>{words.import}</h2>
      <About {...props} />
      <Field person={person} refusal={importRefusal} hint={words.importHint}>
        <label>
          {words.file}
          <input type="file" name="file" accept=".ics,text/calendar" required />
        </label>
      </Field>
      <label>
        {words.hours}
        <input name="hours" maxlength={200} />
      </label>
      <small>{words.hoursHint}</small>
      <div class="buttons">
        <button class="primary" type="submit" name="do" value="take">
          {words.take}
        </button>
        <button type="submit" name="do" value="look">
          {words.look}
        </button>
      </div>
    </form>
  );
}
