import { type TradeTemplate, tradeTemplates } from '../../core/trade-templates.ts';
import type { MessagePreview } from '../../services/preview-message.ts';
import type { LineView } from '../../services/show-line.ts';
import { languagesFor, templateValue } from '../template-choice.ts';
import type { Person } from '../web-env.ts';
import { FormVersion, linePath } from './editable.tsx';
import { FormToken } from './form-token.tsx';

interface TradeWordsProps {
  readonly person: Person;
  readonly line: LineView;
  readonly version: string;
  /** What a template comes to at most times. */
  readonly usual: (template: string) => MessagePreview;
  /** The same while the line is closed. */
  readonly closed: (template: string) => MessagePreview;
}

/** Words to start from, for who may take them; those in the reader's own language first. */
export function TradeWords(props: TradeWordsProps) {
  const { settings, language: own } = props.person.words;
  return (
    <details class="card">
      <summary>{settings.trades}</summary>
      {languagesFor(own).map((language) => (
        <section class="stack" aria-label={settings.templatesIn[language]}>
          <h3>{settings.templatesIn[language]}</h3>
          <ul class="stack">
            {tradeTemplates(language).map((template) => (
              <TradeItem {...props} template={template} />
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

type TradeItemProps = TradeWordsProps & { readonly template: TradeTemplate };

function TradeItem({ person, line, version, usual, closed, template }: TradeItemProps) {
  const { settings } = person.words;
  const { trade, language, message, afterHours } = template;
  return (
    <li class="stack">
      <h4>{settings.trade(trade)}</h4>
      <p lang={language}>{message}</p>
      <small>{settings.count(usual(message))}</small>
      <p class="quiet" lang={language}>
        {afterHours}
      </p>
      <small>{settings.count(closed(afterHours))}</small>
      <form method="post" action={linePath(line, 'words')} hx-confirm={settings.confirmUse}>
        <FormToken person={person} />
        <FormVersion version={version} />
        <button type="submit" name="trade" value={templateValue(template)}>
          {settings.use[language](trade)}
        </button>
      </form>
    </li>
  );
}
