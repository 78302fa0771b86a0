import { randomBytes } from 'node:crypto';
import { addUser } from '../services/add-user.ts';
import { SALT_BYTES } from '../services/password-hash.ts';
import { setPassword } from '../services/set-password.ts';
import type { Store } from '../store/open-store.ts';
import { DEMO_CAST } from './demo-cast.ts';
import { DemoFailure } from './demo-failure.ts';

/** Whom a newcomer signs in as. */
export interface DemoGuest {
  readonly name: string;
  readonly password: string;
}

/** Makes an owner with a password, by the same services as `textback user add` and `textback user password`. */
export async function addDemoGuest(store: Store, timeZone: string): Promise<DemoGuest> {
  const { business: name, country, owner } = DEMO_CAST;
  const password = `demo-${randomBytes(4).toString('hex')}`;
  const now = Date.now();
  const added = addUser(store, { settings: { name: owner }, dryRun: false }, country, 'demo', now);
  if (added.kind !== 'added') throw new DemoFailure(`${added.problem} ${added.remedy}`);
  const request = { name: owner, password, salt: randomBytes(SALT_BYTES), dryRun: false };
  const set = await setPassword(store, request, { name, country, timeZone }, 'demo', now);
  if (set.kind !== 'set') throw new DemoFailure(`${set.problem} ${set.remedy}`);
  return { name: owner, password };
}
