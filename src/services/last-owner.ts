import type { UserRow } from '../store/queries/users.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/** Whether nobody could change anything any more without this person. */
export function isLastOwner(reader: Reader, { id, role }: Pick<UserRow, 'id' | 'role'>): boolean {
  return role === 'owner' && reader.users.all().every((each) => each.role !== 'owner' || each.id === id);
}

export function lastOwner({ name }: Pick<UserRow, 'name'>): Rejection {
  return {
    kind: 'refused',
    problem: `${name} is the only owner.`,
    remedy: 'Nothing was changed. Make somebody else an owner first: `textback user set NAME role owner`.',
  };
}
