import type { ClaimRefusals, TypedClaim } from '../../services/claim-installation.ts';
import { assetPath } from '../assets.ts';
import type { Words } from '../words/words.ts';
import { Document } from './document.tsx';
import { Field } from './field.tsx';
import { Prose } from './prose.tsx';

interface ClaimPageProps {
  readonly business: string;
  readonly words: Words;
  /** Where the code is to be read. */
  readonly place: string;
  readonly typed: TypedClaim;
  readonly refusals: ClaimRefusals;
  readonly problem?: string;
}

/** The first page of all: whoever administers the machine becomes the owner. */
export function ClaimPage({ business, words, place, typed, refusals, problem }: ClaimPageProps) {
  const { setup, signIn } = words;
  const flag = (refusal: unknown) => (refusal === undefined ? undefined : 'true');
  return (
    <Document title={setup.claimTitle} words={words}>
      <main class="narrow alone">
        <img class="mark" src={assetPath('icon.svg')} alt={words.product} width={56} height={56} />
        <h1>{business}</h1>
        <form class="card stack" method="post" action="/setup">
          <p>{setup.welcome}</p>
          {problem !== undefined && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <div class="field">
            <p>{setup.whereCode}</p>
            <pre>{`sudo cat ${place}`}</pre>
          </div>
          <Field person={{ words }} refusal={refusals.code} hint={setup.codeHint}>
            <label>
              {setup.code}
              <input
                name="code"
                value={typed.code}
                required
                maxlength={40}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck={false}
                aria-invalid={flag(refusals.code)}
                autofocus
              />
            </label>
          </Field>
          <Field person={{ words }} refusal={refusals.name} hint={setup.nameHint}>
            <label>
              {setup.yourName}
              <input
                name="name"
                value={typed.name}
                required
                maxlength={60}
                autocomplete="username"
                aria-invalid={flag(refusals.name)}
              />
            </label>
          </Field>
          <Field person={{ words }} refusal={refusals.phone} hint={setup.phoneHint}>
            <label>
              {setup.yourPhone}
              <input
                name="phone"
                type="tel"
                value={typed.phone}
                maxlength={40}
                autocomplete="tel"
                aria-invalid={flag(refusals.phone)}
              />
            </label>
          </Field>
          <Field person={{ words }} refusal={refusals.password} hint={setup.passwordHint}>
            <label>
              {signIn.password}
              <input
                name="password"
                type="password"
                required
                maxlength={1000}
                autocomplete="new-password"
                aria-invalid={flag(refusals.password)}
              />
            </label>
          </Field>
          <button class="primary" type="submit">
            {setup.claim}
          </button>
        </form>
      </main>
    </Document>
  );
}

/** Where the code could not be written, only the terminal is left. */
export function NoCodePage({ business, words }: Pick<ClaimPageProps, 'business' | 'words'>) {
  return (
    <Document title={words.setup.claimTitle} words={words}>
      <main class="narrow alone">
        <h1>{business}</h1>
        <div class="card stack">
          <p>
            <Prose text={words.setup.noCode} />
          </p>
          <pre>{words.firstRun.commands}</pre>
        </div>
      </main>
    </Document>
  );
}
