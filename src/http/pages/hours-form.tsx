import type { HoursView } from '../../services/show-hours.ts';
import type { LineView } from '../../services/show-line.ts';
import type { HoursRefusals, TypedHours } from '../hours-form.ts';
import type { Person } from '../web-env.ts';
import { Editable, linePath } from './editable.tsx';
import { Field } from './field.tsx';

interface HoursFormProps {
  readonly person: Person;
  readonly line: LineView;
  readonly hours: HoursView;
  readonly typed: TypedHours;
  readonly refusals: HoursRefusals;
  readonly version: string;
}

/** When a line is open, in the words of a person. */
export function HoursForm({ person, line, hours, typed, refusals, version }: HoursFormProps) {
  const { settings } = person.words;
  return (
    <form class="card stack" method="post" action={linePath(line, 'hours')}>
      <h2>{settings.hours}</h2>
      <p>
        {hours.isOpen
          ? settings.openNow
          : settings.closedNow(
              hours.nextOpenInWords,
              hours.nextOpen === null ? null : person.format.time(hours.nextOpen),
            )}
        {hours.holiday !== null && ` ${settings.today(hours.holiday)}`}
      </p>
      <Editable person={person} version={version}>
        <Field person={person} refusal={refusals.hours} hint={settings.hoursHint}>
          <label>
            {settings.open}
            <input
              name="hours"
              value={typed.hours}
              maxlength={500}
              placeholder={settings.always}
              aria-invalid={refusals.hours === undefined ? undefined : 'true'}
            />
          </label>
        </Field>
        <Field person={person} refusal={refusals.timeZone} hint={settings.timeZoneHint}>
          <label>
            {settings.timeZone}
            <input
              name="time-zone"
              value={typed.timeZone}
              maxlength={64}
              placeholder={hours.timeZone}
              aria-invalid={refusals.timeZone === undefined ? undefined : 'true'}
            />
          </label>
        </Field>
      </Editable>
    </form>
  );
}
