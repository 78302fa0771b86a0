import type { Clock } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Actor } from './act-as.ts';
import type { Business } from './business.ts';
import { verifyPassword } from './password-hash.ts';
import { type PasswordSet, setPassword } from './set-password.ts';

export interface OwnPassword {
  readonly user: UserRow;
  readonly current: string;
  readonly password: string;
  /** Random, SALT_BYTES long. */
  readonly salt: Buffer;
}

/** What anybody may change, whatever their role, who knows the password until now. Ends all their sessions. */
export async function changeOwnPassword(
  store: Store,
  { user, current, password, salt }: OwnPassword,
  business: Business,
  { label }: Actor,
  clock: Clock,
): Promise<PasswordSet> {
  const hash = store.read((reader) => reader.signIn.passwordHash(user.id));
  if (!(await verifyPassword(current, hash))) {
    return {
      kind: 'refused',
      problem: 'The password until now is another one.',
      remedy: 'Nothing was changed. Type it again, or ask an owner for a new one.',
    };
  }
  return setPassword(store, { name: user.name, password, salt, dryRun: false }, business, label, clock.now());
}
