import type { PropsWithChildren } from 'hono/jsx';
import type { PasskeyRow } from '../../store/queries/passkeys.ts';
import type { Person } from '../web-env.ts';

type PasskeyLineProps = PropsWithChildren<{ readonly person: Person; readonly passkey: PasskeyRow }>;

/** What a passkey is called, since when there is one, and when it was used last. */
export function PasskeyLine({ person, passkey, children }: PasskeyLineProps) {
  const { words, format } = person;
  const { name, createdAt, lastUsedAt } = passkey;
  const used = lastUsedAt === null ? words.passkeys.unused : words.passkeys.used(format.time(lastUsedAt));
  return (
    <div>
      <strong>{name}</strong>
      <br />
      <small>{`${words.passkeys.since(format.time(createdAt))} · ${used}`}</small>
      {children}
    </div>
  );
}
