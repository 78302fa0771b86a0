import type { Millis } from '../core/clock.ts';
import { judgePassword } from '../core/password-rule.ts';
import { TEMPORARY_PASSWORD_LIFE_MS } from '../core/temporary-password.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { dropPasskeysOf } from './passkey-alert.ts';
import { hashPassword } from './password-hash.ts';
import type { Rejection } from './rejection.ts';
import { findUser, type UserView, userView } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface PasswordToSet {
  readonly name: string;
  /** Null takes it away, and passkeys with it: they cannot sign in any more. */
  readonly password: string | null;
  /** Random, SALT_BYTES long. */
  readonly salt: Buffer;
  /** Good for a week, and only to choose one of their own with. */
  readonly isTemporary?: boolean;
  readonly dryRun: boolean;
}

export type PasswordSet =
  | { readonly kind: 'set'; readonly user: UserView; readonly sessionsEnded: number }
  | Rejection;

/** Sets what a person signs in with. Wherever they are signed in, they have to do so again. */
export async function setPassword(
  store: Store,
  { name, password, salt, isTemporary = false, dryRun }: PasswordToSet,
  business: Business,
  actor: string,
  now: Millis,
): Promise<PasswordSet> {
  const found = store.read((reader) => findUser(reader, name));
  if (found.kind !== 'user') return found;
  const verdict =
    password === null ? { kind: 'good' as const } : judgePassword(password, [found.user.name, business.name]);
  if (verdict.kind === 'bad') return { kind: 'invalid', problem: verdict.problem, remedy: verdict.remedy };
  const hash = password === null ? null : await hashPassword(password, salt);
  const temporaryUntil = isTemporary ? now + TEMPORARY_PASSWORD_LIFE_MS : null;
  return transactOrRehearse(store, dryRun, (tx) => {
    // They may have been removed while the hash was worked out.
    const still = findUser(tx, name);
    if (still.kind !== 'user') return still;
    const { user } = still;
    // Before the passkeys go, each of which ends those that it opened: here all are counted.
    const sessionsEnded = tx.signIn.endAllOf(user.id);
    if (hash === null) {
      tx.signIn.dropPassword(user.id);
      dropPasskeysOf(tx, user.id, now);
    } else tx.signIn.setPassword({ userId: user.id, hash, changedAt: now, temporaryUntil });
    const how = isTemporary ? 'set temporary password' : 'set password';
    const action = hash === null ? 'remove password' : how;
    tx.audit.record({
      at: now,
      actor,
      action,
      subject: `user:${user.name}`,
      before: null,
      after: { sessionsEnded },
    });
    return { kind: 'set', user: userView(tx, user), sessionsEnded };
  });
}
