import type { Context } from 'hono';
import { type LineMessage, listMessages } from '../services/list-messages.ts';
import { type PreviewedMessage, previewMessage } from '../services/preview-message.ts';
import { showHours } from '../services/show-hours.ts';
import { type LineView, listLines, showLine } from '../services/show-line.ts';
import { type LineRefusals, shownLine, type TypedLine } from './line-form.ts';
import { mayChangeLines } from './pages/editable.tsx';
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
  const { typed = shownLine(line, person), refusals = {} } = state;
  return context.html(
    <SettingsPage {...{ person, lines, number: line.number, notice }}>
      <LineForm {...{ person, line, typed, refusals }} />
      <MessageEditor {...editorProps(context, parts, line, 'default', state)} />
      <MessageEditor {...editorProps(context, parts, line, 'after-hours', state)} />
      {mayChangeLines(person) && <TradeWords {...{ person, line }} />}
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
  const hours = showHours(parts.store, line.number, parts.business, parts.clock.now());
  const neverCloses = hours.kind === 'hours' && hours.hours.week === null;
  return {
    ...{ person, line, when, template },
    isBuiltIn: own?.isBuiltIn === true,
    previewed: previewTyped(parts, line.number, when, template),
    silence: when === 'after-hours' && neverCloses ? person.words.settings.noHours(line.number) : null,
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
