import { WITHHELD } from '../../core/block-key.ts';
import { mayChange } from '../../core/roles.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { BlockView } from '../../services/show-blocked.ts';
import type { Person } from '../web-env.ts';
import { Field } from './field.tsx';
import { FormToken } from './form-token.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';

/** What was typed of somebody to block. */
export interface TypedBlock {
  readonly number: string;
  readonly note: string;
  readonly refusal?: Rejection;
}

interface BlockedPageProps {
  readonly person: Person;
  readonly blocked: readonly BlockView[];
  readonly typed: TypedBlock;
  /** Whether there may be more after these. */
  readonly isFull: boolean;
  readonly notice?: Notice | undefined;
}

/** For whom no phone rings, and who is never texted. */
export function BlockedPage({ person, blocked, typed, isFull, notice }: BlockedPageProps) {
  const { settings } = person.words;
  const mayBlock = mayChange(person.user.role, 'block');
  const last = blocked.at(-1);
  return (
    <Page person={person} title={settings.blocked} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{settings.blocked}</h1>
          <SettingsTabs person={person} open="blocked" />
        </header>
        {mayBlock && <BlockForm person={person} typed={typed} />}
        {last === undefined ? (
          <p class="empty">{settings.nobodyBlocked}</p>
        ) : (
          <ul class="card rows">
            {blocked.map((block) => (
              <Entry person={person} block={block} mayBlock={mayBlock} />
            ))}
          </ul>
        )}
        {last !== undefined && isFull && (
          <a class="more" href={`/settings/blocked?after=${encodeURIComponent(last.number)}`}>
            {settings.moreBlocked}
          </a>
        )}
      </div>
    </Page>
  );
}

function BlockForm({ person, typed }: Pick<BlockedPageProps, 'person' | 'typed'>) {
  const { settings } = person.words;
  return (
    <form class="card stack" method="post" action="/settings/blocked/add">
      <h2>{settings.block}</h2>
      <FormToken person={person} />
      <Field person={person} refusal={typed.refusal} hint={settings.blockHint}>
        <label>
          {settings.number}
          <input
            name="number"
            value={typed.number}
            maxlength={80}
            required
            aria-invalid={typed.refusal === undefined ? undefined : 'true'}
          />
        </label>
      </Field>
      <label>
        {settings.note}
        <input name="note" value={typed.note} maxlength={200} />
      </label>
      <div class="buttons">
        <button class="danger" type="submit">
          {settings.block}
        </button>
      </div>
    </form>
  );
}

interface EntryProps {
  readonly person: Person;
  readonly block: BlockView;
  readonly mayBlock: boolean;
}

function Entry({ person, block, mayBlock }: EntryProps) {
  const { words, format } = person;
  const { settings } = words;
  const { number, note, blockedAt } = block;
  return (
    <li>
      <div>
        <strong>{number === WITHHELD ? settings.withheld : format.phone(number)}</strong>
        {note !== '' && ` · ${note}`}
        <br />
        <time>{format.time(blockedAt)}</time>
      </div>
      {mayBlock && (
        <form method="post" action="/settings/blocked/remove">
          <FormToken person={person} />
          <input type="hidden" name="number" value={number} />
          <button type="submit">{settings.unblock}</button>
        </form>
      )}
    </li>
  );
}
