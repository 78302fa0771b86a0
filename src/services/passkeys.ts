import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { dropPasskey } from './passkey-alert.ts';
import { type Visitor, visitorKept } from './record-sign-in.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_NAME_LENGTH = 60;

/** A person's, the oldest first. */
export function listPasskeys(store: Pick<Store, 'read'>, user: UserRow): readonly PasskeyRow[] {
  return store.read((reader) => reader.passkeys.of(user.id));
}

/** With the name of whose it is. */
export interface PasskeyOfUser extends PasskeyRow {
  readonly user: string;
}

/**
 * One person's, or everybody's by name, the oldest first.
 * @param name null for everybody
 */
export function listPasskeysOf(
  store: Pick<Store, 'read'>,
  name: string | null,
): { readonly kind: 'passkeys'; readonly passkeys: readonly PasskeyOfUser[] } | Rejection {
  return store.read((reader) => {
    const found = name === null ? null : findUser(reader, name);
    if (found !== null && found.kind !== 'user') return found;
    const people = found === null ? reader.users.all() : [found.user];
    const passkeys = people.flatMap(({ id, name: user }) =>
      reader.passkeys.of(id).map((passkey) => ({ ...passkey, user })),
    );
    return { kind: 'passkeys', passkeys };
  });
}

/** As it is kept, however it was typed; empty where nothing is left of it. */
export function passkeyNameOf(typed: string): string {
  return typed
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .trim();
}

/** Calls one of a person's own something else. */
export function renamePasskey(
  store: Store,
  { user, id, name: typed }: { readonly user: UserRow; readonly id: number; readonly name: string },
  actor: Actor,
  at: Millis,
): { readonly kind: 'renamed' } | Rejection {
  const name = passkeyNameOf(typed);
  if (name === '')
    return { kind: 'invalid', problem: 'A passkey needs a name.', remedy: 'Type what you know it by.' };
  return store.transact('promised', (tx) => {
    const passkey = tx.passkeys.of(user.id).find((each) => each.id === id);
    if (passkey === undefined) return noSuchPasskey(id);
    tx.passkeys.rename(id, name);
    const [before, after] = [passkey.name, name].map((each) => ({ id, name: each }));
    const subject = `user:${user.name}`;
    tx.audit.record({ at, actor: actor.label, action: 'rename passkey', subject, before, after });
    return { kind: 'renamed' };
  });
}

/** Nobody signs in any more with one of a person's own; where somebody did, they are signed out, here too. */
export function removePasskey(
  store: Store,
  { user, id, ...visitor }: Visitor & { readonly user: UserRow; readonly id: number },
  actor: Actor,
  at: Millis,
): { readonly kind: 'removed' } | Rejection {
  return store.transact('promised', (tx) => {
    const taken = takePasskey(tx, user, id, { actor: actor.label, visitor }, at);
    return taken === null ? noSuchPasskey(id) : { kind: 'removed' };
  });
}

export interface PasskeyToRemove {
  /** The person's name. */
  readonly name: string;
  readonly id: number;
  readonly dryRun: boolean;
}

/** The same with another person's; a store as they may use it lets owners alone do so. */
export function removePasskeyOf(
  store: Store,
  { name, id, dryRun }: PasskeyToRemove,
  actor: string,
  at: Millis,
): { readonly kind: 'removed'; readonly passkey: PasskeyOfUser; readonly sessionsEnded: number } | Rejection {
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findUser(tx, name);
    if (found.kind !== 'user') return found;
    const { user } = found;
    const taken = takePasskey(tx, user, id, { actor }, at);
    if (taken !== null) {
      const { passkey, sessionsEnded } = taken;
      return { kind: 'removed', passkey: { ...passkey, user: user.name }, sessionsEnded };
    }
    return {
      kind: 'not-found',
      problem: `${user.name} has no passkey ${id}.`,
      remedy: `See \`textback user passkey list "${user.name}"\`.`,
    };
  });
}

/** Returns what it was, and how many browsers were signed out; null where the person has none with this id. */
function takePasskey(
  tx: Writer,
  user: Pick<UserRow, 'id' | 'name'>,
  id: number,
  { actor, visitor }: { readonly actor: string; readonly visitor?: Visitor },
  at: Millis,
): { readonly passkey: PasskeyRow; readonly sessionsEnded: number } | null {
  const passkey = tx.passkeys.of(user.id).find((each) => each.id === id);
  if (passkey === undefined) return null;
  const sessionsEnded = dropPasskey(tx, passkey, at);
  const before = { ...(visitor === undefined ? {} : visitorKept(visitor)), id, name: passkey.name };
  const subject = `user:${user.name}`;
  tx.audit.record({ at, actor, action: 'remove passkey', subject, before, after: { sessionsEnded } });
  return { passkey, sessionsEnded };
}

function noSuchPasskey(id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `You have no passkey ${id}.`,
    remedy: 'It was removed already. Load the page again to see which there are.',
  };
}
