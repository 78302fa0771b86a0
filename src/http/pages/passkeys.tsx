import type { PasskeyRow } from '../../store/queries/passkeys.ts';
import { assetPath } from '../assets.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';
import { PasskeyLine } from './passkey-line.tsx';

interface PasskeysProps {
  readonly person: Person;
  readonly passkeys: readonly PasskeyRow[];
  /** Whether browsers make one under the address that this page was opened at. */
  readonly isAble: boolean;
}

/** What else somebody can sign in with, and the button that makes another one. */
export function Passkeys({ person, passkeys, isAble }: PasskeysProps) {
  const { words } = person;
  return (
    <section class="card stack" id="passkeys">
      <h2>{words.passkeys.title}</h2>
      <p>{words.passkeys.what}</p>
      {passkeys.length > 0 && (
        <ul class="rows">
          {passkeys.map((passkey) => (
            <PasskeyItem person={person} passkey={passkey} />
          ))}
        </ul>
      )}
      {isAble ? (
        <AddPasskey person={person} />
      ) : (
        <p class="quiet">
          {words.passkeys.needsName} {words.passkeys.whatToSet}
        </p>
      )}
    </section>
  );
}

/** Only a script can ask the browser, so that without one there is nothing to press. */
function AddPasskey({ person }: { readonly person: Person }) {
  const { passkeys } = person.words;
  return (
    <form
      class="stack"
      method="post"
      action="/account/passkeys"
      data-module={assetPath('passkey-add.js')}
      data-failed={passkeys.failed}
    >
      <FormToken person={person} />
      <input type="hidden" name="reply" value="" />
      <div class="stack" data-when="able" hidden>
        <input type="hidden" name="username" autocomplete="username" value={person.user.name} />
        <label>
          {passkeys.password}
          <input name="password" type="password" autocomplete="current-password" maxlength={1000} />
        </label>
        <label>
          {passkeys.name}
          <input name="name" maxlength={60} autocomplete="off" />
          <small>{passkeys.nameMeans}</small>
        </label>
        <button type="button">{passkeys.add}</button>
      </div>
      <p class="quiet" data-when="unsupported" hidden>
        {passkeys.unsupported}
      </p>
      <p class="problem" role="alert" hidden />
    </form>
  );
}

function PasskeyItem({ person, passkey }: { readonly person: Person; readonly passkey: PasskeyRow }) {
  const { words } = person;
  const { id, name } = passkey;
  const path = `/account/passkeys/${id}`;
  return (
    <li>
      <PasskeyLine {...{ person, passkey }}>
        <details>
          <summary>{words.passkeys.change}</summary>
          <div class="stack">
            <form class="stack" method="post" action={`${path}/rename`}>
              <FormToken person={person} />
              <label>
                {words.passkeys.name}
                <input name="name" value={name} required maxlength={60} autocomplete="off" />
              </label>
              <button type="submit">{words.passkeys.rename}</button>
            </form>
            <form method="post" action={`${path}/remove`} hx-confirm={words.passkeys.confirmRemove(name)}>
              <FormToken person={person} />
              <button class="danger" type="submit">
                {words.passkeys.remove}
              </button>
            </form>
          </div>
        </details>
      </PasskeyLine>
    </li>
  );
}
