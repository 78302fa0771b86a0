import type { Clock, Millis } from '../core/clock.ts';
import { isTemporaryPasswordOver } from '../core/temporary-password.ts';
import type { Store } from '../store/open-store.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader, Writer } from '../store/queries.ts';
import { verifyPassword } from './password-hash.ts';
import { recordSignIn, userNamed, type Visitor, visitorKept } from './record-sign-in.ts';
import { hashOfToken } from './session-token.ts';

/** A browser that somebody is going to be signed in with. */
export interface NewSession extends Visitor {
  /** What the browser will hold: 32 random bytes. */
  readonly token: string;
}

export interface SignInAttempt extends NewSession {
  /** The person's name, or their login on this machine. */
  readonly name: string;
  readonly password: string;
}

/** Signs somebody in. Whether the name or the password was wrong is told to nobody. */
export async function signIn(
  store: Store,
  { name, password, ...session }: SignInAttempt,
  clock: Clock,
): Promise<{ readonly kind: 'signed-in'; readonly user: UserRow } | { readonly kind: 'wrong' }> {
  const known = store.read((reader) => findAccount(reader, name));
  const isRight = await verifyPassword(password, known?.hash);
  const at = clock.now();
  return store.transact('promised', (tx) => {
    if (known === null) {
      recordSignIn(tx, null, 'unknown name', session, at);
      return { kind: 'wrong' };
    }
    const { user } = known;
    // It may have been changed while the hash was worked out.
    const still = tx.signIn.passwordOf(user.id);
    const isSame = isRight && still?.hash === known.hash;
    if (isSame && !isTemporaryPasswordOver(still.temporaryUntil, at)) {
      openSession(tx, user, session, at);
      return { kind: 'signed-in', user };
    }
    recordSignIn(tx, user.name, isSame ? 'temporary password over' : 'wrong password', session, at);
    return { kind: 'wrong' };
  });
}

/** Signs in, in that browser, whoever has shown to be that person. @param passkey what showed it; null for a password */
export function openSession(
  tx: Writer,
  user: UserRow,
  session: NewSession,
  at: Millis,
  passkey: PasskeyRow | null = null,
): void {
  if (passkey === null) recordSignIn(tx, user.name, 'sign in', session, at);
  else recordSignIn(tx, user.name, 'sign in with passkey', session, at, { name: passkey.name });
  const tokenHash = hashOfToken(session.token);
  tx.signIn.open({
    ...{ userId: user.id, tokenHash, ...visitorKept(session), passkeyId: passkey?.id ?? null },
    ...{ createdAt: at, lastSeenAt: at },
  });
}

function findAccount(reader: Reader, name: string): { readonly user: UserRow; readonly hash: string } | null {
  const user = userNamed(reader, name);
  const hash = user === undefined ? undefined : reader.signIn.passwordHash(user.id);
  return user === undefined || hash === undefined ? null : { user, hash };
}
