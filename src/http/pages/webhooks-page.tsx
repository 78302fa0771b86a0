import type { Rejection } from '../../services/rejection.ts';
import type { WebhookView } from '../../services/show-webhooks.ts';
import type { Person } from '../web-env.ts';
import { Field } from './field.tsx';
import { FormToken } from './form-token.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';
import { stateClass, stateWords, takenWords } from './webhook-words.ts';

/** What was typed of a webhook to add. */
export interface TypedWebhook {
  readonly name: string;
  readonly url: string;
  /** Groups such as `lead.*`. */
  readonly groups: readonly string[];
  readonly refusal?: Rejection;
}

interface WebhooksPageProps {
  readonly person: Person;
  readonly webhooks: readonly WebhookView[];
  readonly typed: TypedWebhook;
  readonly notice?: Notice | undefined;
}

/** Where programs are told of what happens. */
export function WebhooksPage({ person, webhooks, typed, notice }: WebhooksPageProps) {
  const words = person.words.webhooks;
  return (
    <Page person={person} title={words.title} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{words.title}</h1>
          <SettingsTabs person={person} open="webhooks" />
        </header>
        <p class="quiet">{words.what}</p>
        {webhooks.length === 0 ? (
          <p class="empty">{words.none}</p>
        ) : (
          <ul class="card rows">
            {webhooks.map((webhook) => (
              <Item person={person} webhook={webhook} />
            ))}
          </ul>
        )}
        <AddForm person={person} typed={typed} />
      </div>
    </Page>
  );
}

function Item({ person, webhook }: { readonly person: Person; readonly webhook: WebhookView }) {
  return (
    <li>
      <div>
        <a href={`/settings/webhooks/${webhook.id}`}>
          <strong>{webhook.name}</strong>
        </a>{' '}
        <span class={stateClass(webhook)}>{stateWords(person, webhook)}</span>
        <br />
        {new URL(webhook.url).host} · {takenWords(person, webhook)}
      </div>
    </li>
  );
}

function AddForm({ person, typed }: Pick<WebhooksPageProps, 'person' | 'typed'>) {
  const words = person.words.webhooks;
  const { refusal } = typed;
  return (
    <form class="card stack" method="post" action="/settings/webhooks/add">
      <h2>{words.add}</h2>
      <FormToken person={person} />
      <Field person={person} refusal={undefined} hint={words.nameHint}>
        <label>
          {words.name}
          <input name="name" value={typed.name} maxlength={60} required />
        </label>
      </Field>
      <Field person={person} refusal={refusal} hint={words.urlHint}>
        <label>
          {words.url}
          <input
            name="url"
            type="url"
            value={typed.url}
            maxlength={500}
            required
            aria-invalid={refusal === undefined ? undefined : 'true'}
          />
        </label>
      </Field>
      <fieldset>
        <legend>{words.events}</legend>
        {Object.entries(words.groups).map(([group, label]) => (
          <label class="check">
            <input type="checkbox" name="events" value={group} checked={typed.groups.includes(group)} />
            {label}
          </label>
        ))}
      </fieldset>
      <div class="buttons">
        <button class="primary" type="submit">
          {words.add}
        </button>
      </div>
    </form>
  );
}
