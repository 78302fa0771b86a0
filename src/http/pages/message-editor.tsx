import { PLACEHOLDERS } from '../../core/placeholders.ts';
import type { PreviewedMessage } from '../../services/preview-message.ts';
import type { LineView } from '../../services/show-line.ts';
import type { Person } from '../web-env.ts';
import { Editable, linePath, mayChangeSettings } from './editable.tsx';
import { Refused } from './field.tsx';

/** The words at all times, and their twin for when the line is closed. */
export type EditedWhen = 'default' | 'after-hours';

export interface MessageEditorProps {
  readonly person: Person;
  readonly line: LineView;
  readonly when: EditedWhen;
  /** What stands in the box. */
  readonly template: string;
  readonly previewed: PreviewedMessage;
  /** Whether it is the product's own. */
  readonly isBuiltIn: boolean;
  /** Why it is never sent as things are; null where it is. */
  readonly silence: string | null;
}

/** What a line says: the box, what may be put into it, and how it looks on a phone. */
export function MessageEditor({ isBuiltIn, ...props }: MessageEditorProps) {
  const { person, line, when, silence } = props;
  const { settings } = person.words;
  const title = when === 'default' ? settings.message : settings.afterHours;
  return (
    <form class="card stack" method="post" action={linePath(line, 'message')}>
      <h2>{title}</h2>
      {silence !== null && <p class="quiet">{silence}</p>}
      <div class="editor">
        <Editable person={person}>
          <input type="hidden" name="when" value={when} />
          <Box {...props} />
          {mayChangeSettings(person) && <Placeholders {...props} />}
          {mayChangeSettings(person) && !isBuiltIn && when === 'default' && (
            <button type="submit" name="do" value="built-in">
              {settings.builtIn}
            </button>
          )}
        </Editable>
        <section class="phone" aria-label={`${title}: ${settings.preview}`}>
          <small>{settings.preview}</small>
          <div id={`preview-${when}`}>
            <Preview {...props} />
          </div>
        </section>
      </div>
    </form>
  );
}

type BoxProps = Omit<MessageEditorProps, 'isBuiltIn' | 'silence'>;

function Box({ person, line, when, template }: BoxProps) {
  const { settings } = person.words;
  return (
    <div class="field">
      <label>
        {settings.template}
        <textarea
          id={`template-${when}`}
          name="template"
          rows={5}
          maxlength={1530}
          hx-post={linePath(line, 'preview')}
          hx-trigger="input changed delay:200ms"
          hx-target={`#preview-${when}`}
          hx-swap="innerHTML"
        >
          {template}
        </textarea>
      </label>
      {when === 'after-hours' && <small>{settings.afterHoursHint}</small>}
    </div>
  );
}

function Placeholders({ person, when }: Pick<BoxProps, 'person' | 'when'>) {
  const { settings } = person.words;
  return (
    <fieldset class="buttons" aria-label={settings.insert}>
      {PLACEHOLDERS.map((name) => (
        <button type="button" class="small" data-insert={`{{${name}}}`} data-into={`#template-${when}`}>
          {settings.placeholders[name]}
        </button>
      ))}
    </fieldset>
  );
}

type PreviewProps = Pick<BoxProps, 'person' | 'previewed'>;

/** The text as a caller's phone shows it, what it costs, and what to mend; or why it cannot be saved. */
export function Preview({ person, previewed }: PreviewProps) {
  const { settings } = person.words;
  if (previewed.kind !== 'preview') return <Refused refusal={previewed} />;
  const { preview } = previewed;
  return (
    <div class="stack">
      <div class="text">
        <p dir="auto">{preview.text}</p>
      </div>
      <small>{settings.count(preview)}</small>
      {preview.warnings.map((warning) => (
        <p class="silence">{warning}</p>
      ))}
      {preview.plain !== null && mayChangeSettings(person) && (
        <button type="submit" name="do" value="plain">
          {settings.plain(preview.plain.segments)}
        </button>
      )}
    </div>
  );
}
