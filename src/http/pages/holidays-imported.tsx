import { nextDayOf } from '../../core/holiday-days.ts';
import { dateWords, openWords } from '../holiday-words.ts';
import type { HolidaysPageProps, ImportResult } from './holidays-props.ts';

type ImportedProps = HolidaysPageProps & { readonly imported: ImportResult };

/** What a calendar brought, or would bring, and what of it is no holiday. */
export function ImportedHolidays({ person, today, imported }: ImportedProps) {
  const { holidays: words, say } = person.words;
  const { changes, refused } = imported;
  const isNew = changes.some(({ kind }) => kind !== 'unchanged');
  return (
    <div class="card stack">
      {!isNew && <p>{words.nothingNew}</p>}
      <ul class="rows">
        {changes.map(({ kind, holiday }) => {
          const next = nextDayOf(holiday.rule, today);
          const day = next === null ? words.over : dateWords(next, person);
          return (
            <li>
              <div>
                <strong>{holiday.name}</strong>
                {` · ${day} · ${openWords(holiday, person)} · ${words.changes[kind]}`}
              </div>
            </li>
          );
        })}
      </ul>
      {refused.map(({ event, why }) => (
        <p class="silence">{words.notTaken(event, say(why))}</p>
      ))}
    </div>
  );
}
