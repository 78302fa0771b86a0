import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import { findUserSetting, readUserSetting, USER_SETTINGS } from '../core/user-settings.ts';
import type { Store } from '../store/open-store.ts';
import { takenBy } from './add-user.ts';
import { isLastOwner, lastOwner } from './last-owner.ts';
import type { Rejection } from './rejection.ts';
import { findUser, type UserView, userView } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface UserSettingRequest {
  readonly name: string;
  /** One of USER_SETTINGS. */
  readonly setting: string;
  /** As a person types it; `none` takes it away. */
  readonly value: string;
  readonly dryRun: boolean;
}

export type ChangedUser = { readonly kind: 'changed' | 'unchanged'; readonly user: UserView } | Rejection;

/** Sets one setting of a person. */
export function changeUser(
  store: Store,
  request: UserSettingRequest,
  country: Country,
  actor: string,
  now: Millis,
): ChangedUser {
  const setting = findUserSetting(request.setting);
  if (typeof setting !== 'string') return unknownSetting(request.setting, setting.meant);
  const read = readUserSetting(setting, request.value, country);
  if (read.kind !== 'value') return read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findUser(tx, request.name);
    if (found.kind !== 'user') return found;
    const { user } = found;
    const after = { ...user, ...read.value };
    if (after[setting] === user[setting]) return { kind: 'unchanged', user: userView(tx, user) };
    const taken = takenBy(tx, read.value, user.id);
    if (taken !== null) return taken;
    if (after.role !== 'owner' && isLastOwner(tx, user)) return lastOwner(user);
    tx.users.change(user.id, read.value);
    // Whoever was signed in with another role does so again.
    if (setting === 'role') tx.signIn.endAllOf(user.id);
    tx.audit.record({
      at: now,
      actor,
      action: `set ${setting}`,
      subject: `user:${user.name}`,
      before: user[setting],
      after: after[setting],
    });
    return { kind: 'changed', user: userView(tx, after) };
  });
}

function unknownSetting(setting: string, meant: string | null): Rejection {
  return {
    kind: 'invalid',
    problem: `People have no setting ${JSON.stringify(setting.slice(0, 64))}.`,
    remedy: meant === null ? `Set one of ${USER_SETTINGS.join(', ')}.` : `Did you mean ${meant}?`,
  };
}
