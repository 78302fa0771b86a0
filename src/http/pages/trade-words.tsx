import { TRADE_TEMPLATES } from '../../core/trade-templates.ts';
import type { LineView } from '../../services/show-line.ts';
import type { Person } from '../web-env.ts';
import { FormVersion, linePath } from './editable.tsx';
import { FormToken } from './form-token.tsx';

interface TradeWordsProps {
  readonly person: Person;
  readonly line: LineView;
  readonly version: string;
}

/** Words to start from, for who may take them. */
export function TradeWords({ person, line, version }: TradeWordsProps) {
  const { settings } = person.words;
  return (
    <details class="card">
      <summary>{settings.trades}</summary>
      <ul class="stack">
        {TRADE_TEMPLATES.map(({ trade, message, afterHours }) => (
          <li class="stack">
            <h3>{settings.trade(trade)}</h3>
            <p lang="en">{message}</p>
            <p class="quiet" lang="en">
              {afterHours}
            </p>
            <form method="post" action={linePath(line, 'words')} hx-confirm={settings.confirmUse}>
              <FormToken person={person} />
              <FormVersion version={version} />
              <button type="submit" name="trade" value={trade}>
                {settings.use(trade)}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  );
}
