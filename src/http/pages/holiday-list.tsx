import { nextDayOf } from '../../core/holiday-days.ts';
import { formatHolidayRule } from '../../core/holiday-words.ts';
import { daysBetween, type LocalDate } from '../../core/local-time.ts';
import type { KeptHoliday } from '../../services/line-schedule.ts';
import type { HolidayRefusals } from '../holiday-form.ts';
import { dateWords, openAsTyped, openWords, repeatWords } from '../holiday-words.ts';
import { FormVersion, mayChangeSettings } from './editable.tsx';
import { Field } from './field.tsx';
import { FormToken } from './form-token.tsx';
import type { HolidaysPageProps } from './holidays-props.ts';

const NOTHING: HolidayRefusals = {};

/** The holidays by their next day, those that are over last. */
export function HolidayList(props: HolidaysPageProps) {
  const { person, holidays, today } = props;
  const dated = holidays
    .map((holiday) => ({ holiday, next: nextDayOf(holiday.rule, today) }))
    .toSorted((a, b) => order(a.next, b.next));
  if (dated.length === 0) return <p class="empty">{person.words.holidays.none}</p>;
  return (
    <ul class="card rows">
      {dated.map(({ holiday, next }) => (
        <Entry {...props} holiday={holiday} next={next} />
      ))}
    </ul>
  );
}

function order(a: LocalDate | null, b: LocalDate | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return daysBetween(b, a);
}

interface EntryProps extends HolidaysPageProps {
  readonly holiday: KeptHoliday;
  readonly next: LocalDate | null;
}

function Entry(props: EntryProps) {
  const { person, number, holiday, next } = props;
  const { holidays: words } = person.words;
  const isElsewhere = holiday.forEveryLine && number !== null;
  const day = next ?? (holiday.rule.kind === 'once' ? holiday.rule.date : null);
  return (
    <li class="holiday">
      <div>
        <strong>{holiday.name}</strong>
        {isElsewhere && <span class="chip">{words.forEveryLine}</span>}
        {next === null && <span class="chip">{words.over}</span>}
        <br />
        {[day === null ? null : dateWords(day, person), openWords(holiday, person)]
          .filter((part) => part !== null)
          .join(' · ')}
        <br />
        <small>{repeatWords(holiday, person)}</small>
      </div>
      {mayChangeSettings(person) && !isElsewhere && <ChangeForm {...props} />}
    </li>
  );
}

function ChangeForm({ person, number, holiday, version, change }: EntryProps) {
  const { words } = person;
  const rule = formatHolidayRule(holiday.rule);
  const hours = openAsTyped(holiday.hours, words.language);
  const isTyped = change?.rule === rule;
  const shown = isTyped ? change : { name: holiday.name, hours, refusals: NOTHING };
  return (
    <details open={isTyped}>
      <summary>{words.holidays.edit}</summary>
      <form class="stack" method="post" action="/settings/holidays/change">
        <FormToken person={person} />
        <FormVersion version={version} />
        <input type="hidden" name="line" value={number ?? ''} />
        <input type="hidden" name="rule" value={rule} />
        <Field person={person} refusal={shown.refusals.name} hint="">
          <label>
            {words.holidays.name}
            <input name="name" value={shown.name} maxlength={100} />
          </label>
        </Field>
        <Field person={person} refusal={shown.refusals.hours} hint={words.holidays.hoursHint}>
          <label>
            {words.holidays.hours}
            <input name="hours" value={shown.hours} maxlength={200} />
          </label>
        </Field>
        <div class="buttons">
          <button type="submit" name="do" value="save">
            {words.save}
          </button>
          <button class="danger" type="submit" name="do" value="remove">
            {words.holidays.remove}
          </button>
        </div>
      </form>
    </details>
  );
}
