import type { Millis } from '../core/clock.ts';
import { isSessionOver } from '../core/session-life.ts';
import type { Store } from '../store/open-store.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { OpenedSession } from '../store/queries/sign-in.ts';

/** What a person signs in with, and where they are signed in. */
export interface SignInView {
  /** Null where they have none, and cannot sign in. */
  readonly password: { readonly changedAt: Millis; readonly temporaryUntil: Millis | null } | null;
  /** The oldest first. */
  readonly passkeys: readonly PasskeyRow[];
  readonly sessions: readonly OpenedSession[];
}

export function showSignIn(store: Store, userId: number, now: Millis): SignInView {
  return store.read((reader) => {
    const row = reader.signIn.passwordOf(userId);
    const password =
      row === undefined ? null : { changedAt: row.changedAt, temporaryUntil: row.temporaryUntil };
    const sessions = reader.signIn.sessionsOf(userId).filter((each) => !isSessionOver(each, now));
    return { password, passkeys: reader.passkeys.of(userId), sessions };
  });
}
