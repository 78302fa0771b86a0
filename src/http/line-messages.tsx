import { VARIANTS } from '../core/message-variants.ts';
import { listHolidays } from '../services/list-holidays.ts';
import { settingsVersion } from '../services/save-unchanged.ts';
import type { LinePartProps } from './line-page-state.ts';
import { type EditedWhen, messageOf, messageSettings, previewTyped } from './message-form.ts';
import { FoldedMessageEditor, MessageEditor } from './pages/message-editor.tsx';

/** Those that every line has boxes for are not folded. */
const OTHERS = VARIANTS.filter((variant) => variant !== 'after-hours');

/** The words at all times, and their twin for when the line is closed. */
export function UsualMessages(props: LinePartProps) {
  return (
    <>
      <MessageEditor {...editorProps(props, 'default')} />
      <MessageEditor {...editorProps(props, 'after-hours')} />
    </>
  );
}

/** Words for holidays, for customers, for how a call was missed: as many as the core can tell apart. */
export function OtherMessages(props: LinePartProps) {
  const { person, state } = props;
  const words = person.words.line;
  return (
    <section class="stack">
      <h2>{words.otherTexts}</h2>
      <p class="quiet">{words.otherTextsHint}</p>
      {OTHERS.map((variant) => (
        <FoldedMessageEditor {...editorProps(props, variant)} isOpen={state.draft?.when === variant} />
      ))}
    </section>
  );
}

function editorProps(props: LinePartProps, when: EditedWhen) {
  const { person, parts, line, state } = props;
  const { draft } = state;
  const own = messageOf(parts.store, line.number, when, parts);
  const template = draft?.when === when ? draft.template : (own?.template ?? '');
  return {
    ...{ person, line, when, template },
    isBuiltIn: own?.isBuiltIn === true,
    previewed: previewTyped(parts, line.number, { when, template }),
    silence: silenceOf(props, when),
    version: settingsVersion(parts.store, messageSettings(line.number, [when], parts)),
  };
}

/** Why the words for then are never sent as the line is set; null where they are. */
function silenceOf({ person, parts, line, hours }: LinePartProps, when: EditedWhen): string | null {
  const { settings, line: words } = person.words;
  switch (when) {
    case 'after-hours':
      return hours.week === null ? settings.noHours : null;
    case 'holiday': {
      const listed = listHolidays(parts.store, line.number, parts.business);
      return listed.kind === 'holidays' && listed.holidays.length > 0 ? null : words.noHolidays;
    }
    case 'voicemail':
      return line.mode === 'control' && line.afterMiss !== 'voicemail' ? words.noVoicemail : null;
    default:
      return null;
  }
}
