import { type TradeTemplate, tradeTemplates } from '../../core/trade-templates.ts';
import { type MessagePreview, previewMessage, previewsOf } from '../../services/preview-message.ts';
import type { LineView } from '../../services/show-line.ts';
import { Editable } from '../pages/editable.tsx';
import { Preview } from '../pages/message-editor.tsx';
import { languagesFor, templateValue } from '../template-choice.ts';
import type { StepProps } from './setup-state.ts';
import { stepPath } from './setup-steps.ts';

export function messageStep(props: StepProps) {
  const { person, parts, line } = props;
  const { message } = person.words.setup;
  if (line === undefined) return <NoLineYet {...props} />;
  const request = { number: line.number, template: null, variant: 'default', callerName: '' } as const;
  const previewed = previewMessage(parts.store, request, parts.business, parts.clock.now());
  return (
    <>
      <section class="card stack">
        <h2>{message.title}</h2>
        <p>{message.now}</p>
        <div class="phone">
          <Preview person={person} previewed={previewed} />
        </div>
        <p>
          <a href={`/settings?line=${encodeURIComponent(line.number)}`}>{message.own}</a>
        </p>
      </section>
      <TradeChoice {...props} line={line} />
    </>
  );
}

/** The words of each trade, as callers of this line would read them; in the reader's own language first. */
function TradeChoice(props: StepProps & { readonly line: LineView }) {
  const { person, parts, line } = props;
  const { settings, setup, language: own } = person.words;
  const asked = { number: line.number, variant: 'default' } as const;
  const previews = previewsOf(parts.store, asked, parts.business, parts.clock.now());
  if (previews.kind !== 'previews') return null;
  return (
    <form class="card stack" method="post" action={stepPath('message')}>
      <h2>{setup.message.choose}</h2>
      <Editable person={person} button={setup.message.use}>
        <input type="hidden" name="line" value={line.number} />
        {languagesFor(own).map((language) => (
          <fieldset class="stack">
            <legend>{settings.templatesIn[language]}</legend>
            {tradeTemplates(language).map((template) => (
              <TradeRadio {...{ person, line, template }} preview={previews.of(template.message)} />
            ))}
          </fieldset>
        ))}
      </Editable>
    </form>
  );
}

interface TradeRadioProps extends Pick<StepProps, 'person'> {
  readonly line: LineView;
  readonly template: TradeTemplate;
  readonly preview: MessagePreview;
}

function TradeRadio({ person, line, template, preview }: TradeRadioProps) {
  const { settings } = person.words;
  const { trade, language, message } = template;
  const isUsed = line.message === message;
  return (
    <div class="field">
      <label class="check">
        <input type="radio" name="trade" value={templateValue(template)} required checked={isUsed} />
        {settings.trade(trade)}
      </label>
      <p class="quiet" lang={language}>
        {preview.text}
      </p>
      <small>{settings.count(preview)}</small>
    </div>
  );
}

/** What comes later needs a line. */
export function NoLineYet({ person }: Pick<StepProps, 'person'>) {
  const { message } = person.words.setup;
  return (
    <section class="card stack">
      <p>{message.noLine}</p>
      <p>
        <a class="button primary" href={stepPath('line')}>
          {message.toLine}
        </a>
      </p>
    </section>
  );
}
