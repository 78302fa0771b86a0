import type { Context } from 'hono';
import { type LineMessage, listMessages } from '../services/list-messages.ts';
import { type PreviewedMessage, previewMessage } from '../services/preview-message.ts';
import { showHours } from '../services/show-hours.ts';
import { type LineView, listLines, showLine } from '../services/show-line.ts';
import { type HoursRefusals, shownHours, type TypedHours } from './hours-form.ts';
import { type LineRefusals, shownLine, type TypedLine } from './line-form.ts';
import { mayChangeSettings } from './pages/editable.tsx';
import { HoursForm } from './pages/hours-form.tsx';
import { LineForm } from './pages/line-form.tsx';
import { type EditedWhen, MessageEditor } from './pages/message-editor.tsx';
import type { Notice } from './pages/page.tsx';
import { NoLines, SettingsPage } from './pages/settings-page.tsx';
import { TradeWords } from './pages/trade-words.tsx';
import { rejected } from './problem.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Lines to choose from. */
const MOST_LINES = 1_000;

/** What was just done, or was typed and could not be saved. */
export interface LinePageState {
  readonly notice?: Notice;
  readonly typed?: TypedLine;
  readonly refusals?: LineRefusals;
  readonly typedHours?: TypedHours;
  readonly hoursRefusals?: HoursRefusals;
  readonly draft?: { readonly when: EditedWhen; readonly template: string };
}

/** The settings of a line; with null, of the first. */
export function linePage(
  context: Context<PersonEnv>,
  parts: WebParts,
  number: string | null,
  state: LinePageState = {},
): Response | Promise<Response> {
  const { store, business } = parts;
  const person = context.get('person');
  const { notice } = state;
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
  const { typed = shownLine(line, person), refusals = {} } = state;
  const { typedHours = shownHours(hours, line), hoursRefusals = {} } = state;
  const isNeverSent = hours.week === null;
  return context.html(
    <SettingsPage {...{ person, lines, number: line.number, notice }}>
      <LineForm {...{ person, line, typed, refusals }} />
      <MessageEditor {...editorProps(context, parts, line, 'default', state)} silence={null} />
      <MessageEditor
        {...editorProps(context, parts, line, 'after-hours', state)}
        silence={isNeverSent ? person.words.settings.noHours : null}
      />
      <HoursForm {...{ person, line, hours }} typed={typedHours} refusals={hoursRefusals} />
      {mayChangeSettings(person) && <TradeWords {...{ person, line }} />}
    </SettingsPage>,
    notice?.isProblem === true ? 422 : 200,
  );
}

function editorProps(
  context: Context<PersonEnv>,
  parts: WebParts,
  line: LineView,
  when: EditedWhen,
  { draft }: LinePageState,
) {
  const person = context.get('person');
  const own = messageOf(parts, line.number, when);
  const template = draft?.when === when ? draft.template : (own?.template ?? '');
  return {
    ...{ person, line, when, template },
    isBuiltIn: own?.isBuiltIn === true,
    previewed: previewTyped(parts, line.number, when, template),
  };
}

/** Words as they were typed, filled in; where there are none for after hours, those that are sent in their place. */
export function previewTyped(
  parts: WebParts,
  number: string,
  when: EditedWhen,
  typed: string,
): PreviewedMessage {
  const isLeftOut = when === 'after-hours' && typed.trim() === '';
  const template = isLeftOut ? (messageOf(parts, number, 'default')?.template ?? null) : typed;
  const request = { number, template, variant: when, callerName: '' } as const;
  return previewMessage(parts.store, request, parts.business, parts.clock.now());
}

function messageOf({ store, business }: WebParts, number: string, when: EditedWhen): LineMessage | undefined {
  const listed = listMessages(store, number, business);
  return listed.kind === 'messages' ? listed.messages.find(({ variant }) => variant === when) : undefined;
}
