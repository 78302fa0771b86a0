import { PLACEHOLDERS } from '../../core/placeholders.ts';
import type { PreviewedMessage } from '../../services/preview-message.ts';
import type { LineView } from '../../services/show-line.ts';
import type { EditedWhen } from '../message-form.ts';
import type { Person } from '../web-env.ts';
import { Editable, linePath, mayChangeSettings } from './editable.tsx';
import { Refused } from './field.tsx';

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
  readonly version: string;
}

/** What a line says: the box, what may be put into it, and how it looks on a phone. */
export function MessageEditor(props: MessageEditorProps) {
  return (
    <div class="card stack">
      <h2>{messageTitle(props)}</h2>
      <EditorForm {...props} />
    </div>
  );
}

/** The same, folded where there are no words for these circumstances; most businesses have none. */
export function FoldedMessageEditor({ isOpen, ...props }: MessageEditorProps & { readonly isOpen: boolean }) {
  const { person, template } = props;
  return (
    <details class="card" open={isOpen}>
      <summary>
        {messageTitle(props)}
        {template.trim() !== '' && <span class="chip good">{person.words.line.inUse}</span>}
      </summary>
      <EditorForm {...props} />
    </details>
  );
}

function messageTitle({ person, when }: Pick<MessageEditorProps, 'person' | 'when'>): string {
  const { settings, line } = person.words;
  if (when === 'default') return settings.message;
  return when === 'after-hours' ? settings.afterHours : line.variants[when];
}

function EditorForm({ isBuiltIn, silence, version, ...props }: MessageEditorProps) {
  const { person, line, when } = props;
  const { settings } = person.words;
  return (
    <form class="stack" method="post" action={linePath(line, 'message')}>
      {silence !== null && <p class="quiet">{silence}</p>}
      <div class="editor">
        <Editable person={person} version={version}>
          <input type="hidden" name="when" value={when} />
          <Box {...props} />
          {mayChangeSettings(person) && <Placeholders {...props} />}
          {mayChangeSettings(person) && !isBuiltIn && when === 'default' && (
            <button type="submit" name="do" value="built-in">
              {settings.builtIn}
            </button>
          )}
        </Editable>
        <section class="phone" aria-label={`${messageTitle(props)}: ${settings.preview}`}>
          <small>{settings.preview}</small>
          <div id={`preview-${when}`}>
            <Preview {...props} />
          </div>
        </section>
      </div>
    </form>
  );
}

type BoxProps = Omit<MessageEditorProps, 'isBuiltIn' | 'silence' | 'version'>;

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
      {when !== 'default' && when !== 'after-hours' && <small>{person.words.line.variantHint}</small>}
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
  if (previewed.kind !== 'preview') return <Refused person={person} refusal={previewed} />;
  const { preview } = previewed;
  return (
    <div class="stack">
      <div class="text">
        <p dir="auto">{preview.text}</p>
      </div>
      <small>{settings.count(preview)}</small>
      {preview.warnings.map((warning) => (
        <p class="silence">{person.words.say(warning)}</p>
      ))}
      {preview.plain !== null && mayChangeSettings(person) && (
        <button type="submit" name="do" value="plain">
          {settings.plain(preview.plain.segments)}
        </button>
      )}
    </div>
  );
}
