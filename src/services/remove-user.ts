import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import { isLastOwner, lastOwner } from './last-owner.ts';
import { dropPasskeysOf } from './passkey-alert.ts';
import type { Rejection } from './rejection.ts';
import { findUser, type UserView, userView } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface UserToRemove {
  readonly name: string;
  /** Who takes over their leads; null for nobody. */
  readonly leadsTo: string | null;
  readonly dryRun: boolean;
}

export type RemovedUser =
  | { readonly kind: 'removed'; readonly user: UserView; readonly leadsMoved: number }
  | Rejection;

/** Short enough that a call that comes in meanwhile does not wait. */
const LEADS_AT_ONCE = 200;

/**
 * Removes a person: their lines go on without them, their leads go to somebody else or to nobody, and what they did
 * keeps their name. Leads are moved some at a time, so that calls go on; the person is gone when all have been.
 * @param onMoved told how many leads have been moved so far, and waited for
 */
export async function removeUser(
  store: Store,
  request: UserToRemove,
  actor: string,
  now: Millis,
  onMoved: (leads: number) => void | Promise<void> = () => {},
): Promise<RemovedUser> {
  let moved = 0;
  for (;;) {
    const step = transactOrRehearse(store, request.dryRun, (tx) =>
      removeSome(tx, request, actor, now, moved),
    );
    if (step.kind !== 'some') return step;
    moved += step.count;
    await onMoved(moved);
  }
}

function removeSome(
  tx: Writer,
  { name, leadsTo, dryRun }: UserToRemove,
  actor: string,
  now: Millis,
  moved: number,
): RemovedUser | { readonly kind: 'some'; readonly count: number } {
  const found = findUser(tx, name);
  if (found.kind !== 'user') return found;
  const { user } = found;
  const heir = leadsTo === null ? null : findUser(tx, leadsTo);
  if (heir !== null && heir.kind !== 'user') return heir;
  if (heir?.user.id === user.id) return toThemselves(user.name);
  if (isLastOwner(tx, user)) return lastOwner(user);
  const record = (action: string, before: unknown, after: unknown) =>
    tx.audit.record({ at: now, actor, action, subject: `user:${user.name}`, before, after });
  const count = dryRun ? tx.assignments.countOwnedBy(user.id) : moveLeads(tx, user.id, heir, actor, now);
  const after = { leadsTo: heir?.user.name ?? null, leadsMoved: count };
  if (count === LEADS_AT_ONCE && !dryRun) {
    record('move leads', null, after);
    return { kind: 'some', count };
  }
  const before = userView(tx, user);
  tx.lineOwners.dropUser(user.id);
  tx.signIn.dropPassword(user.id);
  dropPasskeysOf(tx, user.id, now);
  tx.signIn.endAllOf(user.id);
  tx.apiTokens.revokeAllOf(user.id);
  tx.users.change(user.id, { removedAt: now });
  record('remove', before, after);
  return { kind: 'removed', user: before, leadsMoved: moved + count };
}

function moveLeads(
  tx: Writer,
  fromId: number,
  heir: { readonly user: UserRow } | null,
  actor: string,
  at: Millis,
): number {
  const leads = tx.assignments.ownedBy(fromId, LEADS_AT_ONCE);
  const userId = heir?.user.id ?? null;
  for (const leadId of leads) tx.assignments.add({ leadId, userId, reason: 'user-removed', actor, at });
  return leads.length;
}

function toThemselves(name: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${name} cannot take over their own leads.`,
    remedy: 'Give somebody else with --leads-to, or leave it out for nobody.',
  };
}
