import { CHOOSABLE_KINDS } from '../../core/webhook-event.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { WebhookView } from '../../services/show-webhooks.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { Field, Refused } from './field.tsx';
import { FormToken } from './form-token.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

interface WebhookPageProps {
  readonly person: Person;
  readonly webhook: WebhookView;
  /** What was sent last, which keeps itself up to date. */
  readonly deliveries: Html;
  /** Where there is a new one: shown this once. */
  readonly secret?: string | undefined;
  readonly refusal?: Rejection | undefined;
  readonly notice?: Notice | undefined;
}

/** One webhook: how what is sent there fares, and all that can be done with it. */
export function WebhookPage({ person, webhook, deliveries, secret, refusal, notice }: WebhookPageProps) {
  const words = person.words.webhooks;
  return (
    <Page person={person} title={webhook.name} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{webhook.name}</h1>
          <SettingsTabs person={person} open="webhooks" />
        </header>
        <p>
          <a href="/settings/webhooks">← {words.back}</a>
        </p>
        {secret !== undefined && (
          <section class="card stack" role="status">
            <h2>{words.secret(webhook.name)}</h2>
            <p>
              <code>{secret}</code>
            </p>
            <p class="quiet">{words.secretHint}</p>
          </section>
        )}
        {refusal !== undefined && <Refused person={person} refusal={refusal} />}
        {deliveries}
        <ReplayForm person={person} webhook={webhook} />
        <ChangeForm person={person} webhook={webhook} />
        <Ending person={person} webhook={webhook} />
      </div>
    </Page>
  );
}

type FormProps = Pick<WebhookPageProps, 'person' | 'webhook'>;

/** Where what is done with a webhook is sent to. */
export function webhookPath({ id }: Pick<WebhookView, 'id'>, action: string): string {
  return `/settings/webhooks/${id}/${action}`;
}

function ReplayForm({ person, webhook }: FormProps) {
  const words = person.words.webhooks;
  return (
    <form class="card stack" method="post" action={webhookPath(webhook, 'replay')}>
      <h2>{words.replay}</h2>
      <FormToken person={person} />
      <p class="quiet">{words.replayHint}</p>
      <label>
        {words.since}
        <select name="since">
          {Object.entries(words.spans).map(([span, label]) => (
            <option value={span}>{label}</option>
          ))}
        </select>
      </label>
      <label>
        {words.fromEvent}
        <input name="event" maxlength={64} placeholder="evt_…" autocomplete="off" />
      </label>
      <div class="buttons">
        <button type="submit">{words.replay}</button>
      </div>
    </form>
  );
}

function ChangeForm({ person, webhook }: FormProps) {
  const { words } = person;
  const { kinds } = webhook;
  return (
    <form class="card stack" method="post" action={webhookPath(webhook, 'change')}>
      <h2>{words.webhooks.change}</h2>
      <FormToken person={person} />
      <Field person={person} refusal={undefined} hint={words.webhooks.urlHint}>
        <label>
          {words.webhooks.url}
          <input name="url" type="url" value={webhook.url} maxlength={500} required />
        </label>
      </Field>
      <details>
        <summary>
          {words.webhooks.events}:{' '}
          {kinds === null ? words.webhooks.all : words.webhooks.some(kinds.join(', '))}
        </summary>
        <fieldset>
          <legend>{words.webhooks.events}</legend>
          {CHOOSABLE_KINDS.map((kind) => (
            <label class="check">
              <input type="checkbox" name="events" value={kind} checked={kinds?.includes(kind) ?? true} />
              {kind}
            </label>
          ))}
        </fieldset>
      </details>
      <div class="buttons">
        <button class="primary" type="submit">
          {words.save}
        </button>
      </div>
    </form>
  );
}

function Ending({ person, webhook }: FormProps) {
  const words = person.words.webhooks;
  return (
    <section class="card stack">
      <p class="quiet">{words.renewHint}</p>
      <div class="buttons">
        <form method="post" action={webhookPath(webhook, 'secret')} hx-confirm={words.confirmRenew}>
          <FormToken person={person} />
          <button type="submit">{words.renew}</button>
        </form>
        <form method="post" action={webhookPath(webhook, 'remove')} hx-confirm={words.confirmRemove}>
          <FormToken person={person} />
          <button class="danger" type="submit">
            {words.remove}
          </button>
        </form>
      </div>
    </section>
  );
}
