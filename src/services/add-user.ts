import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import { readUserSetting, USER_SETTINGS, type UserSetting, type UserValues } from '../core/user-settings.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';
import { type UserView, userView } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface UserToAdd {
  /** Every setting as a person types it; who is given no role is staff. */
  readonly settings: { readonly [setting in UserSetting]?: string } & { readonly name: string };
  readonly dryRun: boolean;
}

export type AddedUser = { readonly kind: 'added'; readonly user: UserView } | Rejection;

const NOTHING: Omit<UserValues, 'name'> = {
  ...{ role: 'staff', phone: null, email: null, language: null, login: null, extension: null },
};

/** Makes a person known. The first is an owner, where nothing else is said: somebody has to be. */
export function addUser(
  store: Store,
  { settings, dryRun }: UserToAdd,
  country: Country,
  actor: string,
  now: Millis,
): AddedUser {
  let values: UserValues = { ...NOTHING, name: '' };
  for (const setting of USER_SETTINGS) {
    const raw = settings[setting];
    if (raw === undefined) continue;
    const read = readUserSetting(setting, raw, country);
    if (read.kind !== 'value') return read;
    values = { ...values, ...read.value };
  }
  return transactOrRehearse(store, dryRun, (tx) => {
    const taken = takenBy(tx, values, null);
    if (taken !== null) return taken;
    const isFirst = tx.users.all().length === 0;
    const role = isFirst && settings.role === undefined ? 'owner' : values.role;
    const user = userView(tx, tx.users.add({ ...values, role, createdAt: now }));
    const subject = `user:${user.name}`;
    tx.audit.record({ at: now, actor, action: 'add', subject, before: null, after: { ...values, role } });
    return { kind: 'added', user };
  });
}

/** Whether somebody else has what tells a person from others. */
export function takenBy(reader: Reader, values: Partial<UserValues>, ownId: number | null): Rejection | null {
  const { name, phone, login, extension } = values;
  const others: readonly (readonly [what: string, UserRow | undefined])[] = [
    ['name', name === undefined ? undefined : reader.users.byName(name)],
    ['phone', phone ? reader.users.byPhone(phone) : undefined],
    ['login', login ? reader.users.byLogin(login) : undefined],
    ['extension', extension ? reader.users.byExtension(extension) : undefined],
  ];
  for (const [what, other] of others) {
    if (other === undefined || other.id === ownId) continue;
    return {
      kind: 'refused',
      problem: `${other.name} has this ${what} already.`,
      remedy: `See \`textback user show "${other.name}"\`. Each person has a ${what} of their own.`,
    };
  }
  return null;
}
