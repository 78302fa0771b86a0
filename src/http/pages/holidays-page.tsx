import { ChooseLine } from './choose-line.tsx';
import { mayChangeSettings } from './editable.tsx';
import { AddHolidayForm, FederalForm, ImportForm } from './holiday-forms.tsx';
import { HolidayList } from './holiday-list.tsx';
import { ImportedHolidays } from './holidays-imported.tsx';
import type { HolidaysPageProps } from './holidays-props.ts';
import { Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

/** Days on which lines are closed, or open at other hours. */
export function HolidaysPage(props: HolidaysPageProps) {
  const { person, lines, number, imported, notice } = props;
  const { holidays: words, settings } = person.words;
  return (
    <Page person={person} title={words.title} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{words.title}</h1>
          <SettingsTabs person={person} open="holidays" />
        </header>
        <p class="quiet">{words.what}</p>
        {!mayChangeSettings(person) && <p class="silence">{settings.onlyOwners}</p>}
        {lines.length > 0 && (
          <ChooseLine
            {...{ person, lines, number }}
            action="/settings/holidays"
            label={words.whose}
            everyLine={words.everyLine}
          />
        )}
        {imported !== undefined && <ImportedHolidays {...props} imported={imported} />}
        <HolidayList {...props} />
        {mayChangeSettings(person) && (
          <>
            <AddHolidayForm {...props} />
            <FederalForm {...props} />
            <ImportForm {...props} />
          </>
        )}
      </div>
    </Page>
  );
}
