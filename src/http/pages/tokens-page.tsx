import { TOKEN_SCOPES } from '../../core/api-token.ts';
import type { TokenView } from '../../services/api-tokens.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { Person } from '../web-env.ts';
import { Choice } from './choice.tsx';
import { Refused } from './field.tsx';
import { FormToken } from './form-token.tsx';
import type { Notice } from './page.tsx';
import { SafetyFrame } from './safety-tabs.tsx';

/** For how long one may be good, as `token add` reads it; empty until it is revoked. */
export const TOKEN_LIVES = ['90d', '30d', '365d', ''] as const;

/** What was typed of a token to make. */
export interface TypedToken {
  readonly name: string;
  readonly user: string;
  readonly scope: string;
  readonly expires: string;
  readonly refusal?: Rejection;
}

interface TokensPageProps {
  readonly person: Person;
  readonly tokens: readonly TokenView[];
  readonly people: readonly string[];
  readonly typed: TypedToken;
  /** Shown this once. */
  readonly made?: { readonly name: string; readonly secret: string } | undefined;
  readonly now: number;
  readonly notice?: Notice | undefined;
}

/** Which programs may use the API, and as whom. */
export function TokensPage(props: TokensPageProps) {
  const { person, tokens, made, notice } = props;
  const { safety } = person.words;
  return (
    <SafetyFrame {...{ person, notice }} open="tokens">
      <p class="quiet">{safety.tokensMean}</p>
      {made !== undefined && (
        <div class="done stack" role="status">
          <p>{safety.madeToken(made.name)}</p>
          <p>
            <code class="secret">{made.secret}</code>
          </p>
        </div>
      )}
      {tokens.length === 0 ? (
        <p class="empty">{safety.noTokens}</p>
      ) : (
        <ul class="card rows">
          {tokens.map((token) => (
            <TokenItem {...props} token={token} />
          ))}
        </ul>
      )}
      <MakeToken {...props} />
    </SafetyFrame>
  );
}

function TokenItem({ person, token, now }: TokensPageProps & { readonly token: TokenView }) {
  const { words, format } = person;
  const { safety } = words;
  const { id, name, user, scope, createdAt, expiresAt, lastUsedAt } = token;
  const isOver = expiresAt !== null && expiresAt <= now;
  const until = expiresAt === null ? [] : [(isOver ? safety.over : safety.until)(format.time(expiresAt))];
  const used = lastUsedAt === null ? safety.neverUsed : safety.used(format.time(lastUsedAt));
  const facts = [
    safety.scopes[scope],
    safety.actsAs(user),
    safety.since(format.time(createdAt)),
    ...until,
    used,
  ];
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <br />
        <small>{facts.join(' · ')}</small>
      </div>
      <form
        method="post"
        action={`/settings/safety/tokens/${id}/revoke`}
        hx-confirm={safety.confirmRevoke(name)}
      >
        <FormToken person={person} />
        <button class="danger" type="submit">
          {safety.revoke}
        </button>
      </form>
    </li>
  );
}

function MakeToken({ person, people, typed }: TokensPageProps) {
  const { safety } = person.words;
  return (
    <form class="card stack" method="post" action="/settings/safety/tokens">
      <h2>{safety.makeToken}</h2>
      <FormToken person={person} />
      {typed.refusal !== undefined && <Refused person={person} refusal={typed.refusal} />}
      <label>
        {safety.tokenName}
        <input name="name" value={typed.name} maxlength={60} placeholder="CRM" required />
      </label>
      <Choice
        name="user"
        label={safety.tokenUser}
        value={typed.user}
        options={people.map((name) => [name, name])}
      />
      <Choice
        name="scope"
        label={safety.scope}
        value={typed.scope}
        options={TOKEN_SCOPES.map((scope) => [scope, safety.scopes[scope]])}
      />
      <Choice
        name="expires"
        label={safety.expires}
        value={typed.expires}
        options={TOKEN_LIVES.map((life) => [life, safety.lives[life]])}
      />
      <div class="buttons">
        <button class="primary" type="submit">
          {safety.makeToken}
        </button>
      </div>
    </form>
  );
}
