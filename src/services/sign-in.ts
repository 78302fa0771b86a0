import type { Clock, Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader, Writer } from '../store/queries.ts';
import { verifyPassword } from './password-hash.ts';
import { hashOfToken } from './session-token.ts';

/** A browser that somebody is going to be signed in with. */
export interface NewSession {
  /** What the browser will hold: 32 random bytes. */
  readonly token: string;
  readonly address: string;
  readonly userAgent: string;
}

export interface SignInAttempt extends NewSession {
  /** The person's name, or their login on this machine. */
  readonly name: string;
  readonly password: string;
}

const MAX_ADDRESS_LENGTH = 45;
const MAX_USER_AGENT_LENGTH = 200;

/** Signs somebody in. Whether the name or the password was wrong is told to nobody. */
export async function signIn(
  store: Store,
  { name, password, ...session }: SignInAttempt,
  clock: Clock,
): Promise<{ readonly kind: 'signed-in'; readonly user: UserRow } | { readonly kind: 'wrong' }> {
  const known = store.read((reader) => findAccount(reader, name));
  const isRight = await verifyPassword(password, known?.hash);
  if (known === null) return { kind: 'wrong' };
  const { user } = known;
  const at = clock.now();
  return store.transact('promised', (tx) => {
    // It may have been changed while the hash was worked out.
    const isSignedIn = isRight && tx.signIn.passwordHash(user.id) === known.hash;
    if (isSignedIn) openSession(tx, user, session, at);
    else recordAttempt(tx, user, 'wrong password', session, at);
    return isSignedIn ? { kind: 'signed-in', user } : { kind: 'wrong' };
  });
}

/** Signs in, in that browser, whoever has shown to be that person. */
export function openSession(tx: Writer, user: UserRow, session: NewSession, at: Millis): void {
  recordAttempt(tx, user, 'sign in', session, at);
  const tokenHash = hashOfToken(session.token);
  tx.signIn.open({ userId: user.id, tokenHash, ...whereFrom(session), createdAt: at, lastSeenAt: at });
}

function recordAttempt(tx: Writer, { name }: UserRow, action: string, session: NewSession, at: Millis): void {
  const subject = `user:${name}`;
  tx.audit.record({ at, actor: subject, action, subject, before: null, after: whereFrom(session) });
}

function whereFrom({ address, userAgent }: NewSession) {
  return {
    address: address.slice(0, MAX_ADDRESS_LENGTH),
    userAgent: userAgent.replace(/\p{Cc}/gu, '').slice(0, MAX_USER_AGENT_LENGTH),
  };
}

function findAccount(reader: Reader, name: string): { readonly user: UserRow; readonly hash: string } | null {
  const plain = name.trim().replace(/\s+/g, ' ');
  const user = reader.users.byName(plain) ?? reader.users.byLogin(plain);
  const hash = user === undefined ? undefined : reader.signIn.passwordHash(user.id);
  return user === undefined || hash === undefined ? null : { user, hash };
}
