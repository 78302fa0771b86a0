import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Actor } from './act-as.ts';
import { type Visitor, visitorKept } from './record-sign-in.ts';
import type { Rejection } from './rejection.ts';

const MAX_NAME_LENGTH = 60;

/** A person's, the oldest first. */
export function listPasskeys(store: Pick<Store, 'read'>, user: UserRow): readonly PasskeyRow[] {
  return store.read((reader) => reader.passkeys.of(user.id));
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

/** Nobody signs in any more with one of a person's own. */
export function removePasskey(
  store: Store,
  { user, id, ...visitor }: Visitor & { readonly user: UserRow; readonly id: number },
  actor: Actor,
  at: Millis,
): { readonly kind: 'removed' } | Rejection {
  return store.transact('promised', (tx) => {
    const passkey = tx.passkeys.of(user.id).find((each) => each.id === id);
    if (passkey === undefined) return noSuchPasskey(id);
    tx.passkeys.remove(id);
    const before = { ...visitorKept(visitor), id, name: passkey.name };
    const subject = `user:${user.name}`;
    tx.audit.record({ at, actor: actor.label, action: 'remove passkey', subject, before, after: null });
    return { kind: 'removed' };
  });
}

function noSuchPasskey(id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `You have no passkey ${id}.`,
    remedy: 'It was removed already. Load the page again to see which there are.',
  };
}
