import { assetPath } from '../assets.ts';
import type { Words } from '../words/words.ts';
import { Document } from './document.tsx';

interface SignInPageProps {
  readonly business: string;
  readonly words: Words;
  /** Where to go on to. */
  readonly next: string;
  /** What was typed before. */
  readonly name?: string;
  readonly problem?: string;
  /** Whether browsers make passkeys under the address that it was opened at. */
  readonly withPasskey: boolean;
}

export function SignInPage({ business, words, next, name = '', problem, withPasskey }: SignInPageProps) {
  const { signIn } = words;
  return (
    <Document title={signIn.title} words={words}>
      <main class="narrow alone">
        <img class="mark" src={assetPath('icon.svg')} alt={words.product} width={56} height={56} />
        <h1>{business}</h1>
        <form class="card stack" method="post" action="/sign-in">
          {problem !== undefined && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <input type="hidden" name="next" value={next} />
          <label>
            {signIn.name}
            <input
              name="name"
              value={name}
              autocomplete="username"
              required
              maxlength={100}
              autofocus={name === ''}
            />
          </label>
          <label>
            {signIn.password}
            <input
              name="password"
              type="password"
              autocomplete="current-password"
              required
              maxlength={1000}
              autofocus={name !== ''}
            />
          </label>
          <button class="primary" type="submit">
            {signIn.title}
          </button>
        </form>
        {withPasskey && <PasskeyForm words={words} next={next} />}
      </main>
    </Document>
  );
}

/** Shown by its script, where the browser can do it. */
function PasskeyForm({ words, next }: Pick<SignInPageProps, 'words' | 'next'>) {
  const { passkeys } = words;
  return (
    <form class="card stack" method="post" action="/sign-in/passkey" data-failed={passkeys.notUsed} hidden>
      <script type="module" src={assetPath('passkey-sign-in.js')} />
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="reply" value="" />
      <button type="button">{passkeys.signIn}</button>
      <p class="problem" role="alert" hidden />
    </form>
  );
}

/** Before anybody has a password there is nothing to type. */
export function NobodyYetPage({ business, words }: Pick<SignInPageProps, 'business' | 'words'>) {
  const { firstRun } = words;
  return (
    <Document title={firstRun.title} words={words}>
      <main class="narrow alone">
        <img class="mark" src={assetPath('icon.svg')} alt={words.product} width={56} height={56} />
        <h1>{business}</h1>
        <div class="card stack">
          <p>{firstRun.nobody}</p>
          <pre>{firstRun.commands}</pre>
          <p>{firstRun.afterwards}</p>
        </div>
      </main>
    </Document>
  );
}
