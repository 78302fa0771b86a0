import { formatPrice } from '../../core/credit-forecast.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { CreditsView } from '../../services/show-credits.ts';
import type { CreditEntry } from '../../store/queries/credits.ts';
import type { Person } from '../web-env.ts';
import { Editable } from './editable.tsx';
import { Field } from './field.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

/** What was typed of a top-up. */
export interface TypedTopUp {
  readonly amount: string;
  /** The same one twice is one top-up: a form that is sent again adds nothing. */
  readonly key: string;
  readonly refusal?: Rejection;
}

interface CreditsPageProps {
  readonly person: Person;
  readonly credits: CreditsView;
  readonly history: readonly CreditEntry[];
  readonly typed: TypedTopUp;
  readonly notice?: Notice | undefined;
}

/** Credits left, how long they last, and more of them. */
export function CreditsPage({ person, credits, history, typed, notice }: CreditsPageProps) {
  const { settings } = person.words;
  return (
    <Page person={person} title={settings.credits} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{settings.credits}</h1>
          <SettingsTabs person={person} open="credits" />
        </header>
        <section class="card stack">
          <h2>{settings.left(person.format.count(credits.balance))}</h2>
          <p>{lasting(person, credits)}</p>
        </section>
        <TopUp {...{ person, credits, typed }} />
        <History {...{ person, history }} />
      </div>
    </Page>
  );
}

function lasting({ words }: Person, { balance, daysLeft, spentPerDay }: CreditsView): string {
  const { settings } = words;
  if (balance === 0) return settings.noneLeft;
  return daysLeft === null ? settings.noneSpent : settings.lasts(spentPerDay.toFixed(1), daysLeft);
}

interface TopUpProps extends Pick<CreditsPageProps, 'person' | 'credits' | 'typed'> {
  /** Where the form goes. */
  readonly action?: string;
}

export function TopUp({ person, credits, typed, action = '/settings/credits' }: TopUpProps) {
  const { settings } = person.words;
  return (
    <form class="card stack" method="post" action={action} hx-confirm={settings.confirmTopUp}>
      <h2>{settings.topUp}</h2>
      <Editable person={person} button={settings.topUp}>
        <input type="hidden" name="key" value={typed.key} />
        <Field
          person={person}
          refusal={typed.refusal}
          hint={settings.price(formatPrice(credits.pricePer100Cents))}
        >
          <label>
            {settings.amount}
            <input
              name="amount"
              inputmode="numeric"
              value={typed.amount}
              maxlength={10}
              required
              aria-invalid={typed.refusal === undefined ? undefined : 'true'}
            />
          </label>
        </Field>
      </Editable>
    </form>
  );
}

function History({ person, history }: Pick<CreditsPageProps, 'person' | 'history'>) {
  const { words, format } = person;
  // What was set aside for a text and then used moves nothing.
  const moved = history.filter(({ delta }) => delta !== 0);
  if (moved.length === 0) return null;
  return (
    <section class="card">
      <h2>{words.settings.history}</h2>
      <ul class="rows">
        {moved.map(({ at, kind, delta, note }) => (
          <li>
            <div>
              <strong>{words.settings.entries[kind]}</strong>
              {note !== '' && ` · ${note}`}
              <br />
              <time>{format.time(at)}</time>
            </div>
            <span>{delta > 0 ? `+${format.count(delta)}` : format.count(delta)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
