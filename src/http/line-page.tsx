import type { Context } from 'hono';
import { settingsVersion } from '../services/save-unchanged.ts';
import { showHours } from '../services/show-hours.ts';
import { listLines, showLine } from '../services/show-line.ts';
import { hoursSettings, shownHours } from './hours-form.ts';
import { type LineFormName, lineSettings, shownLine } from './line-form.ts';
import { OtherMessages, UsualMessages } from './line-messages.tsx';
import { LineOwners } from './line-owners.tsx';
import type { LinePageState } from './line-page-state.ts';
import { LineTest } from './line-test.tsx';
import { LineTrades } from './line-trades.tsx';
import { mayChangeSettings } from './pages/editable.tsx';
import { HoursForm } from './pages/hours-form.tsx';
import { LineForm } from './pages/line-form.tsx';
import { LineMoreForm } from './pages/line-more-form.tsx';
import { NoLines, SettingsPage } from './pages/settings-page.tsx';
import { rejected } from './problem.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Lines to choose from. */
const MOST_LINES = 1_000;

/** The settings of a line; with null, of the first. */
export function linePage(
  context: Context<PersonEnv>,
  parts: WebParts,
  number: string | null,
  state: LinePageState = {},
): Response | Promise<Response> {
  const { store, business } = parts;
  const person = context.get('person');
  const { notice, status } = state;
  const lines = listLines(store, MOST_LINES);
  const wanted = number ?? lines[0]?.number;
  if (wanted === undefined)
    return context.html(
      <SettingsPage {...{ person, lines, number: null }}>
        <NoLines person={person} />
      </SettingsPage>,
    );
  const found = showLine(store, wanted, business.country);
  if (found.kind !== 'line') return rejected(context, found);
  const { line } = found;
  const shown = showHours(store, line.number, business, parts.clock.now());
  if (shown.kind !== 'hours') return rejected(context, shown);
  const { hours } = shown;
  const { typed = shownLine(line, person), refusals = {}, typedForm } = state;
  const { typedHours = shownHours(hours, line, person), hoursRefusals = {} } = state;
  const version = (form: LineFormName) => settingsVersion(store, lineSettings(form, line.number, parts));
  const common = { person, parts, line, hours, state };
  const polls = parts.tests.latest()?.state === 'running';
  return context.html(
    <SettingsPage {...{ person, lines, number: line.number, notice, polls }}>
      <LineForm {...{ person, line, typed, refusals }} version={version('line')} />
      <UsualMessages {...common} />
      <HoursForm
        {...{ person, line, hours }}
        typed={typedHours}
        refusals={hoursRefusals}
        version={settingsVersion(store, hoursSettings(line.number, parts))}
      />
      {mayChangeSettings(person) && <LineTrades {...common} />}
      <OtherMessages {...common} />
      <LineOwners {...common} />
      <LineMoreForm
        {...{ person, line, typed, refusals }}
        version={version('more')}
        isOpen={typedForm === 'more'}
      />
      <LineTest {...common} />
    </SettingsPage>,
    status ?? 200,
  );
}
