import { didYouMean } from '../core/did-you-mean.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

export interface UserView extends UserRow {
  /** Numbers of the lines whose missed calls they look after. */
  readonly lines: readonly string[];
}

/** Everybody, by name. */
export function listUsers(store: Store): readonly UserView[] {
  return store.read((reader) => reader.users.all().map((user) => userView(reader, user)));
}

export function showUser(
  store: Store,
  name: string,
): { readonly kind: 'user'; readonly user: UserView } | Rejection {
  return store.read((reader) => {
    const found = findUser(reader, name);
    return found.kind === 'user' ? { kind: 'user', user: userView(reader, found.user) } : found;
  });
}

export function userView(reader: Reader, user: UserRow): UserView {
  return { ...user, lines: reader.lineOwners.linesOf(user.id) };
}

/** The person of this name, whatever its case. */
export function findUser(
  reader: Reader,
  name: string,
): { readonly kind: 'user'; readonly user: UserRow } | Rejection {
  const plain = name.trim().replace(/\s+/g, ' ');
  const user = reader.users.byName(plain);
  if (user !== undefined) return { kind: 'user', user };
  const all = reader.users.all().map((each) => each.name);
  const meant =
    didYouMean(plain, all) ?? all.find((each) => each.toLowerCase().startsWith(plain.toLowerCase()));
  return {
    kind: 'not-found',
    problem: `There is nobody called ${JSON.stringify(plain.slice(0, 64))}.`,
    remedy:
      meant === undefined
        ? 'See `textback user list`, or add them with `textback user add NAME`.'
        : `Did you mean ${meant}?`,
  };
}
