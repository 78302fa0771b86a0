import { mayMoveData } from '../core/roles.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Rejection } from './rejection.ts';

const FORBIDDEN = {
  in: { what: 'bring everything in', remedy: 'Nothing was changed. An owner can do it.' },
  out: {
    what: 'take everything out',
    remedy: 'Nothing was written. An owner can do it. `textback lead export` writes the leads.',
  },
} as const;

/**
 * Why somebody may not move all of the business's data; null where they may.
 * @param user undefined or null for whoever is nobody here, and administers the machine
 */
export function refuseMover(
  user: Pick<UserRow, 'name' | 'role'> | undefined | null,
  way: keyof typeof FORBIDDEN,
): Rejection | null {
  if (user === undefined || user === null || mayMoveData(user.role)) return null;
  const { what, remedy } = FORBIDDEN[way];
  return { kind: 'refused', problem: `${user.name} may not ${what}: the role is ${user.role}.`, remedy };
}
